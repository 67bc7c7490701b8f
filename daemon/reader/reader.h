// The jailed reader: a small parent process, forked before threads, databases and rules exist,
// which forks children that read mail with message::read_mail under seccomp, Landlock and
// limits.
//
// Promises: read() may be called from any thread. A mail that kills, hangs or confuses its
// child comes back as a ReadFault; the next mail is read by a fresh child. The daemon itself
// never parses MIME.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "message/parsed_mail.h"
#include "message/read_mail.h"

namespace reader {

struct ReaderSettings {
    int processes = 2;         // children at once
    int mails_per_child = 50;  // then replaced
    int wall_seconds = 20;     // per mail
    int cpu_seconds = 5;       // per mail
    std::size_t memory = std::size_t{512} * 1024 * 1024;
};

// A mail that was in a child when it died is tried once more in one that has read nothing yet.
enum class ChildChoice { any, fresh };

enum class ReadFaultKind { killed, timed_out, nonsense, no_child };

struct ReadFault {
    ReadFaultKind kind = ReadFaultKind::nonsense;
    int signal = 0;
};

std::string_view name_of(ReadFaultKind kind);

class Reader {
  public:
    // Must be called while the process has one thread. The parent dies with this object or with
    // the daemon.
    static base::Result<std::unique_ptr<Reader>> start(const ReaderSettings& settings);
    virtual ~Reader() = default;

    virtual base::Result<message::ParsedMail, ReadFault> read(
        std::string_view raw, message::Contents contents,
        ChildChoice choice = ChildChoice::any) = 0;
    // Which walls stand: "seccomp+landlock", "seccomp" (old kernel), "none" (sanitizer builds
    // only).
    virtual std::string_view jail() const = 0;
};

}  // namespace reader
