#include "pipeline/copies.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "pipeline/clock.h"

namespace pipeline {
namespace {

Copy desk_copy(const char* id, const std::string& address, redaction::Destination destination) {
    return {letter::LetterKind::desk, base::RecipientId(id), address, destination};
}

bool is_registered(const std::string& address, const RuleSet& rules,
                   const settings::Settings& settings) {
    const auto same = [&address](const std::string& other) {
        return base::lower_ascii(other) == address;
    };
    const auto& stations = rules.book.stations();
    const auto& desks = rules.book.desks();
    const auto& posts = settings.desk;
    return same(posts.triage) || same(posts.urgent) ||
           std::any_of(posts.approvers.begin(), posts.approvers.end(), same) ||
           std::any_of(posts.oversight.begin(), posts.oversight.end(), same) ||
           std::any_of(posts.auditors.begin(), posts.auditors.end(), same) ||
           std::any_of(stations.begin(), stations.end(),
                       [&](const auto& s) { return same(s.mailbox); }) ||
           std::any_of(desks.begin(), desks.end(),
                       [&](const auto& d) { return same(d.mailbox); });
}

// Where the register has no trained officer at the station today, its women cell head's.
std::string mailbox_of_station(const routing::Station& station, const RuleSet& rules,
                               const settings::Settings& settings) {
    const auto today = base::local_day(read_clock().now, settings.zone_offset);
    if (rules.book.officers().staffing(station.id, today) != routing::Staffing::empty)
        return station.mailbox;
    const auto* head = rules.book.desk(routing::women_cell_head_of(station.id));
    return head != nullptr ? head->mailbox : station.mailbox;
}

// "approver.2" is the second of its list; "" when there is none.
std::string numbered_post(std::string_view id, std::string_view prefix,
                          const std::vector<std::string>& posts) {
    if (!id.starts_with(prefix)) return "";
    const auto digits = id.substr(prefix.size());
    std::size_t n = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
    if (error != std::errc{} || end != digits.data() + digits.size()) return "";
    return n >= 1 && n <= posts.size() ? base::lower_ascii(posts[n - 1]) : "";
}

// Empty return path, several senders, no sender: not the single address of a person.
bool single_sender(const message::ParsedMail& mail) {
    if (mail.all_from.size() != 1 || !mail.from.address) return false;
    const auto* path = mail.first("return-path");
    return path == nullptr || base::trim_ascii(path->text) != "<>";
}

// By the mailbox's own clock: she has put the phone down, also where the mail waited with us
// (hold mode); or the database is younger than the mail.
std::string why_too_old(const RawMail& raw, const CaseStamp& stamp,
                        const settings::Settings& settings) {
    if (!raw.internal_date) return "";
    const auto age = std::max(raw.received_at, stamp.read_at) - *raw.internal_date;
    if (age > std::chrono::minutes(settings.acknowledge.max_age_minutes)) return "stale";
    return *raw.internal_date < stamp.database_created_at ? "older_than_database" : "";
}

}  // namespace

bool is_one_of_ours(const std::string& address, const RuleSet& rules,
                    const settings::Settings& settings) {
    return address == base::lower_ascii(settings.identity.address) ||
           address == base::lower_ascii(settings.identity.notices_address) ||
           is_registered(address, rules, settings);
}

std::string mailbox_of(const base::RecipientId& id, const RuleSet& rules,
                       const settings::Settings& settings) {
    if (id.str() == "desk.triage") return base::lower_ascii(settings.desk.triage);
    if (id.str() == "desk.urgent") return base::lower_ascii(settings.desk.urgent);
    if (auto post = numbered_post(id.str(), "approver.", settings.desk.approvers);
        !post.empty())
        return post;
    if (auto post = numbered_post(id.str(), "oversight.", settings.desk.oversight);
        !post.empty())
        return post;
    if (auto post = numbered_post(id.str(), "auditor.", settings.desk.auditors); !post.empty())
        return post;
    if (const auto* station = rules.book.station(base::StationId(id.str())))
        return base::lower_ascii(mailbox_of_station(*station, rules, settings));
    const auto* desk = rules.book.desk(id);
    return desk != nullptr ? base::lower_ascii(desk->mailbox) : "";
}

understanding::Language language_of(const base::RecipientId& id, const RuleSet& rules) {
    if (const auto* station = rules.book.station(base::StationId(id.str())))
        return station->language;
    const auto* desk = rules.book.desk(id);
    return desk != nullptr ? desk->language : understanding::Language::en;
}

std::vector<Copy> copies_for(const routing::Decision& decision,
                             const understanding::Facts& facts, const RuleSet& rules,
                             const settings::Settings& settings) {
    std::vector<Copy> copies;
    // Listed for the desk once a day (bulk_list.h).
    if (decision.action == routing::Action::digest ||
        decision.action == routing::Action::record) {
        return copies;
    }
    const auto* station = rules.book.station(decision.station);
    const bool to_station = decision.action == routing::Action::forward ||
                            decision.action == routing::Action::attach;
    // A closed station reads nothing more of its cases (C08): they are the desk's to move.
    const bool closed = station != nullptr && station->retired;
    if (!to_station || closed) station = nullptr;
    if (station != nullptr) {
        copies.push_back({letter::LetterKind::station, base::RecipientId(station->id.str()),
                          mailbox_of_station(*station, rules, settings),
                          redaction::Destination::station});
    } else {
        copies.push_back(
            desk_copy("desk.triage", settings.desk.triage, redaction::Destination::desk));
    }
    if (facts.urgency.flagged() || facts.kind == understanding::MailKind::platform_alert) {
        if (const auto* duty = station == nullptr
                                   ? nullptr
                                   : rules.book.desk(routing::duty_officer_of(station->id)))
            copies.push_back({letter::LetterKind::station, duty->id, duty->mailbox,
                              redaction::Destination::urgent});
        copies.push_back(
            desk_copy("desk.urgent", settings.desk.urgent, redaction::Destination::urgent));
    }
    return copies;
}

std::string why_no_acknowledgement(const Journey& journey, const RawMail& raw,
                                   const CaseStamp& stamp, const RuleSet& rules,
                                   const settings::Settings& settings) {
    const auto& facts = journey.facts;
    if (!settings.acknowledge.enabled) return "switched_off";
    if (journey.decision.thanks == routing::Thanks::never) return "rule";
    if (facts.kind != understanding::MailKind::complaint &&
        facts.kind != understanding::MailKind::status_request)
        return "not_a_complaint";
    if (journey.detour != Detour::none) return "detour";
    if (facts.automatic) return "automatic";
    if (facts.account_may_be_his) return "account_may_be_his";
    if (facts.mail_unsafe) return "mail_unsafe";
    if (!single_sender(journey.mail)) return "no_single_sender";
    if (dmarc_of(journey.mail, settings.identity.authserv_id) == Dmarc::fail)
        return "dmarc_fail";
    if (std::string old = why_too_old(raw, stamp, settings); !old.empty()) return old;
    const std::string address = base::lower_ascii(*journey.mail.from.address);
    if (is_one_of_ours(address, rules, settings)) return "one_of_ours";
    const bool allowed =
        settings::recipient_allowed(settings, address, settings::Audience::complainant);
    return allowed ? "" : "outside_rehearsal";
}

}  // namespace pipeline
