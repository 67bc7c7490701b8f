// One random share for each case, kept apart from the vault and from its backups: with the
// server's vault key it wraps the key of the case. Destroying a share makes every copy of that
// case noise, also in a vault that is put back from a backup, and touches no other case
// (promises.md 4.5: the key in a file of its own, destroyed with the retention date).
//
// Promises: a share is on disk before it is given out; none is given out twice, whatever vault
// is brought back; a destroyed one is overwritten and fsynced. A file of 32 octets a share,
// 0600. Threads may draw at the same time. Limit: flash keeps old pages for a while; and an
// older copy of this file would bring destroyed shares back: `backup` seals it to the records
// office, and only the newest is kept (systemd/README.md).
#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>

#include "base/result.h"
#include "base/sensitive.h"

namespace seal {

class CaseShares {
  public:
    using Number = std::int64_t;  // 1, 2, 3, ...
    struct Share {
        Number number = 0;
        base::Sensitive<std::string> octets;  // 32
    };

    explicit CaseShares(const std::filesystem::path& folder) : file_(folder / "case_shares") {}

    // Kind storage when it cannot be written.
    base::Result<Share> draw();
    // Kind text when it was destroyed or never there.
    base::Result<base::Sensitive<std::string>> read(Number number) const;
    // Done already, or never there: fine.
    base::Result<void> destroy(Number number);
    // The file as it stands, for a backup that seals it: what was destroyed is blank in it.
    base::Result<base::Sensitive<std::string>> read_all() const;

  private:
    base::Result<void> make_block();

    std::filesystem::path file_;
    std::mutex drawing_;
    Number next_ = 0;  // 0: nothing was drawn by this process
    Number end_ = 0;   // first number that is not on disk
};

}  // namespace seal
