// The reader parent: small and single-threaded, so that forking is quick and RLIMIT_AS of the
// children holds little that is inherited. It never sees a mail.
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include "reader/child.h"

namespace reader {
namespace {

class Nursery {
  public:
    Nursery(int control, const ReaderSettings& settings, ParseFunction parse, const Jail& jail)
        : control_(control), settings_(settings), parse_(parse), jail_(jail) {}

    void serve() {
        NurseryRequest request;
        int passed = -1;
        while (receive(request, passed)) {
            int answer = 0;
            switch (request.command) {
                case NurseryCommand::spawn:
                    answer = spawn(passed);
                    break;
                case NurseryCommand::arm:
                    answer = is_mine(request.pid) && arm(request.pid) ? 1 : 0;
                    break;
                case NurseryCommand::bury:
                    answer = is_mine(request.pid) ? bury(request.pid) : 0;
                    break;
            }
            if (passed >= 0) close(passed);
            if (send(control_, &answer, sizeof answer, MSG_NOSIGNAL) < 0) break;
        }
        for (const int pid : children_) kill(pid, SIGKILL);
    }

  private:
    bool receive(NurseryRequest& request, int& passed) const {
        passed = -1;
        iovec part{&request, sizeof request};
        alignas(cmsghdr) char space[CMSG_SPACE(sizeof(int))];
        msghdr packet{};
        packet.msg_iov = &part;
        packet.msg_iovlen = 1;
        packet.msg_control = space;
        packet.msg_controllen = sizeof space;
        ssize_t got = -1;
        do {
            got = recvmsg(control_, &packet, MSG_CMSG_CLOEXEC);
        } while (got < 0 && errno == EINTR);
        if (got != static_cast<ssize_t>(sizeof request)) return false;
        const cmsghdr* const extra = CMSG_FIRSTHDR(&packet);
        if (extra != nullptr && extra->cmsg_type == SCM_RIGHTS)
            std::memcpy(&passed, CMSG_DATA(extra), sizeof passed);
        return true;
    }

    int spawn(int pipe_end) {
        if (pipe_end < 0) return 0;
        const int parent = getpid();
        const int pid = fork();
        if (pid == 0) {
            // Dies with the reader parent, also when that died before this line.
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            if (getppid() != parent || dup2(pipe_end, 0) != 0 || close_range(1, ~0U, 0) != 0)
                _exit(71);
            run_child(settings_, parse_, jail_);
        }
        if (pid < 0) return 0;
        children_.push_back(pid);
        return pid;
    }

    bool is_mine(int pid) const {
        return std::find(children_.begin(), children_.end(), pid) != children_.end();
    }

    bool arm(int pid) const {
        clockid_t clock{};
        timespec used{};
        rlimit now{};
        if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
            return false;
        if (prlimit(pid, RLIMIT_CPU, nullptr, &now) != 0) return false;
        const auto seconds = static_cast<rlim_t>(used.tv_sec + (used.tv_nsec > 0 ? 1 : 0) +
                                                 settings_.cpu_seconds);
        const rlimit next{std::min(seconds, now.rlim_max), now.rlim_max};
        return prlimit(pid, RLIMIT_CPU, &next, nullptr) == 0;
    }

    int bury(int pid) {
        int status = 0;
        // A child that has died keeps its own status; one that lives gets SIGKILL.
        if (waitpid(pid, &status, WNOHANG) == 0) {
            kill(pid, SIGKILL);
            while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
            }
        }
        std::erase(children_, pid);
        return status;
    }

    int control_;
    const ReaderSettings& settings_;
    ParseFunction parse_;
    const Jail& jail_;
    std::vector<int> children_;
};

// The daemon's handlers are not for us: a crash must look like one. The signals that end the
// daemon do not end a mail that is being read; we leave when the daemon hangs up.
void reset_signals() {
    for (int number = 1; number < SIGRTMIN; ++number) signal(number, SIG_DFL);
    for (const int number : {SIGPIPE, SIGINT, SIGTERM, SIGHUP}) signal(number, SIG_IGN);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
}

}  // namespace

void run_nursery(int control, const ReaderSettings& settings, ParseFunction parse,
                 const Jail& jail) {
    reset_signals();
    Nursery(control, settings, parse, jail).serve();
    _exit(0);
}

}  // namespace reader
