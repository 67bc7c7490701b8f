// Folders: their names on the wire, choosing one, making one, listing what lies in it.
//
// Promises: names are given in UTF-8 with '/' between levels; a name with control characters is
// refused. A folder without UIDVALIDITY is refused (RFC 9051 2.3.1.1).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mailbox/mailbox.h"
#include "mailbox/task.h"

namespace mailbox {

// How this server writes names.
struct Naming {
    std::string prefix;           // of our own name space: "" or "INBOX."
    std::string delimiter = "/";  // "": no levels
    bool utf8 = false;            // IMAP4rev2 alone
};

// Quoted, ready for a command; nothing where the name cannot be written.
std::optional<std::string> write_folder(const std::string& name, const Naming& naming);

class SelectFolder final : public Task {
  public:
    explicit SelectFolder(std::string written) : written_(std::move(written)) {}
    std::optional<Command> begin() override { return Command("SELECT " + written_); }
    std::optional<Command> next(Answer answer) override;
    Selected selected;  // without `exists`, which the conversation counts

  private:
    std::string written_;
};

class EnsureFolder final : public Task {
  public:
    EnsureFolder(const std::string& name, const Naming& naming);
    std::optional<Command> begin() override;
    std::optional<Command> next(Answer answer) override;

  private:
    enum class Phase { look, create, look_again, subscribe };
    std::vector<std::string> levels_;  // the parents first, quoted; the last is the folder
    Phase phase_ = Phase::look;
    std::size_t created_ = 0;
};

// All UIDs, by a NOOP first, so that the server looks what is there. Where there are many, by
// ranges of sequence numbers, so that no line grows long; numbers that slip down because others
// were removed meanwhile are followed. What comes after the NOOP may be missing in the list,
// and so counts as a change.
class ListMails final : public Task {
  public:
    explicit ListMails(Conversation& conversation) : conversation_(conversation) {}
    std::optional<Command> begin() override { return Command("NOOP"); }
    std::optional<Command> next(Answer answer) override;
    std::vector<std::uint32_t> uids;  // ascending, each once

  private:
    enum class Phase { refresh, all, ranges };
    std::optional<Command> next_range();
    Conversation& conversation_;
    Phase phase_ = Phase::refresh;
    std::uint32_t next_ = 1;
};

}  // namespace mailbox
