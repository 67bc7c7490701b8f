#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/timex.h>

#include <filesystem>
#include <fstream>

#include "pipeline/findings.h"
#include "seal/keys.h"

namespace pipeline {
namespace {

namespace fs = std::filesystem;

// The kernel knows whether somebody keeps its clock right (adjtimex(2)).
void look_at_clock(Findings& all) {
    timex state{};
    const int code = ::adjtimex(&state);
    if (code < 0) {
        all.push_back(warning("clock", "the kernel does not tell whether it is kept right",
                              "check time synchronisation by hand"));
    } else if (code == TIME_ERROR) {
        all.push_back(
            warning("clock", "nothing keeps it synchronised",
                    "start systemd-timesyncd or chrony: days and deadlines depend on it"));
    } else {
        all.push_back(fine("clock", "is kept synchronised"));
    }
}

void look_at_disk(Findings& all, const settings::Settings& settings) {
    struct statvfs disk {};
    if (::statvfs(settings.state.c_str(), &disk) != 0) {
        all.push_back(problem("disk", "the state folder is not there",
                              "start the daemon once: it makes it",
                              base::FailureKind::storage));
        return;
    }
    const std::uint64_t free_mb = std::uint64_t{disk.f_bavail} * disk.f_frsize >> 20U;
    const std::string sentence = fmt::format("has {} MB free for the state folder", free_mb);
    if (free_mb < 300) {
        all.push_back(problem("disk", sentence, "make room: intake pauses on a full disk",
                              base::FailureKind::storage));
    } else if (free_mb < 2048) {
        all.push_back(warning("disk", sentence, "each mail is kept sealed: plan for growth"));
    } else {
        all.push_back(fine("disk", sentence));
    }
}

bool is_open_to_others(const fs::path& path) {
    struct stat found {};
    return ::stat(path.c_str(), &found) == 0 && (found.st_mode & 077U) != 0;
}

void look_at_permissions(Findings& all, const settings::Settings& settings) {
    std::error_code error;
    std::vector<fs::path> open;
    for (const auto& folder : {settings.state, settings.keys_folder}) {
        if (is_open_to_others(folder)) open.push_back(folder);
        for (const auto& entry : fs::directory_iterator(folder, error))
            if (entry.is_regular_file(error) && is_open_to_others(entry.path()))
                open.push_back(entry.path());
    }
    for (const auto& path : open)
        all.push_back(problem("permissions", "others may read " + path.string(),
                              "chmod go= " + path.string()));
    if (open.empty()) all.push_back(fine("permissions", "state and keys are ours alone"));
}

void look_at_keys(Findings& all, const settings::Settings& settings) {
    const auto keys = seal::open_keys(settings.keys_folder);
    if (!keys) {
        all.push_back(problem("keys", keys.error()));
    } else {
        all.push_back(fine("keys", "all four are there; keep a copy offline"));
    }
}

void look_at_records_keys(Findings& all, const settings::Settings& settings) {
    const auto records = seal::read_records_keys(settings.seal_to);
    if (!records) {
        all.push_back(problem("records key", records.error()));
    } else if (records->size() < 2) {
        all.push_back(
            warning("records key", "there is one only",
                    "add a reserve key in seal_to: if the one is lost, no original can "
                    "ever be opened"));
    } else {
        all.push_back(fine("records key", fmt::format("{} public keys", records->size())));
    }
    // The records office opens what is sealed; whoever steals this machine must not.
    if (const auto secret = seal::find_secret_beside(settings.seal_to)) {
        all.push_back(problem(
            "records key", "a secret key of the records office lies here: " + secret->string(),
            "move it off this machine, now, and shred the file"));
    }
}

void look_at_memory(Findings& all) {
    std::ifstream swaps("/proc/swaps");
    std::string line;
    int entries = -1;  // the heading
    while (std::getline(swaps, line)) ++entries;
    if (entries > 0) {
        all.push_back(
            warning("swap", "this machine swaps to disk",
                    "run the daemon under its unit, which forbids it for the daemon, or "
                    "encrypt the swap"));
    } else {
        all.push_back(fine("swap", "none"));
    }
    std::ifstream pattern("/proc/sys/kernel/core_pattern");
    std::getline(pattern, line);
    rlimit core{};
    getrlimit(RLIMIT_CORE, &core);
    if (core.rlim_cur != 0 || line.starts_with('|')) {
        all.push_back(warning("core dumps", "may be written by programs started like this one",
                              "the unit sets LimitCORE=0; started by hand: ulimit -c 0"));
    } else {
        all.push_back(fine("core dumps", "off"));
    }
}

}  // namespace

void look_at_machine(Findings& all, const settings::Settings& settings) {
    look_at_clock(all);
    look_at_disk(all, settings);
    look_at_permissions(all, settings);
    look_at_keys(all, settings);
    look_at_records_keys(all, settings);
    look_at_memory(all);
}

}  // namespace pipeline
