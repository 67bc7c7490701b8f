#include "pipeline/alarm_command.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <thread>

#include "session/waits.h"

namespace pipeline {
namespace {

constexpr std::chrono::seconds longest{30};

base::Failure failed(std::string what) {
    return {base::FailureKind::temporary, "alarms.command " + std::move(what),
            "run it by hand as the account of the daemon; the unit must allow it in ExecPaths"};
}

struct Actions {
    Actions() { posix_spawn_file_actions_init(&actions); }
    ~Actions() { posix_spawn_file_actions_destroy(&actions); }
    Actions(const Actions&) = delete;
    Actions& operator=(const Actions&) = delete;
    posix_spawn_file_actions_t actions{};
};

struct Attributes {
    // SIGHUP is ignored and SIGPIPE too in this process: the child begins as usual.
    Attributes() {
        posix_spawnattr_init(&attributes);
        sigset_t usual;
        sigemptyset(&usual);
        posix_spawnattr_setsigmask(&attributes, &usual);
        sigaddset(&usual, SIGPIPE);
        sigaddset(&usual, SIGHUP);
        posix_spawnattr_setsigdefault(&attributes, &usual);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    }
    ~Attributes() { posix_spawnattr_destroy(&attributes); }
    Attributes(const Attributes&) = delete;
    Attributes& operator=(const Attributes&) = delete;
    posix_spawnattr_t attributes{};
};

// The text fits a pipe's buffer, so that writing never waits for the reader.
base::Result<pid_t> start(const std::string& command, const std::string& word,
                          const std::string& kind, const std::string& text) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return failed("cannot be started: no pipe");
    const auto written = ::write(pipe[1], text.data(), text.size());
    ::close(pipe[1]);
    Actions to;
    posix_spawn_file_actions_adddup2(&to.actions, pipe[0], STDIN_FILENO);
    posix_spawn_file_actions_addopen(&to.actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&to.actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    Attributes how;
    std::string name = command;
    std::string first = word;
    std::string second = kind;
    std::string path = "PATH=/usr/local/bin:/usr/bin:/bin";
    std::array<char*, 4> arguments{name.data(), first.data(), second.data(), nullptr};
    std::array<char*, 2> environment{path.data(), nullptr};
    pid_t child = 0;
    const int error = posix_spawn(&child, command.c_str(), &to.actions, &how.attributes,
                                  arguments.data(), environment.data());
    ::close(pipe[0]);
    if (error != 0 || written != static_cast<ssize_t>(text.size()))
        return failed("cannot be started");
    return child;
}

}  // namespace

base::Result<void> run_alarm_command(const std::string& command, const std::string& word,
                                     const std::string& kind, const std::string& text) {
    auto child = start(command, word, kind, text);
    if (!child) return child.error();
    const auto until = std::chrono::steady_clock::now() + session::shortened(longest);
    int status = 0;
    while (::waitpid(*child, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > until) {
            ::kill(*child, SIGKILL);
            ::waitpid(*child, &status, 0);
            return failed("did not end in time");
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    return failed("ended with a failure");
}

}  // namespace pipeline
