#include <fmt/format.h>

#include <chrono>

#include "pipeline/clock.h"
#include "pipeline/findings.h"
#include "pipeline/try_servers.h"

namespace pipeline {
namespace {

void look_at_certificate(Findings& all, const ServerVerdict& verdict) {
    if (!verdict.certificate_ends) return;
    const std::string name = verdict.name + " certificate";
    const auto left = *verdict.certificate_ends - read_clock().now;
    const auto days = std::chrono::duration_cast<std::chrono::hours>(left).count() / 24;
    const std::string until = base::to_rfc3339(*verdict.certificate_ends).substr(0, 10);
    if (days < 14) {
        all.push_back(warning(name, fmt::format("is valid until {}, {} days more", until, days),
                              "ask the server's operator whether it is renewed by itself"));
    } else {
        all.push_back(fine(name, "is valid until " + until));
    }
}

struct Wanted {
    std::string_view capability, without;
};
constexpr Wanted wanted[] = {
    {"IDLE", "new mail is found at the poll time only"},
    {"MOVE", "mails are copied, marked and expunged instead of moved"},
    {"UIDPLUS",
     "filed mails stay in INBOX, marked as deleted, and their new numbers are unknown"},
};

void look_at_capabilities(Findings& all, const ServerVerdict& verdict) {
    std::string missing;
    for (const auto& one : wanted) {
        if (verdict.capabilities.contains(std::string(one.capability))) continue;
        missing +=
            fmt::format("{}{}: {}", missing.empty() ? "" : "; ", one.capability, one.without);
    }
    if (missing.empty()) {
        all.push_back(fine("mailbox offers", "IDLE, MOVE, UIDPLUS"));
    } else {
        all.push_back(warning("mailbox offers", "not all we want: " + missing,
                              "ask the provider; it works without, as said"));
    }
}

void look_at_quota(Findings& all, const ServerVerdict& verdict) {
    if (!verdict.percent_full) {
        all.push_back(warning("mailbox quota", "the server does not tell how full it is",
                              "watch it at the provider: a full mailbox refuses complaints"));
    } else if (*verdict.percent_full >= 80) {
        all.push_back(problem("mailbox quota",
                              fmt::format("is filled to {} percent", *verdict.percent_full),
                              "ask for more room, or set mailbox.expunge_done_after",
                              base::FailureKind::temporary));
    } else {
        all.push_back(fine("mailbox quota",
                           fmt::format("is filled to {} percent", *verdict.percent_full)));
    }
}

}  // namespace

void look_at_servers(Findings& all, const settings::Settings& settings) {
    for (const auto& verdict : try_servers(settings)) {
        if (!verdict.fine) {
            all.push_back(problem(verdict.name, verdict.sentence, verdict.hint,
                                  base::FailureKind::unreachable));
            continue;
        }
        all.push_back(fine(verdict.name, verdict.sentence));
        look_at_certificate(all, verdict);
        const bool asked = verdict.examined == ServerVerdict::Examined::yes;
        if (verdict.name != "mailbox" || !asked) continue;
        look_at_capabilities(all, verdict);
        look_at_quota(all, verdict);
    }
}

}  // namespace pipeline
