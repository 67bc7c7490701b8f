// Stands between a daemon under test and libc (LD_PRELOAD): turns its wall clock, answers for
// the name server, and lets one allocation fail.
//
//   APARAJITA_TEST_CLOCK=FILE     eight octets, native: seconds that are added to the wall
//   clock;
//                                 may change while the daemon runs
//   APARAJITA_TEST_NAMES=FILE     lines of a name and its IPv4 addresses, in this order; a name
//                                 without any has no answer now. "unknown" or "empty" instead:
//                                 there is no such name, or no address of it; "slow" before
//                                 them: after three seconds. Other names as always
//   APARAJITA_TEST_MALLOC=N       the N-th allocation of the process fails, and no other
//   APARAJITA_TEST_COUNT=FILE     how many there were, written at the end
#include <arpa/inet.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

// NOLINTBEGIN: names and signatures are those of libc
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);
}

namespace {

const std::int64_t* seconds_added = nullptr;
std::atomic<std::uint64_t> allocations{0};
std::uint64_t failing = 0;  // 0: none
pid_t counted = 0;

bool fails() { return ++allocations == failing; }

std::int64_t added(clockid_t clock) {
    const bool wall = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
    return wall && seconds_added != nullptr ? *seconds_added : 0;
}

using Addresses = std::vector<std::string>;

std::optional<Addresses> listed(const char* name) {
    const char* path = std::getenv("APARAJITA_TEST_NAMES");
    if (path == nullptr || name == nullptr) return std::nullopt;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        std::string word;
        if (!(words >> word) || word != name) continue;
        Addresses addresses;
        while (words >> word) addresses.push_back(word);
        return addresses;
    }
    return std::nullopt;
}

using GetAddresses = int (*)(const char*, const char*, const addrinfo*, addrinfo**);

// One after the other, each made by libc itself out of the numbers.
int resolve(GetAddresses real, const Addresses& addresses, const char* service,
            const addrinfo* hints, addrinfo** into) {
    if (!addresses.empty() && addresses[0] == "slow") {
        sleep(3);
        return resolve(real, {addresses.begin() + 1, addresses.end()}, service, hints, into);
    }
    if (addresses.empty()) return EAI_AGAIN;
    if (addresses[0] == "unknown") return EAI_NONAME;
    if (addresses[0] == "empty") return EAI_NODATA;
    addrinfo numeric = hints != nullptr ? *hints : addrinfo{};
    numeric.ai_flags |= AI_NUMERICHOST;
    addrinfo** end = into;
    for (const auto& address : addresses) {
        const int code = real(address.c_str(), service, &numeric, end);
        if (code != 0) return code;
        while (*end != nullptr) end = &(*end)->ai_next;
    }
    return 0;
}

__attribute__((constructor)) void begin() {
    if (const char* path = std::getenv("APARAJITA_TEST_CLOCK")) {
        const int file = open(path, O_RDONLY | O_CLOEXEC);
        void* mapped =
            file < 0 ? MAP_FAILED
                     : mmap(nullptr, sizeof *seconds_added, PROT_READ, MAP_SHARED, file, 0);
        if (file >= 0) close(file);
        if (mapped == MAP_FAILED) _exit(99);
        seconds_added = static_cast<const std::int64_t*>(mapped);
    }
    if (const char* text = std::getenv("APARAJITA_TEST_MALLOC"))
        failing = allocations + std::strtoull(text, nullptr, 10);
    counted = getpid();
}

__attribute__((destructor)) void end() {
    const char* path = std::getenv("APARAJITA_TEST_COUNT");
    if (path == nullptr || getpid() != counted) return;
    if (std::FILE* file = std::fopen(path, "w")) {
        std::fprintf(file, "%llu\n", static_cast<unsigned long long>(allocations.load()));
        std::fclose(file);
    }
}

}  // namespace

extern "C" {

void* malloc(std::size_t size) {
    if (!fails()) return __libc_malloc(size);
    errno = ENOMEM;
    return nullptr;
}

void* calloc(std::size_t count, std::size_t size) {
    if (!fails()) return __libc_calloc(count, size);
    errno = ENOMEM;
    return nullptr;
}

void* realloc(void* old, std::size_t size) {
    if (!fails()) return __libc_realloc(old, size);
    errno = ENOMEM;
    return nullptr;
}

int clock_gettime(clockid_t clock, struct timespec* into) {
    const int done = static_cast<int>(syscall(SYS_clock_gettime, clock, into));
    if (done == 0) into->tv_sec += added(clock);
    return done;
}

int gettimeofday(struct timeval* into, void*) {
    struct timespec now {};
    const int done = clock_gettime(CLOCK_REALTIME, &now);
    into->tv_sec = now.tv_sec;
    into->tv_usec = now.tv_nsec / 1000;
    return done;
}

int getaddrinfo(const char* name, const char* service, const struct addrinfo* hints,
                struct addrinfo** into) {
    static const auto real = reinterpret_cast<GetAddresses>(dlsym(RTLD_NEXT, "getaddrinfo"));
    const auto addresses = listed(name);
    if (!addresses) return real(name, service, hints, into);
    return resolve(real, *addresses, service, hints, into);
}

time_t time(time_t* into) {
    struct timespec now {};
    clock_gettime(CLOCK_REALTIME, &now);
    if (into != nullptr) *into = now.tv_sec;
    return now.tv_sec;
}
}
// NOLINTEND
