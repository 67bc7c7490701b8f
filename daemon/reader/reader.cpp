#include "reader/reader.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstring>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "reader/child.h"
#include "reader/wire.h"

namespace reader {
namespace {

using Clock = std::chrono::steady_clock;

// A descriptor with an owner.
class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { reset(); }
    void reset() {
        if (number_ >= 0) close(number_);
        number_ = -1;
    }
    int number() const { return number_; }
    bool open() const { return number_ >= 0; }

  private:
    int number_ = -1;
};

std::optional<std::pair<Descriptor, Descriptor>> make_pair_of_sockets(int type) {
    int ends[2] = {-1, -1};
    if (socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends) != 0) return std::nullopt;
    return std::pair{Descriptor(ends[0]), Descriptor(ends[1])};
}

// The daemon's side of the reader parent: one question, one answer, one thread at a time.
class NurseryLine {
  public:
    explicit NurseryLine(Descriptor control) : control_(std::move(control)) {}

    std::optional<int> ask(NurseryRequest request, int passed = -1) {
        const std::lock_guard lock(mutex_);
        iovec part{&request, sizeof request};
        alignas(cmsghdr) char space[CMSG_SPACE(sizeof(int))] = {};
        msghdr packet{};
        packet.msg_iov = &part;
        packet.msg_iovlen = 1;
        if (passed >= 0) {
            packet.msg_control = space;
            packet.msg_controllen = sizeof space;
            cmsghdr* const extra = CMSG_FIRSTHDR(&packet);
            extra->cmsg_level = SOL_SOCKET;
            extra->cmsg_type = SCM_RIGHTS;
            extra->cmsg_len = CMSG_LEN(sizeof(int));
            std::memcpy(CMSG_DATA(extra), &passed, sizeof passed);
        }
        if (sendmsg(control_.number(), &packet, MSG_NOSIGNAL) < 0) return std::nullopt;
        int answer = 0;
        ssize_t got = -1;
        do {
            got = recv(control_.number(), &answer, sizeof answer, 0);
        } while (got < 0 && errno == EINTR);
        if (got != static_cast<ssize_t>(sizeof answer)) return std::nullopt;
        return answer;
    }

    void hang_up() { control_.reset(); }

  private:
    std::mutex mutex_;
    Descriptor control_;
};

struct Child {
    int pid = 0;
    int mails = 0;
    Descriptor line;
};

enum class Talk { done, died, timed_out, nonsense };

// Writes the request and reads the reply at the same time: a large one against a large one
// would deadlock.
class Conversation {
  public:
    Conversation(int line, std::string_view raw, message::Contents contents,
                 Clock::time_point deadline)
        : line_(line), body_(raw), deadline_(deadline), largest_(largest_reply(raw.size())) {
        head_ = encode_length(raw.size());
        head_.push_back(encode_contents(contents));
    }

    Talk run() {
        for (;;) {
            pollfd watched{line_, static_cast<short>(POLLIN | (left_to_send() ? POLLOUT : 0)),
                           0};
            const auto left =
                std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - Clock::now())
                    .count();
            // Looked at once more after the end: we may be the ones who were not running.
            const int ready = poll(&watched, 1, static_cast<int>(std::max<long>(left, 0)));
            if (ready == 0) return Talk::timed_out;
            if (ready < 0 && errno != EINTR) return Talk::died;
            if (ready < 0) continue;
            if ((watched.revents & POLLOUT) != 0 && !send_some()) return Talk::died;
            if ((watched.revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
            if (const std::optional<Talk> end = receive_some()) return *end;
        }
    }

    std::string_view reply() const { return std::string_view(reply_).substr(prefix_size); }

  private:
    bool left_to_send() const { return !head_.empty() || !body_.empty(); }

    bool send_some() {
        const std::string_view next = head_.empty() ? body_ : std::string_view(head_);
        const ssize_t sent = send(line_, next.data(), next.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0) return errno == EAGAIN || errno == EINTR;
        if (head_.empty()) {
            body_.remove_prefix(static_cast<std::size_t>(sent));
        } else {
            head_.erase(0, static_cast<std::size_t>(sent));
        }
        return true;
    }

    std::optional<Talk> receive_some() {
        char buffer[65536];
        const ssize_t got = recv(line_, buffer, sizeof buffer, MSG_DONTWAIT);
        if (got < 0)
            return errno == EAGAIN || errno == EINTR ? std::nullopt : std::optional(Talk::died);
        if (got == 0) return Talk::died;
        reply_.append(buffer, static_cast<std::size_t>(got));
        if (reply_.size() < prefix_size) return std::nullopt;
        const std::uint64_t announced = decode_length(reply_);
        // An answer before the end of the question, or longer than it said or may be.
        if (left_to_send() || announced > largest_ || reply_.size() - prefix_size > announced)
            return Talk::nonsense;
        if (reply_.size() - prefix_size == announced) return Talk::done;
        reply_.reserve(std::min<std::uint64_t>(announced + prefix_size, 64UL * 1024 * 1024));
        return std::nullopt;
    }

    int line_;
    std::string head_;
    std::string_view body_;
    Clock::time_point deadline_;
    std::uint64_t largest_;
    std::string reply_;
};

class ForkedReader final : public Reader {
  public:
    ForkedReader(const ReaderSettings& settings, Descriptor control, int nursery,
                 std::string walls)
        : settings_(settings),
          nursery_line_(std::move(control)),
          nursery_(nursery),
          walls_(std::move(walls)) {
        children_.resize(static_cast<std::size_t>(std::max(1, settings.processes)));
        for (std::size_t i = 0; i < children_.size(); ++i) idle_.push_back(i);
    }

    ~ForkedReader() override {
        children_.clear();
        nursery_line_.hang_up();
        while (waitpid(nursery_, nullptr, 0) < 0 && errno == EINTR) {
        }
    }

    base::Result<message::ParsedMail, ReadFault> read(std::string_view raw,
                                                      message::Contents contents,
                                                      ChildChoice choice) override {
        const std::size_t seat = take_seat();
        Child& child = children_[seat];
        if (choice == ChildChoice::fresh && child.mails > 0) bury(child);
        base::Result<message::ParsedMail, ReadFault> result = read_in(child, raw, contents);
        give_back(seat);
        return result;
    }

    std::string_view jail() const override { return walls_; }

  private:
    std::size_t take_seat() {
        std::unique_lock lock(mutex_);
        freed_.wait(lock, [this] { return !idle_.empty(); });
        const std::size_t seat = idle_.back();
        idle_.pop_back();
        return seat;
    }

    void give_back(std::size_t seat) {
        {
            const std::lock_guard lock(mutex_);
            idle_.push_back(seat);
        }
        freed_.notify_one();
    }

    base::Result<message::ParsedMail, ReadFault> read_in(Child& child, std::string_view raw,
                                                         message::Contents contents) {
        if (child.pid == 0 && !spawn(child)) return ReadFault{ReadFaultKind::no_child, 0};
        if (nursery_line_.ask({NurseryCommand::arm, child.pid}) != 1) {
            // It died while it was idle: nobody's mail is to blame.
            bury(child);
            if (!spawn(child) || nursery_line_.ask({NurseryCommand::arm, child.pid}) != 1) {
                return ReadFault{ReadFaultKind::no_child, 0};
            }
        }
        Conversation talk(child.line.number(), raw, contents,
                          Clock::now() + std::chrono::seconds(settings_.wall_seconds));
        const Talk end = talk.run();
        std::optional<message::ParsedMail> mail =
            end == Talk::done ? decode_reply(talk.reply()) : std::nullopt;
        if (!mail) return fault_of(end, bury(child));
        if (++child.mails >= settings_.mails_per_child) bury(child);
        return *std::move(mail);
    }

    bool spawn(Child& child) {
        auto ends = make_pair_of_sockets(SOCK_STREAM);
        if (!ends) return false;
        const std::optional<int> pid =
            nursery_line_.ask({NurseryCommand::spawn, 0}, ends->second.number());
        if (!pid || *pid <= 0) return false;
        child = Child{*pid, 0, std::move(ends->first)};
        return true;
    }

    // The wait status of the child, which is dead afterwards.
    int bury(Child& child) {
        const std::optional<int> status = nursery_line_.ask({NurseryCommand::bury, child.pid});
        child = Child{};
        return status.value_or(0);
    }

    static ReadFault fault_of(Talk end, int status) {
        const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
        if (end == Talk::timed_out || signal == SIGXCPU)
            return {ReadFaultKind::timed_out, signal};
        if (end == Talk::died) return {ReadFaultKind::killed, signal};
        return {ReadFaultKind::nonsense, 0};
    }

    ReaderSettings settings_;
    NurseryLine nursery_line_;
    int nursery_;
    std::string walls_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<Child> children_;
    std::vector<std::size_t> idle_;
};

constexpr std::string_view sample_mail =
    "From: =?utf-8?B?4LSF4LSo4LWB?= <anu@example.org>\r\nSubject: =?gb2312?Q?=C4=E3?= "
    "=?iso-2022-jp?B?GyRCRnwbKEI=?=\r\n"
    "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; "
    "charset=windows-1252\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\nPHA+YTwvcD4=\r\n--b\r\nContent-Type: text/plain; "
    "charset=windows-949\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n\r\n=B0=A1\r\n--b--\r\n";

// Files and locks that the daemon holds are none of the reader's: all but 0, 1, 2 and `control`
// are closed.
int keep_only(int control) {
    constexpr int kept = 3;
    if (control != kept && dup2(control, kept) != kept) _exit(71);
    close_range(kept + 1, ~0U, 0);
    return kept;
}

base::Failure cannot_start(std::string what) {
    return {base::FailureKind::defect, std::move(what),
            "the machine may be out of processes or memory"};
}

}  // namespace

std::string_view name_of(ReadFaultKind kind) {
    switch (kind) {
        case ReadFaultKind::killed:
            return "killed";
        case ReadFaultKind::timed_out:
            return "timed_out";
        case ReadFaultKind::nonsense:
            return "nonsense";
        case ReadFaultKind::no_child:
            return "no_child";
    }
    return "nonsense";
}

base::Result<std::unique_ptr<Reader>> start_with(const ReaderSettings& settings,
                                                 ParseFunction parse) {
    auto jail = Jail::prepare();
    if (!jail) return jail.error();
    auto ends = make_pair_of_sockets(SOCK_SEQPACKET);
    if (!ends) return cannot_start("cannot make the line to the reader");
    const int daemon = getpid();
    const int nursery = fork();
    if (nursery < 0) return cannot_start("cannot fork the reader");
    if (nursery == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != daemon) _exit(71);
        ends->first.reset();
        const int control = keep_only(ends->second.number());
        // Loads what the libraries load at their first use: in the jail it would be too late.
        static_cast<void>(parse_with_message_room(sample_mail, message::Contents::kept));
        run_nursery(control, settings, parse, **jail);
    }
    ends->second.reset();
    return std::unique_ptr<Reader>(std::make_unique<ForkedReader>(
        settings, std::move(ends->first), nursery, std::string((*jail)->walls())));
}

base::Result<std::unique_ptr<Reader>> Reader::start(const ReaderSettings& settings) {
    auto reader = start_with(settings, parse_in_child());
    if (!reader) return reader;
    // A jail that does not hold, or holds too much, must show now and not at the first
    // complaint.
    const auto sample = (*reader)->read(sample_mail, message::Contents::kept);
    if (!sample || sample->parts.size() != 2) {
        return cannot_start("the jailed reader cannot read a mail (" +
                            (sample ? std::string("wrong reading")
                                    : std::string(name_of(sample.error().kind))) +
                            ")");
    }
    return reader;
}

}  // namespace reader
