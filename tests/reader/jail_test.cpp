// What a mail that has taken over its child can still do: nothing.
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "base/sha256.h"
#include "reader/child.h"

// In sanitizer builds the walls are off, and the attacks would be real.
#if defined(__SANITIZE_ADDRESS__)
#define NO_WALLS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define NO_WALLS 1
#endif
#endif
#ifndef NO_WALLS
#define NO_WALLS 0
#endif

namespace {

message::ParsedMail saying(const std::string& text) {
    message::ParsedMail mail;
    mail.subject = text;
    message::Leaf& leaf = mail.parts.emplace_back();
    leaf.type = "text/plain";
    leaf.sha256 = base::sha256_hex("");
    return mail;
}

int recurse(const volatile char* above, int depth) {
    volatile char here[4096];
    here[0] = above[0];
    return depth <= 0 ? here[0] : recurse(here, depth - 1) + here[0];
}

message::ParsedMail attack(std::string_view deed, message::Contents) {
    long result = 0;
    if (deed == "open") result = ::open("/etc/passwd", O_RDONLY);
    if (deed == "stat") {
        struct stat status {};
        result = ::stat("/etc/passwd", &status);
    }
    if (deed == "create") result = ::open("/tmp/aparajita-jail", O_WRONLY | O_CREAT, 0600);
    if (deed == "socket") result = ::socket(AF_INET, SOCK_STREAM, 0);
    if (deed == "connect") {
        sockaddr_in nowhere{};
        result = ::connect(0, reinterpret_cast<sockaddr*>(&nowhere), sizeof nowhere);
    }
    if (deed == "exec") result = ::execl("/bin/true", "true", nullptr);
    if (deed == "fork") result = ::fork();
    if (deed == "thread") std::thread([] {}).join();
    if (deed == "ptrace") result = ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    if (deed == "kill") result = ::kill(::getppid(), SIGKILL);
    if (deed == "raise its limits") result = ::syscall(SYS_prlimit64, 0, 7, nullptr, nullptr);
    if (deed == "receive a descriptor") {
        msghdr packet{};
        result = ::recvmsg(0, &packet, 0);
    }
    if (deed == "unlink") result = ::unlink("/tmp/aparajita-jail");
    if (deed == "executable memory") {
        result = ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                        0) == MAP_FAILED
                     ? -1
                     : 0;
    }
    if (deed == "make memory executable") {
        void* const page =
            ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        result = ::mprotect(page, 4096, PROT_READ | PROT_EXEC);
    }
    if (deed == "crash") std::abort();
    if (deed == "null") *static_cast<volatile int*>(nullptr) = 1;
    if (deed == "stack") recurse("", 100000);
    if (deed == "spin") {
        for (std::atomic<unsigned> turns{0};;) ++turns;
    }
    if (deed == "hang") {
        char octet = 0;
        result = ::read(0, &octet, 1);
    }
    if (deed == "eat memory") {
        std::vector<std::string> heap;
        for (;;) heap.emplace_back(1U << 20U, 'x');
    }
    if (deed == "throw") throw 1;
    if (deed == "garbage") result = ::write(0, "\x08\0\0\0\0\0\0\0garbage!", 16);
    if (deed == "too much") result = ::write(0, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F", 8);
    if (deed == "two answers") {
        const std::string twice(200, '\0');
        result = ::write(0, twice.data(), twice.size());
    }
    return saying(result < 0 ? "errno " + std::to_string(errno) : std::string(deed));
}

// Whoever dies here dies of what it did, not of a limit that a busy machine reaches first.
reader::ReaderSettings patient() {
    reader::ReaderSettings settings;
    settings.processes = 1;
    settings.cpu_seconds = 60;
    settings.wall_seconds = 300;
    return settings;
}

std::unique_ptr<reader::Reader> attacked(reader::ReaderSettings settings = patient()) {
    auto started = reader::start_with(settings, attack);
    REQUIRE(started.ok());
    return std::move(*started);
}

}  // namespace

TEST_CASE("the walls are off in sanitizer builds only") {
    const auto reader = attacked();
#if NO_WALLS
    CHECK(reader->jail() == "none");
#else
    CHECK((reader->jail() == "seccomp+landlock" || reader->jail() == "seccomp"));
#endif
}

#if !NO_WALLS

TEST_CASE("a child that asks for a file is told that there is none") {
    const auto reader = attacked();
    for (const char* deed : {"open", "create", "stat"}) {
        INFO(deed);
        const auto answer = reader->read(deed, message::Contents::kept);
        REQUIRE(answer.ok());
        CHECK(answer->subject == "errno " + std::to_string(ENOENT));
    }
}

TEST_CASE("a child that reaches for the world is killed by the filter") {
    const auto reader = attacked();
    for (const char* deed : {"socket", "connect", "exec", "fork", "thread", "ptrace", "kill",
                             "raise its limits", "receive a descriptor", "unlink",
                             "executable memory", "make memory executable", "crash"}) {
        INFO(deed);
        const auto answer = reader->read(deed, message::Contents::kept);
        REQUIRE_FALSE(answer.ok());
        CHECK(answer.error().kind == reader::ReadFaultKind::killed);
        CHECK(answer.error().signal == SIGSYS);
        REQUIRE(reader->read("good", message::Contents::kept).ok());
    }
}

TEST_CASE("a child that eats memory or stack dies and the next mail is read") {
    const auto reader = attacked();
    const auto greedy = reader->read("eat memory", message::Contents::kept);
    REQUIRE_FALSE(greedy.ok());
    CHECK(greedy.error().kind == reader::ReadFaultKind::killed);
    const auto deep = reader->read("stack", message::Contents::kept);
    REQUIRE_FALSE(deep.ok());
    CHECK(deep.error().signal == SIGSEGV);
    CHECK(reader->read("good", message::Contents::kept).ok());
}

#endif

TEST_CASE("a child that crashes is replaced and its signal is told") {
    const auto reader = attacked();
    const auto answer = reader->read("null", message::Contents::kept);
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.error().kind == reader::ReadFaultKind::killed);
#if !NO_WALLS
    CHECK(answer.error().signal == SIGSEGV);
#endif
    CHECK(reader->read("throw", message::Contents::kept).error().kind ==
          reader::ReadFaultKind::killed);
    CHECK(reader->read("good", message::Contents::kept)->subject == "good");
}

#if !NO_WALLS
TEST_CASE("a child that spins is ended by its CPU limit, also when it read mails before") {
    reader::ReaderSettings settings = patient();
    settings.cpu_seconds = 1;
    const auto reader = attacked(settings);
    for (int i = 0; i < 3; ++i) REQUIRE(reader->read("good", message::Contents::kept).ok());
    const auto answer = reader->read("spin", message::Contents::kept);
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.error().kind == reader::ReadFaultKind::timed_out);
    CHECK(answer.error().signal == SIGXCPU);
    CHECK(reader->read("good", message::Contents::kept).ok());
}
#endif

TEST_CASE("a child that says nothing is ended by the clock on the wall") {
    reader::ReaderSettings settings = patient();
    settings.wall_seconds = 3;
    const auto reader = attacked(settings);
    const auto answer = reader->read("hang", message::Contents::kept);
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.error().kind == reader::ReadFaultKind::timed_out);
    CHECK(reader->read("good", message::Contents::kept).ok());
}

TEST_CASE("an answer that is no answer is nonsense") {
    const auto reader = attacked();
    for (const char* deed : {"garbage", "too much", "two answers"}) {
        INFO(deed);
        const auto answer = reader->read(deed, message::Contents::kept);
        REQUIRE_FALSE(answer.ok());
        CHECK(answer.error().kind == reader::ReadFaultKind::nonsense);
        CHECK(reader->read("good", message::Contents::kept).ok());
    }
}
