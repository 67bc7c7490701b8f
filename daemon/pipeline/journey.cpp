#include "pipeline/journey.h"

#include "base/text.h"
#include "outbox/outbox.h"
#include "pipeline/canary.h"
#include "pipeline/copies.h"
#include "pipeline/letters_to_her.h"
#include "pipeline/police_register.h"
#include "pipeline/write_letters.h"
#include "redaction/find_values.h"
#include "understanding/find_facts.h"

namespace pipeline {
namespace {

// The station's server refused the letter: the rules had their say, a person decides.
void hand_to_desk(routing::Decision& decision) {
    decision.action = routing::Action::triage;
    decision.reason = routing::Reason::held;
    decision.station = {};
}

// RFC 3464 2.3.3: `Action: delayed` and its like are no end; a report without any is one.
bool tells_of_delay(const message::ParsedMail& mail) {
    bool told = false;
    for (const auto& text : mail.more_text) {
        const std::string lower = "\n" + base::lower_ascii(text);
        if (lower.find("\naction: failed") != std::string::npos) return false;
        told = told || lower.find("\naction: ") != std::string::npos;
    }
    return told;
}

}  // namespace

bool is_late(const Tools& tools) { return tools.out_of_time && tools.out_of_time(); }

bool is_answer(const Journey& journey) {
    return journey.answer.letter &&
           (journey.facts.kind == understanding::MailKind::officer_answer ||
            journey.facts.kind == understanding::MailKind::desk_answer);
}

bool joins_case(const Journey& journey) {
    return journey.decision.action == routing::Action::attach && journey.hers &&
           journey.hers->proof != Proof::none;
}

bool came_back(const Journey& journey) {
    return journey.answer.returned && journey.facts.kind == understanding::MailKind::bounce &&
           !tells_of_delay(journey.mail);
}

base::Result<Journey> walk(const RawMail& raw, const Tools& tools, const CaseStamp& stamp) {
    Journey journey;

    // RawMail -> ParsedMail, in the jailed child. What cannot be read goes to a person, sealed.
    auto parsed = tools.reader.read(raw.octets, message::Contents::images, tools.child);
    if (!parsed) {
        journey.unread = std::string(reader::name_of(parsed.error().kind));
        return journey;
    }
    journey.mail = std::move(*parsed);
    if (journey.mail.unreadable) {
        journey.unread = journey.mail.unreadable;
        return journey;
    }
    (void)is_late(tools);  // the time for thinking begins

    // ParsedMail -> Facts. Whether it answers a letter of ours is looked up first; the rest is
    // in the text.
    const auto registered = [&tools](const base::RecipientId& id) {
        return mailbox_of(id, tools.rules, tools.settings);
    };
    journey.answer =
        find_answer(journey.mail, tools.settings.identity, tools.memory, registered);
    auto circumstances = circumstances_of(journey.answer, tools.settings, raw.received_at);
    journey.canary = find_canary(journey.mail, tools.memory);
    circumstances.is_canary = journey.canary.has_value();
    journey.hers = find_her_case(journey, tools, stamp);
    circumstances.same_sender_open_case = journey.hers && journey.hers->proof != Proof::none;
    journey.facts = understanding::find_facts(journey.mail, tools.rules.lexicon, circumstances);
    if (is_relayed(journey)) {
        journey.mail = own_words(journey.mail, journey.facts);
        journey.facts =
            understanding::find_facts(journey.mail, tools.rules.lexicon, circumstances);
    }
    journey.words = tools.rules.words;

    // Facts -> Decision.
    journey.decision = tools.rules.book.decide(journey.facts);
    // The whole set decides what becomes of a mail, and is what rule_set keeps.
    journey.decision.rules_sha256 = tools.rules.fingerprint;
    settle_further_mail(journey, tools);
    look_into_register(journey, tools.rules);  // he may be an officer
    if (!stamp.refused_by.empty()) hand_to_desk(journey.decision);

    // Decision -> one RedactedMail and one Letter per destination, each proved on its finished
    // bytes.
    journey.findings =
        redaction::find_values(journey.mail, journey.facts, tools.rules.lexicon,
                               tools.rules.names, tools.rules.policy, tools.out_of_time);
    auto written = write_copies(journey, raw, tools, stamp);
    if (!written) return written.error();

    // And the one mail that she may get.
    return write_to_her(std::move(journey), raw, tools, stamp);
}

}  // namespace pipeline
