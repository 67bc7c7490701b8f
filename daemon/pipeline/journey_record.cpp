#include "pipeline/journey_record.h"

#include "cases/command.h"
#include "pipeline/answers.h"
#include "pipeline/evidence_sheet.h"
#include "pipeline/facts_json.h"
#include "pipeline/kept_copies.h"
#include "pipeline/kept_values.h"
#include "pipeline/station_tests.h"

namespace pipeline {

using base::AuditEvent;
using ledger::MailRow;

namespace {

// First word of an answer: the rest may be her name or a place. A whole line of ours is no such
// thing.
std::string word_of(const Journey& journey) {
    const std::string said = journey.facts.answer_word.value_or("");
    const auto command =
        cases::read_command(said, cases::side_of(journey.answer.letter->recipient));
    if (command && cases::row_of(command->word).effect == cases::Effect::tell_done)
        return std::string(cases::row_of(command->word).name);
    return said.substr(0, said.find(' '));
}

// The case that a letter speaks about; a drill speaks about none.
std::optional<base::CaseId> case_of(const KnownLetter& letter) {
    if (letter.case_id.empty()) return std::nullopt;
    return letter.case_id;
}

// Only who proved to be the registered mailbox is named as the one who acts (promises.md 5.6).
base::AuditNote answer_note(const Journey& journey) {
    const KnownLetter& letter = *journey.answer.letter;
    const bool officer = journey.facts.kind == understanding::MailKind::officer_answer;
    const bool verified = journey.answer.sender_matches;
    return {officer ? AuditEvent::officer_answer : AuditEvent::desk_answer,
            verified ? actor_of(letter.recipient) : "daemon",
            case_of(letter),
            std::nullopt,
            {{"letter", letter.id},
             {"recipient", letter.recipient.str()},
             {"word", word_of(journey)},
             {"verified", std::int64_t{verified ? 1 : 0}}}};
}

}  // namespace

std::vector<std::pair<std::string, std::string>> secrets_of(const Journey& journey,
                                                            const CaseStamp& stamp) {
    std::vector<std::pair<std::string, std::string>> secrets{
        {"ref", stamp.ref},
        {"seed", stamp.seed.octets.reveal()},
        {"facts", facts_to_json(journey.facts, journey.words)}};
    secrets.emplace_back("parts", part_lines(journey.mail));
    // An answer holds nothing else that is asked for later.
    if (is_answer(journey)) return secrets;
    secrets.emplace_back("covered", covered_to_json(journey));
    secrets.emplace_back("contact", contact_to_json(journey));
    if (journey.mail.from.address) secrets.emplace_back("address", *journey.mail.from.address);
    if (journey.mail.message_id) secrets.emplace_back("message_id", *journey.mail.message_id);
    if (auto copies = copies_to_json(journey); !copies.empty())
        secrets.emplace_back("rendering", std::move(copies));
    return secrets;
}

ledger::DecisionRecord decision_of(const MailRow& mail, const Journey& journey,
                                   const std::string& policy) {
    const auto& decision = journey.decision;
    ledger::DecisionRecord record;
    record.mail = mail.mail;
    record.kind = understanding::name_of(journey.facts.kind);
    record.language = understanding::name_of(journey.facts.language);
    record.category = understanding::name_of(journey.facts.category);
    record.child = understanding::name_of(journey.facts.child);
    record.urgent = journey.facts.urgency.flagged();
    record.action = routing::name_of(decision.action);
    record.reason = routing::name_of(decision.reason);
    if (decision.action == routing::Action::forward) record.station = decision.station;
    record.score = decision.score;
    record.lead = decision.lead;
    record.rules_sha256 = decision.rules_sha256;
    for (const auto& item : decision.evidence)
        record.evidence_kinds.emplace_back(routing::name_of(item.kind));
    if (decision.rule) record.rule = decision.rule->str();
    if (is_answer(journey) && !journey.answer.letter->case_id.empty())
        record.attached_to = journey.answer.letter->case_id;
    if (joins_case(journey)) record.attached_to = journey.hers->known.life.id;
    for (const auto& note : journey.notes) {
        record.redactions.push_back({std::string(redaction::name_of(note.destination)), policy,
                                     note.masked, note.dropped, note.kept, note.banded,
                                     note.complete, note.classes});
    }
    return record;
}

std::vector<base::AuditNote> effects_of(const MailRow& mail, const Journey& journey) {
    using understanding::MailKind;
    std::vector<base::AuditNote> notes;
    const auto add = [&](AuditEvent event, std::map<std::string, base::AuditValue> attrs) {
        notes.push_back({event, "daemon", mail.case_id, std::nullopt, std::move(attrs)});
    };
    for (const auto& copy : journey.notes) {
        if (copy.released == 0) continue;
        add(AuditEvent::released_vital,
            {{"destination", std::string(redaction::name_of(copy.destination))},
             {"values", std::int64_t{copy.released}}});
    }
    if (is_answer(journey)) notes.push_back(answer_note(journey));
    if (journey.answer.letter && journey.facts.kind == MailKind::bounce) {
        notes.push_back({AuditEvent::bounce,
                         "daemon",
                         case_of(*journey.answer.letter),
                         std::nullopt,
                         {{"letter", journey.answer.letter->id},
                          {"believed", std::int64_t{came_back(journey) ? 1 : 0}}}});
    }
    if (journey.facts.kind == MailKind::canary && journey.canary) {
        notes.push_back({AuditEvent::canary,
                         "daemon",
                         mail.case_id,
                         tested_station(journey.canary->recipient),
                         {{"letter", journey.canary->id}}});
    }
    if (journey.leak_at)
        add(AuditEvent::leak_stopped, {{"kind", "letter"}, {"where", *journey.leak_at}});
    if (journey.request_leak_at)
        add(AuditEvent::leak_stopped,
            {{"kind", "takedown"}, {"where", *journey.request_leak_at}});
    const bool asks = journey.facts.kind == MailKind::complaint ||
                      journey.facts.kind == MailKind::status_request;
    if (!journey.no_acknowledgement.empty() && asks) {
        add(AuditEvent::acknowledgement_withheld, {{"reason", journey.no_acknowledgement}});
    }
    return notes;
}

bool effect_is_complete(const Journey& journey) {
    return journey.decision.action == routing::Action::record || is_answer(journey);
}

std::vector<base::RecipientId> kept_out(const routing::Decision& decision, const RuleSet* rules,
                                        const std::string& today) {
    std::vector<base::RecipientId> out;
    if (rules == nullptr) return out;
    for (const auto& id : decision.complained_about) {
        out.emplace_back(id.str());
        const auto* station = rules->book.station(id);
        if (station == nullptr) continue;
        for (const auto& deputy : station->deputies) out.emplace_back(deputy);
        for (const auto& post : rules->book.officers().active_posts(id, today)) {
            for (const auto& deputy : post.deputies) {
                if (deputy.find('.') != std::string::npos) out.emplace_back(deputy);
            }
        }
        const std::string unit = id.str().substr(0, id.str().find('.'));
        for (const auto& desk : rules->book.desks()) {
            if (desk.unit == unit) out.push_back(desk.id);
        }
    }
    return out;
}

}  // namespace pipeline
