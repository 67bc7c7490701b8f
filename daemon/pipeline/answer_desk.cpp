#include "pipeline/answer_desk.h"

#include "letter/letter.h"
#include "pipeline/chain.h"
#include "pipeline/copies.h"
#include "pipeline/write_letters.h"

namespace pipeline {
namespace {

using letter::LetterKind;

struct Started {
    letter::Envelope envelope;
    letter::AnswerTo answer;
};

base::Result<Started> start(const AnswerDesk& desk, const LetterOfCase& about, LetterKind kind,
                            const base::RecipientId& to) {
    auto envelope = envelope_of({kind, to, about.cause, desk.now}, desk.rules, desk.settings,
                                desk.keys.message_id);
    if (!envelope) return envelope.error();
    auto answer = answer_to_us(desk, about.number, *envelope);
    return Started{std::move(*envelope), std::move(answer)};
}

base::Result<PlanLetter> planned(const LetterOfCase& about, base::Result<letter::Letter> letter,
                                 const std::string& token) {
    if (!letter) return letter.error();
    return PlanLetter{about.of, about.key,
                      PlannedLetter{std::move(*letter), about.cause, token, about.urgent}};
}

}  // namespace

letter::AnswerTo answer_to_us(const AnswerDesk& desk, const base::CaseNumber& number,
                              const letter::Envelope& envelope) {
    const auto relay = desk.settings.identity.relay == settings::Relay::plus
                           ? letter::RelayMode::plus
                           : letter::RelayMode::thread;
    return {number, seal::random_token(), relay, envelope.from,
            language_of(envelope.recipient, desk.rules)};
}

std::string AnswerDesk::mailbox(const base::RecipientId& id) const {
    return mailbox_of(id, rules, settings);
}

bool AnswerDesk::must_not_hear(const cases::CaseLife& life, const base::RecipientId& id) const {
    return pipeline::must_not_hear(life, id, rules, settings);
}

base::Result<std::optional<seal::Key>> AnswerDesk::key_of(const base::CaseId& id) const {
    auto key = ledger::read_case_key(vault, keys, id);
    if (key) return std::optional(std::move(*key));
    // Destroyed, or altered so that it opens nothing: either way nothing can be shown.
    if (key.error().kind == base::FailureKind::text) return std::optional<seal::Key>{};
    return key.error();
}

base::Result<std::string> AnswerDesk::secret(const seal::Key& key, const base::CaseId& id,
                                             const char* kind) const {
    auto read = ledger::read_secret(vault, key, id, kind);
    if (!read) return read.error();
    return read.value() ? std::move(*read.value()) : std::string();
}

base::Result<PlanLetter> write_reply_to(const AnswerDesk& desk, const LetterOfCase& about,
                                        const base::RecipientId& to, const Reply& reply) {
    auto started = start(desk, about, LetterKind::notice, to);
    if (!started) return started.error();
    return planned(
        about,
        letter::write_reply(desk.rules.templates, started->envelope,
                            {started->answer, reply.event, reply.mask, reply.figure}),
        started->answer.token);
}

base::Result<PlanLetter> write_desk_note(const AnswerDesk& desk, const LetterOfCase& about,
                                         const std::string& event, const std::string& detail,
                                         const std::string& word, const base::RecipientId& to) {
    return write_desk_note(desk, about, {event, detail, word, to});
}

base::Result<PlanLetter> write_desk_note(const AnswerDesk& desk, const LetterOfCase& about,
                                         const NoticeText& text) {
    CaseStamp stamp;
    stamp.number = about.number;
    stamp.cause = about.cause;
    stamp.draw_token = [] { return seal::random_token(); };
    auto notice =
        write_notice(text, desk.rules, desk.settings, desk.keys.message_id, stamp, desk.now);
    if (!notice) return notice.error();
    return PlanLetter{about.of, about.key, std::move(*notice)};
}

base::Result<PlanLetter> write_contact(const AnswerDesk& desk, const LetterOfCase& about,
                                       const base::RecipientId& station,
                                       const letter::CallFacts& call,
                                       const cases::ReleasedValue& value) {
    auto started = start(desk, about, LetterKind::contact, station);
    if (!started) return started.error();
    return planned(about,
                   letter::write_contact_letter(desk.rules.templates, started->envelope,
                                                started->answer, call, value),
                   started->answer.token);
}

base::Result<PlanLetter> write_reveal(const AnswerDesk& desk, const LetterOfCase& about,
                                      const ledger::RevealRow& reveal,
                                      const cases::ReleasedValue& value) {
    const base::RecipientId station(reveal.station.str());
    auto started = start(desk, about, LetterKind::reveal, station);
    if (!started) return started.error();
    return planned(
        about,
        letter::write_reveal_letter(desk.rules.templates, started->envelope,
                                    {started->answer, reveal.mask, reveal.reason}, value),
        started->answer.token);
}

base::Result<PlanLetter> write_reminder_to(const AnswerDesk& desk, const LetterOfCase& about,
                                           const base::StationId& station,
                                           const clocks::Step& step) {
    auto started = start(desk, about, LetterKind::reminder, step.to.id);
    if (!started) return started.error();
    const auto of_station =
        name_of_contact(base::RecipientId(station.str()), desk.rules, desk.today());
    const auto next = step.next.empty() ? ContactName{}
                                        : name_of_contact(step.next, desk.rules, desk.today());
    const bool is_station = step.to.role == clocks::Role::station;
    letter::ReminderSheet sheet{.answer = started->answer,
                                .clock = std::string(clocks::name_of(step.clock)),
                                .due = step.due,
                                .late = step.call == clocks::Call::late,
                                .urgent = about.urgent,
                                .stands_in = !is_station && !station.empty(),
                                .station_name = of_station.name,
                                .phone = is_station ? "" : of_station.phone,
                                .next_name = next.name,
                                .next_phone = next.phone};
    return planned(about,
                   letter::write_reminder(desk.rules.templates, started->envelope, sheet),
                   sheet.answer.token);
}

base::Result<PlanLetter> write_approval(const AnswerDesk& desk, const LetterOfCase& about,
                                        const base::RecipientId& approver,
                                        const ledger::RevealRow& reveal,
                                        const ledger::RevealCounts& counts) {
    auto started = start(desk, about, LetterKind::notice, approver);
    if (!started) return started.error();
    const auto* station = desk.rules.book.station(reveal.station);
    const auto& limits = desk.rules.policy.reveals();
    const letter::ApprovalSheet sheet{
        started->answer, station != nullptr ? station->name : reveal.station.str(),
        reveal.mask,     reveal.what_type,
        reveal.reason,   reveal.expires_at,
        counts.of_case,  counts.of_day,
        limits.per_case, limits.per_station_and_day,
        reveal.needed};
    auto written = planned(
        about, letter::write_approval_request(desk.rules.templates, started->envelope, sheet),
        started->answer.token);
    if (written) written->planned.token_expires = reveal.expires_at;
    return written;
}

}  // namespace pipeline
