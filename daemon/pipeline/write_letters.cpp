#include "pipeline/write_letters.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/sha256.h"
#include "clocks/plan.h"
#include "outbox/message_id.h"
#include "pipeline/canary.h"
#include "pipeline/case_sheet.h"
#include "pipeline/chain.h"
#include "pipeline/copies.h"
#include "pipeline/letters_to_her.h"
#include "pipeline/station_tests.h"
#include "pipeline/takedown.h"

namespace pipeline {
namespace {

using letter::Address;
using letter::LetterKind;

base::Failure refused_recipient() {
    return {base::FailureKind::settings,
            "a letter was addressed outside the domains that these settings allow",
            "rehearsal mode writes to reserved domains only; live mode to "
            "allowed_recipient_domains"};
}

int revision_of(const Copy& copy, const CaseStamp& stamp) {
    return copy.kind == LetterKind::station ? stamp.revision : 0;
}

// Everything about sending. The guard of rehearsal and live mode stands here, before any letter
// exists.
base::Result<letter::Envelope> envelope_for(const Copy& copy, const Tools& tools,
                                            const CaseStamp& stamp, base::Instant now) {
    const auto& settings = tools.settings;
    if (!settings::recipient_allowed(settings, copy.address, settings::Audience::police))
        return refused_recipient();
    auto to = Address::make(copy.address);
    if (!to) return to.error();
    auto from = Address::make(settings.identity.address);
    if (!from) return from.error();
    letter::Envelope envelope{
        copy.kind,
        copy.recipient,
        *to,
        *from,
        settings.identity.letters_from,
        std::nullopt,
        outbox::message_id(tools.message_id_key, stamp.cause,
                           std::string(letter::name_of(copy.kind)), copy.recipient,
                           revision_of(copy, stamp), from->domain()),
        now,
        settings.zone_offset};
    envelope.return_path = return_path_of(envelope, settings, tools.message_id_key);
    return envelope;
}

// "PERSON=1,PHONE=2". An event of the trail has 512 octets: a mail with very many types in it
// tells the last ones together.
std::string classes_of(const redaction::RedactedMail& mail) {
    constexpr std::size_t most = 240;
    std::string out;
    int others = 0;
    for (const auto& [type, count] : mail.covered()) {
        if (out.size() > most) {
            others += count;
            continue;
        }
        out += fmt::format("{}{}={}", out.empty() ? "" : ",", redaction::name_of(type), count);
    }
    return others == 0 ? out : out + fmt::format(",OTHER={}", others);
}

RedactionNote note_of(const redaction::RedactedMail& mail, bool complete) {
    using redaction::Action;
    return {mail.destination(),
            mail.count(Action::mask),
            mail.count(Action::drop),
            mail.count(Action::keep),
            mail.count(Action::band),
            mail.count_released(),
            complete,
            classes_of(mail)};
}

// A station's letter of an image case carries the request to the platform.
base::Result<void> add_takedown(letter::CaseSheet& sheet, Journey& journey, const Tools& tools,
                                const CaseStamp& stamp) {
    auto view =
        redaction::redact(journey.mail, journey.facts, journey.decision, journey.findings,
                          tools.rules.policy, redaction::Destination::platform, stamp.seed);
    if (!view) return {};  // the station's own copy is held for the same reason
    auto stopped = put_takedown(sheet, tools.rules, tools.settings.zone_offset,
                                {view->mail, journey.findings, journey.facts});
    if (!stopped) return stopped.error();
    if (stopped.value()) journey.request_leak_at = stopped.value();
    return {};
}

struct Draft {
    PlannedLetter planned;
    redaction::Redaction redaction;
};

base::Result<std::optional<Draft>> write_copy(const Copy& copy, Journey& journey,
                                              const RawMail& raw, const Tools& tools,
                                              const CaseStamp& stamp) {
    if (is_late(tools)) {
        journey.held = "timed_out";
        return std::optional<Draft>{};
    }
    auto redaction =
        redaction::redact(journey.mail, journey.facts, journey.decision, journey.findings,
                          tools.rules.policy, copy.destination, stamp.seed);
    if (!redaction) {
        journey.held = redaction.error().word;
        return std::optional<Draft>{};
    }
    auto envelope = envelope_for(copy, tools, stamp, raw.received_at);
    if (!envelope) return envelope.error();
    auto sheet = sheet_for(copy, journey, raw, tools, stamp, envelope->from);
    if (copy.kind == LetterKind::station && is_image_case(journey.facts)) {
        if (auto added = add_takedown(sheet, journey, tools, stamp); !added)
            return added.error();
    }
    const auto write = copy.kind == LetterKind::station ? letter::write_station_letter
                                                        : letter::write_desk_letter;
    auto written = write(tools.rules.templates, *envelope, sheet, journey.facts,
                         journey.decision, redaction->mail);
    if (!written) return written.error();
    journey.leak_at = leak_in_copy(tools.reader, tools.rules.policy, *written, journey.findings,
                                   copy.destination);
    if (journey.leak_at) {
        journey.held = "leak";
        return std::optional<Draft>{};
    }
    const bool urgent = journey.facts.urgency.flagged();
    Draft draft{{std::move(*written), stamp.cause, sheet.token, urgent}, std::move(*redaction)};
    draft.planned.revision = revision_of(copy, stamp);
    return std::optional<Draft>{std::move(draft)};
}

void keep_covered(Journey& journey, std::vector<redaction::CoveredValue> covered) {
    for (auto& value : covered) {
        const auto same = [&value](const auto& known) { return known.token == value.token; };
        if (std::none_of(journey.covered.begin(), journey.covered.end(), same)) {
            journey.covered.push_back(std::move(value));
        }
    }
}

// explain shows the station's rendering also when no station was chosen.
void keep_station_view(Journey& journey, const Tools& tools, const CaseStamp& stamp) {
    auto view =
        redaction::redact(journey.mail, journey.facts, journey.decision, journey.findings,
                          tools.rules.policy, redaction::Destination::station, stamp.seed);
    if (view) journey.station_view = std::move(view->mail);
}

// How those may see it who are asked later: the next station, the desk, the duty officer, a
// cyber cell. Each is proved with all that was found, of which the vault keeps only a part.
void keep_later_views(Journey& journey, const Tools& tools, const CaseStamp& stamp) {
    using redaction::Destination;
    std::vector<Destination> readers{Destination::station, Destination::desk,
                                     Destination::urgent, Destination::cyber_cell};
    if (is_image_case(journey.facts)) readers.push_back(Destination::platform);
    for (const auto destination : readers) {
        auto view =
            redaction::redact(journey.mail, journey.facts, journey.decision, journey.findings,
                              tools.rules.policy, destination, stamp.seed);
        if (!view) continue;
        message::ParsedMail read;
        read.subject = view->mail.subject();
        read.text = view->mail.body();
        if (redaction::find_leak(read, journey.findings, tools.rules.policy, destination))
            continue;
        keep_covered(journey, std::move(view->covered));
        journey.later_views.push_back(std::move(view->mail));
    }
}

// That another copy would tell too much stops no copy that must go tonight: the urgent desk may
// read who is at risk, and its copy has a proof of its own (redaction.md 5.3, UR).
base::Result<bool> write_urgent_copy(Journey& journey, const RawMail& raw, const Tools& tools,
                                     const CaseStamp& stamp) {
    if (*journey.held != "leak") return false;
    const auto held = std::exchange(journey.held, std::nullopt);
    const auto leak_at = std::exchange(journey.leak_at, std::nullopt);
    auto draft = write_copy({LetterKind::desk, base::RecipientId("desk.urgent"),
                             tools.settings.desk.urgent, redaction::Destination::urgent},
                            journey, raw, tools, stamp);
    journey.held = held;
    journey.leak_at = leak_at;
    if (!draft) return draft.error();
    if (!*draft) return false;
    journey.notes.push_back(note_of((*draft)->redaction.mail, journey.findings.complete));
    keep_covered(journey, std::move((*draft)->redaction.covered));
    journey.letters.push_back(std::move((*draft)->planned));
    return true;
}

base::Result<void> hold_for_desk(Journey& journey, const RawMail& raw, const Tools& tools,
                                 const CaseStamp& stamp) {
    journey.letters.clear();
    journey.covered.clear();
    journey.notes.clear();
    journey.decision.action = routing::Action::triage;
    journey.decision.reason = routing::Reason::held;
    std::vector<base::RecipientId> desks{base::RecipientId("desk.triage")};
    // Somebody must read it tonight, even if no copy could be made.
    if (journey.facts.urgency.flagged() ||
        journey.facts.kind == understanding::MailKind::platform_alert) {
        auto copied = write_urgent_copy(journey, raw, tools, stamp);
        if (!copied) return copied.error();
        if (!*copied) desks.emplace_back("desk.urgent");
    }
    for (const auto& desk : desks) {
        NoticeText text;
        text.event = "held";
        text.detail = *journey.held;
        text.to = desk;
        auto notice = write_notice(text, tools.rules, tools.settings, tools.message_id_key,
                                   stamp, raw.received_at);
        if (!notice) return notice.error();
        journey.letters.push_back(std::move(*notice));
    }
    return {};
}

// Whoever oversees hears at once that a case may be about the police: its number, nothing else.
base::Result<void> tell_oversight(Journey& journey, const RawMail& raw, const Tools& tools,
                                  const CaseStamp& stamp) {
    const auto reason = journey.decision.reason;
    if (reason != routing::Reason::offender_in_police &&
        reason != routing::Reason::about_station)
        return {};
    CaseStamp of = stamp;
    if (joins_case(journey)) of.number = journey.hers->known.life.number;
    for (std::size_t i = 0; i < tools.settings.desk.oversight.size(); ++i) {
        NoticeText text;
        text.event = "about_police";
        text.to = base::RecipientId("oversight." + std::to_string(i + 1));
        auto notice = write_notice(text, tools.rules, tools.settings, tools.message_id_key, of,
                                   raw.received_at);
        if (!notice) return notice.error();
        journey.letters.push_back(std::move(*notice));
    }
    return {};
}

// The one notice that stands for a mail has the mail's cause: filing waits for it. Others get a
// cause of their own.
std::string cause_of_notice(const NoticeText& text, const CaseStamp& stamp) {
    const bool for_mail = text.event == "quarantined" || text.event == "held" ||
                          text.event == "too_large" || text.event == "officer_answer" ||
                          text.event == "unverified" || text.event == "value_not_taken" ||
                          text.event == "not_composed" || text.event == "refused";
    return for_mail ? stamp.cause
                    : base::sha256_hex(stamp.cause + "|" + text.event + "|" + text.detail);
}

// A mail that joins a case by its sender's address alone is shown to the desk too.
std::vector<Copy> copies_of(const Journey& journey, const Tools& tools) {
    auto copies = copies_for(journey.decision, journey.facts, tools.rules, tools.settings);
    const bool with_station =
        !copies.empty() && copies.front().kind == letter::LetterKind::station;
    if (with_station && joins_case(journey) && journey.hers->proof == Proof::address) {
        copies.push_back({LetterKind::desk, base::RecipientId("desk.triage"),
                          tools.settings.desk.triage, redaction::Destination::desk});
    }
    // The duty officer of the unit may be one of those who must not know.
    if (joins_case(journey)) {
        std::erase_if(copies, [&](const Copy& copy) {
            return must_not_hear(journey.hers->known.life, copy.recipient, tools.rules,
                                 tools.settings);
        });
    }
    return copies;
}

// The second half of the test mail's way; it is of no use to anybody else.
base::Result<void> pass_canary_on(Journey& journey, const RawMail& raw, const Tools& tools,
                                  const CaseStamp& stamp) {
    if (tested_station(journey.canary->recipient)) return {};  // a station's has no second half
    auto letter = write_canary_letter(tools, stamp, raw.received_at);
    if (!letter) return letter.error();
    if (*letter) journey.letters.push_back(std::move(**letter));
    return {};
}

}  // namespace

Address return_path_of(const letter::Envelope& envelope, const settings::Settings& settings,
                       const seal::Key& message_id_key) {
    if (settings.identity.relay != settings::Relay::plus) return envelope.from;
    const std::string& own = envelope.from.str();
    const std::size_t at = own.find('@');
    const auto path = Address::make(own.substr(0, at) + "+" + std::string(return_verb) + "." +
                                    outbox::return_token(message_id_key, envelope.message_id) +
                                    own.substr(at));
    return path ? *path : envelope.from;
}

std::optional<std::string> leak_in_copy(reader::Reader& reader, const redaction::Policy& policy,
                                        const letter::Letter& letter,
                                        const redaction::Findings& findings,
                                        redaction::Destination destination) {
    auto parsed = reader.read(letter.octets, message::Contents::kept);
    // A child that failed says nothing about a letter of ours: once more, in a fresh one.
    if (!parsed)
        parsed =
            reader.read(letter.octets, message::Contents::kept, reader::ChildChoice::fresh);
    if (!parsed || parsed->unreadable) return "unread";
    if (auto leak = redaction::find_leak(*parsed, findings, policy, destination)) return leak;
    return leak_in_request(*parsed, findings, policy);
}

base::Result<PlannedLetter> write_notice(const NoticeText& text, const RuleSet& rules,
                                         const settings::Settings& settings,
                                         const seal::Key& message_id_key,
                                         const CaseStamp& stamp, base::Instant now) {
    auto envelope =
        envelope_of({LetterKind::notice, text.to, cause_of_notice(text, stamp), now}, rules,
                    settings, message_id_key);
    if (!envelope) return envelope.error();
    const std::string token = stamp.draw_token ? stamp.draw_token() : "";
    letter::Notice notice{text.event,       stamp.number, now,         text.detail,
                          text.answer_word, {},           text.station};
    if (!token.empty()) {
        auto reply_to = letter::address_with_token(
            envelope->from, settings.identity.relay == settings::Relay::plus ? token : "");
        if (!reply_to) return reply_to.error();
        notice.reply_to = std::move(*reply_to);
    }
    auto written = letter::write_desk_notice(rules.templates, *envelope, notice);
    if (!written) return written.error();
    return PlannedLetter{std::move(*written), cause_of_notice(text, stamp), token, false};
}

base::Result<letter::Envelope> envelope_of(const Posting& posting, const RuleSet& rules,
                                           const settings::Settings& settings,
                                           const seal::Key& message_id_key) {
    const std::string mailbox = mailbox_of(posting.to, rules, settings);
    if (!settings::recipient_allowed(settings, mailbox, settings::Audience::police)) {
        return refused_recipient();
    }
    auto to = Address::make(mailbox);
    if (!to) return to.error();
    auto from = Address::make(settings.identity.address);
    if (!from) return from.error();
    letter::Envelope envelope{posting.kind,
                              posting.to,
                              *to,
                              *from,
                              settings.identity.letters_from,
                              *from,
                              outbox::message_id(message_id_key, posting.cause,
                                                 std::string(letter::name_of(posting.kind)),
                                                 posting.to, posting.revision, from->domain()),
                              posting.at,
                              settings.zone_offset};
    envelope.return_path = return_path_of(envelope, settings, message_id_key);
    return envelope;
}

base::Result<void> write_copies(Journey& journey, const RawMail& raw, const Tools& tools,
                                const CaseStamp& stamp) {
    keep_station_view(journey, tools, stamp);
    if (is_answer(journey)) return {};
    if (journey.facts.kind == understanding::MailKind::canary)
        return pass_canary_on(journey, raw, tools, stamp);
    const bool shown = journey.decision.action == routing::Action::triage;
    if (journey.detour == Detour::own_letter && shown) {
        journey.held = "loop";
        return hold_for_desk(journey, raw, tools, stamp);
    }
    if (is_relay_returned(journey)) return tell_not_delivered(journey, raw, tools, stamp);
    for (const auto& copy : copies_of(journey, tools)) {
        auto draft = write_copy(copy, journey, raw, tools, stamp);
        if (!draft) return draft.error();
        if (journey.held) return hold_for_desk(journey, raw, tools, stamp);
        journey.notes.push_back(note_of((*draft)->redaction.mail, journey.findings.complete));
        keep_covered(journey, std::move((*draft)->redaction.covered));
        journey.letters.push_back(std::move((*draft)->planned));
    }
    using routing::Action;
    const auto action = journey.decision.action;
    if (action != Action::record && action != Action::digest)
        keep_later_views(journey, tools, stamp);
    return tell_oversight(journey, raw, tools, stamp);
}

}  // namespace pipeline
