#include "pipeline/her_case.h"

#include <algorithm>

#include "base/ensure.h"
#include "base/text.h"
#include "cases/words.h"
#include "pipeline/copies.h"
#include "pipeline/journey.h"
#include "pipeline/letters_to_her.h"

namespace pipeline {
namespace {

using understanding::MailKind;

// Beyond these, one address gets no letter a mail: they are listed to the desk once a day. An
// urgent mail has more room: a life weighs more than a full mailbox.
constexpr int most_mails_a_day = 50;
constexpr int most_urgent_mails_a_day = 200;
// RFC 5321 6.3 wants a large number, well over what honest mail passes.
constexpr std::size_t most_servers = 30;

bool is_from_one(const message::ParsedMail& mail) {
    return mail.all_from.size() == 1 && mail.from.address.has_value();
}

bool is_forged(const message::ParsedMail& mail, const Tools& tools) {
    return dmarc_of(mail, tools.settings.identity.authserv_id) == Dmarc::fail;
}

std::optional<KnownLetter> letter_itself(const message::ParsedMail& mail, Memory& memory) {
    return mail.message_id ? memory.by_message_id(*mail.message_id) : std::nullopt;
}

bool is_of_a_machine(MailKind kind) {
    return kind == MailKind::canary || kind == MailKind::bounce || kind == MailKind::auto_reply;
}

bool is_answer_kind(MailKind kind) {
    return kind == MailKind::officer_answer || kind == MailKind::desk_answer ||
           kind == MailKind::auditor_answer;
}

bool is_flood(const Journey& journey, const Tools& tools) {
    const auto kind = journey.facts.kind;
    if (is_of_a_machine(kind) || is_answer_kind(kind) || kind == MailKind::platform_alert ||
        !is_from_one(journey.mail))
        return false;
    const int most =
        journey.facts.urgency.flagged() ? most_urgent_mails_a_day : most_mails_a_day;
    return tools.memory.count_mails_of(*journey.mail.from.address, most) >= most;
}

bool has_unknown_token(const Journey& journey) {
    const Answer& answer = journey.answer;
    return answer.came_to_token_address && !answer.letter && answer.verb != return_verb &&
           !is_of_a_machine(journey.facts.kind);
}

bool is_closed(const HerCase& hers) {
    return hers.known.life.state == cases::CaseState::closed;
}

routing::Decision by_its_text(const Journey& journey, const RuleSet& rules) {
    understanding::Facts facts = journey.facts;
    facts.kind = MailKind::complaint;
    facts.quoted_case_number.reset();
    auto decision = rules.book.decide(facts);
    decision.rules_sha256 = rules.fingerprint;
    return decision;
}

void send_to_desk(routing::Decision& decision, routing::Reason reason) {
    decision.action = routing::Action::triage;
    decision.reason = reason;
    decision.station = {};
}

// The station that has the case, unless no letter of the case may go there.
base::StationId taker_of(const cases::CaseLife& life) {
    const auto& never = life.never_to;
    const base::RecipientId station(life.station);
    const bool shut = std::find(never.begin(), never.end(), station) != never.end();
    return base::StationId(shut ? "" : life.station);
}

void join(routing::Decision& decision, const HerCase& hers) {
    decision.action = routing::Action::attach;
    decision.reason = routing::Reason::follow_up;
    decision.station = taker_of(hers.known.life);
}

// It says that he may serve in the police: of her case, but only the desk reads it.
void join_at_desk(routing::Decision& decision, routing::Decision own) {
    decision = std::move(own);
    decision.action = routing::Action::attach;
    decision.station = {};
}

// Another woman may write from the same mailbox, or she of another matter: a mail that finds
// another station by itself is not shown to the first one.
bool names_another(const routing::Decision& own, const HerCase& hers) {
    return own.action == routing::Action::forward && !hers.known.life.station.empty() &&
           own.station.str() != hers.known.life.station;
}

bool is_about_police(const routing::Decision& decision) {
    return decision.reason == routing::Reason::offender_in_police ||
           decision.reason == routing::Reason::about_station;
}

void settle_follow_up(Journey& journey, const RuleSet& rules) {
    auto& decision = journey.decision;
    if (!journey.hers || journey.hers->proof == Proof::none) {
        journey.detour = Detour::claimed;
        return send_to_desk(decision, routing::Reason::existing_number);
    }
    if (is_closed(*journey.hers)) {
        journey.detour = Detour::after_closing;
        return send_to_desk(decision, routing::Reason::follow_up);
    }
    auto own = by_its_text(journey, rules);
    if (is_about_police(own)) return join_at_desk(decision, std::move(own));
    if (journey.hers->proof == Proof::address && names_another(own, *journey.hers)) {
        decision = std::move(own);
        journey.detour = Detour::elsewhere;
        return send_to_desk(decision, routing::Reason::follow_up);
    }
    join(decision, *journey.hers);
}

void settle_stop(Journey& journey, const Tools& tools) {
    // Who forges her address silences nobody.
    if (is_forged(journey.mail, tools)) {
        journey.facts.kind = MailKind::follow_up;
        journey.detour = Detour::claimed;
        return send_to_desk(journey.decision, routing::Reason::existing_number);
    }
    const bool hers = journey.hers && journey.hers->proof != Proof::none;
    if (hers && !is_closed(*journey.hers)) join(journey.decision, *journey.hers);
}

// A letter to the desk that came back to us would bring the next one: it ends here.
void settle_own_letter(Journey& journey, const KnownLetter& letter) {
    journey.detour = Detour::own_letter;
    send_to_desk(journey.decision, routing::Reason::automatic);
    if (cases::side_of(letter.recipient) != cases::Side::station)
        journey.decision.action = routing::Action::record;
}

// Nobody but a machine that answers her mail knows this address (promises.md 5.4, 3).
void swallow(Journey& journey) {
    if (journey.facts.kind != MailKind::bounce) journey.facts.kind = MailKind::auto_reply;
    journey.detour = Detour::swallowed;
    send_to_desk(journey.decision, routing::Reason::recorded);
    journey.decision.action = routing::Action::record;
}

bool is_kept(const understanding::Zone& zone) {
    return zone.kind != understanding::ZoneKind::quoted &&
           zone.kind != understanding::ZoneKind::signature;
}

}  // namespace

std::string sentence_of(Detour detour, const std::string& number) {
    switch (detour) {
        case Detour::none:
            return "";
        case Detour::own_letter:
        case Detour::swallowed:
            return "";
        case Detour::loop:
            return "LOOP: it passed through too many servers. Look for an alias that leads "
                   "back "
                   "to us.";
        case Detour::flood:
            return "";
        case Detour::unknown_token:
            return "It came to a reply address that is unknown or no longer valid.";
        case Detour::claimed:
            return "CLAIMED FOLLOW-UP" + (number.empty() ? "" : " of " + number) +
                   ", not verified. It changes nothing and the station has not seen it.";
        case Detour::after_closing:
            return "It follows " + number + ", which is closed.";
        case Detour::elsewhere:
            return "Its sender has " + number +
                   " open, but it names another station. SAME AS joins them.";
    }
    base::ensure(false);
    return "";
}

std::optional<HerCase> find_her_case(const Journey& journey, const Tools& tools,
                                     const CaseStamp& stamp) {
    const auto& mail = journey.mail;
    const bool forged = is_forged(mail, tools);
    if (journey.answer.letter) {
        const KnownLetter& letter = *journey.answer.letter;
        if (letter.recipient.str() != "complainant") return std::nullopt;
        auto known = tools.memory.case_of(letter.case_id);
        if (!known) return std::nullopt;
        const bool same = is_from_one(mail) && !forged &&
                          tools.memory.is_sender_of(letter.case_id, *mail.from.address);
        return HerCase{std::move(*known), same ? Proof::token : Proof::none};
    }
    if (!is_from_one(mail)) return std::nullopt;
    const std::string address = base::lower_ascii(*mail.from.address);
    if (is_one_of_ours(address, tools.rules, tools.settings)) return std::nullopt;
    // The same mail with other octets is forwarded once more, and says so (A11).
    if (tools.memory.case_like(mail, stamp.number)) return std::nullopt;
    auto known = tools.memory.open_case_of(address);
    if (!known || known->life.number == stamp.number) return std::nullopt;
    return HerCase{std::move(*known), forged ? Proof::none : Proof::address};
}

std::string written_words(const understanding::ExaminedText& text) {
    std::u32string kept;
    for (const auto& zone : text.zones) {
        if (!is_kept(zone) || zone.span.start >= text.shown_to) continue;
        const auto end = std::min<std::size_t>(zone.span.end, text.shown_to);
        kept += text.text.substr(zone.span.start, end - zone.span.start);
    }
    return std::string(base::trim_ascii(base::to_utf8(kept)));
}

message::ParsedMail own_words(const message::ParsedMail& mail,
                              const understanding::Facts& facts) {
    const auto* text = facts.text_of(understanding::Where::text);
    const auto* html = facts.text_of(understanding::Where::html);
    const std::string plain = text != nullptr ? written_words(*text) : "";
    const std::string shown = html != nullptr ? written_words(*html) : "";
    if (plain.empty() && shown.empty()) return mail;
    message::ParsedMail own = mail;
    own.text = plain.empty() ? std::nullopt : std::optional(plain + "\n");
    own.html_text = shown.empty() ? std::nullopt : std::optional(shown + "\n");
    own.more_text.clear();
    own.unshown.clear();
    return own;
}

bool is_relayed(const Journey& journey) {
    return journey.facts.kind == MailKind::follow_up && journey.hers &&
           journey.hers->proof == Proof::token;
}

void settle_further_mail(Journey& journey, const Tools& tools) {
    auto& decision = journey.decision;
    // A test mail of ours is meant to come back.
    const bool meant_to = journey.facts.kind == MailKind::canary;
    if (const auto own = letter_itself(journey.mail, tools.memory); own && !meant_to)
        return settle_own_letter(journey, *own);
    if (journey.answer.swallowed && !is_relay_returned(journey)) return swallow(journey);
    if (journey.mail.all("received").size() > most_servers) {
        journey.detour = Detour::loop;
        return send_to_desk(decision, routing::Reason::automatic);
    }
    if (is_flood(journey, tools)) {
        journey.detour = Detour::flood;
        decision.action = routing::Action::digest;
        decision.reason = routing::Reason::bulk;
        decision.station = {};
        return;
    }
    // After the share of a day: whoever guesses brings the desk no letter a guess (F11).
    if (has_unknown_token(journey)) {
        journey.detour = Detour::unknown_token;
        return send_to_desk(decision, routing::Reason::existing_number);
    }
    if (journey.facts.kind == MailKind::follow_up) settle_follow_up(journey, tools.rules);
    if (journey.facts.kind == MailKind::stop) settle_stop(journey, tools);
}

}  // namespace pipeline
