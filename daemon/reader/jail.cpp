#include "reader/jail.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>

namespace reader {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool has_sanitizer = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
constexpr bool has_sanitizer = true;
#else
constexpr bool has_sanitizer = false;
#endif
#else
constexpr bool has_sanitizer = false;
#endif

constexpr rlim_t stack_size = 8UL * 1024 * 1024;

// What GMime, ICU, gumbo and malloc need once they are warm (measured).
constexpr std::array allowed{SCMP_SYS(read),   SCMP_SYS(write),         SCMP_SYS(munmap),
                             SCMP_SYS(mremap), SCMP_SYS(brk),           SCMP_SYS(madvise),
                             SCMP_SYS(futex),  SCMP_SYS(clock_gettime), SCMP_SYS(rt_sigreturn),
                             SCMP_SYS(exit),   SCMP_SYS(exit_group)};
// Asked for by glibc's iconv, which GMime calls by itself.
constexpr std::array absent{SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(newfstatat)};

struct ReleaseFilter {
    void operator()(void* filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, ReleaseFilter>;

bool add_rules(scmp_filter_ctx filter) {
    bool ok = true;
    for (const int call : allowed)
        ok = ok && seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0;
    for (const int call : absent)
        ok = ok && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOENT), call, 0) == 0;
    // Memory, but never memory to run.
    const scmp_arg_cmp not_executable{2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0};
    return ok &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, not_executable) == 0;
}

int landlock_version() {
    return static_cast<int>(
        syscall(SYS_landlock_create_ruleset, nullptr, 0UL, LANDLOCK_CREATE_RULESET_VERSION));
}

// A rule set that handles every right to files and grants none. The headers of Debian 12 know
// version 2 (13 rights and "refer"); later rights are left out rather than guessed, the filter
// refuses all of it anyway.
bool forbid_files() {
    landlock_ruleset_attr attributes{};
    attributes.handled_access_fs = (1ULL << 13U) - 1U;
    const int rules = static_cast<int>(
        syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0UL));
    if (rules < 0) return false;
    const bool done = syscall(SYS_landlock_restrict_self, rules, 0UL) == 0;
    close(rules);
    return done;
}

bool limit(__rlimit_resource resource, rlim_t soft, rlim_t hard) {
    const rlimit value{soft, hard};
    return setrlimit(resource, &value) == 0;
}

bool set_limits(const JailLimits& limits) {
    const auto cpu = static_cast<rlim_t>(limits.cpu_seconds_in_all);
    return limit(RLIMIT_AS, limits.memory, limits.memory) && limit(RLIMIT_CPU, cpu, cpu) &&
           limit(RLIMIT_STACK, stack_size, stack_size) && limit(RLIMIT_FSIZE, 0, 0) &&
           limit(RLIMIT_CORE, 0, 0) && limit(RLIMIT_NPROC, 0, 0);
}

class RealJail final : public Jail {
  public:
    RealJail(Filter filter, bool landlock) : filter_(std::move(filter)), landlock_(landlock) {}

    bool lock_in(const JailLimits& limits) const override {
        if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
        if (landlock_ && !forbid_files()) return false;
        // NOFILE last: until here Landlock needed a descriptor. 3 as on paper: 0 is the pipe, 1
        // and 2 are closed.
        return set_limits(limits) && limit(RLIMIT_NOFILE, 3, 3) &&
               seccomp_load(filter_.get()) == 0;
    }

    std::string_view walls() const override {
        return landlock_ ? "seccomp+landlock" : "seccomp";
    }

  private:
    Filter filter_;
    bool landlock_;
};

class NoJail final : public Jail {
  public:
    bool lock_in(const JailLimits&) const override { return true; }
    std::string_view walls() const override { return "none"; }
};

}  // namespace

base::Result<std::unique_ptr<Jail>> Jail::prepare() {
    if constexpr (has_sanitizer) return std::unique_ptr<Jail>(std::make_unique<NoJail>());
    Filter filter(seccomp_init(SCMP_ACT_KILL_PROCESS));
    if (!filter || !add_rules(filter.get())) {
        return base::Failure{base::FailureKind::defect,
                             "cannot build the filter of system calls for the reader",
                             "the kernel must have seccomp"};
    }
    return std::unique_ptr<Jail>(
        std::make_unique<RealJail>(std::move(filter), landlock_version() > 0));
}

}  // namespace reader
