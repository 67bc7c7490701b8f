// Figures for a monitoring system: an OpenMetrics 1.0 text file at metrics.textfile, replaced
// as a whole. systemd/README.md has the list.
//
// Promises: figures and words of closed lists only: no address, no case, no station.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/workshop.h"

namespace pipeline {

struct Figures {
    std::int64_t received = 0;       // mails in custody, ever; test mails apart
    std::int64_t mails_waiting = 0;  // in custody, not decided
    std::int64_t quarantined = 0;
    std::map<std::string, std::int64_t> letters;  // by state
    std::int64_t forwarded = 0;                   // station and desk letters a server took
    std::int64_t held = 0;
    std::int64_t late_cases = 0;
    std::int64_t queue_age_s = 0;  // of the oldest letter that waits
    std::int64_t reader_deaths = 0;
    std::optional<std::int64_t>
        checkpoint_seen_at;  // the newest that two auditors got: when signed
    std::optional<std::int64_t> canary_came_at, nightly_check_at;
    std::optional<bool> mailbox_up, relay_up, verified;
    std::vector<std::string> alarms;  // open ones, by name
    std::int64_t log_octets = 0;
};

std::string to_openmetrics(const Figures& figures, std::int64_t now_s);
// Written beside the file, then renamed over it: a reader sees the old one or the new one.
// 0644.
base::Result<void> replace_file(const std::filesystem::path& file, const std::string& text);

// Nothing when metrics are off. A file that cannot be written is logged, never fatal.
asio::awaitable<void> write_metrics(Workshop& shop);

}  // namespace pipeline
