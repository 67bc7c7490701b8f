#include "pipeline/second_letter.h"

#include "base/text.h"
#include "pipeline/copies.h"
#include "pipeline/kept_values.h"
#include "pipeline/takedown.h"
#include "pipeline/write_letters.h"

namespace pipeline {
namespace {

using letter::LetterKind;

base::Result<std::string> cause_of_case(const AnswerDesk& desk, const base::CaseId& id) {
    auto mail = ledger::first_mail_of(desk.state, id);
    if (!mail) return mail.error();
    if (!mail.value())
        return base::Failure{base::FailureKind::defect, "a case without its mail", ""};
    return ledger::cause_of(mail.value()->content);
}

// What the proof knows: what is covered, and what may stand there.
base::Result<redaction::Findings> read_findings(const AnswerDesk& desk, const seal::Key& key,
                                                const base::CaseId& id,
                                                const KeptCopies& kept) {
    auto text = desk.secret(key, id, "covered");
    if (!text) return text.error();
    auto values = covered_from_json(*text);
    if (!values) return values.error();
    auto findings = std::move(values->findings);
    // The town of a child is covered in the text; it may be the very name of the station.
    std::erase_if(findings.values, [](const redaction::FoundValue& value) {
        return value.cues == std::vector<std::string>{"child"};
    });
    findings.values.insert(findings.values.end(), kept.shown.begin(), kept.shown.end());
    return findings;
}

struct Draft {
    letter::Envelope envelope;
    letter::CaseSheet sheet;
    std::string cause;
    int revision = 0;
};

const base::CaseId& text_of(const cases::CaseLife& life, const SecondLetter& order) {
    return order.mail.empty() ? life.id : order.mail;
}

letter::CaseSheet sheet_of(const AnswerDesk& desk, const cases::CaseLife& life,
                           const SecondLetter& order, const KeptCopies& kept,
                           const letter::Address& from) {
    letter::CaseSheet sheet{.number = life.number,
                            .ref = {},
                            .station_name = {},
                            .received_at = life.received,
                            .call_by = {},
                            .token = seal::random_token(),
                            .relay = desk.settings.identity.relay == settings::Relay::plus
                                         ? letter::RelayMode::plus
                                         : letter::RelayMode::thread,
                            .answer_to = from,
                            .mail_safety = life.mail_safety,
                            .acknowledgement_uncertain = false,
                            .possible_repeat_of = order.repeat_of,
                            .station_names_of_candidates = {},
                            .desk_reason = order.desk_reason};
    sheet.language = language_of(order.to, desk.rules);
    sheet.why_you = order.why_you;
    sheet.next_contact = order.next_contact;
    sheet.without_token = kept.without_token;
    if (kept.facts.kind == understanding::MailKind::complaint && !life.contacted)
        sheet.call_by = life.received + clocks::call_within(desk.rules.clocks,
                                                            life.urgent ? clocks::Lane::urgent
                                                                        : clocks::Lane::usual);
    // A cell reads which station asks, who stands in for which; everybody else, whose letter it
    // is.
    const bool is_of_another = order.kind == LetterKind::assist || order.why_you == "stands_in";
    const base::StationId named(is_of_another ? life.station : order.to.str());
    if (const auto* station = desk.rules.book.station(named))
        sheet.station_name = station->name;
    for (const auto& candidate : kept.decision.candidates) {
        const auto* station = desk.rules.book.station(candidate.station);
        sheet.station_names_of_candidates.push_back(
            station != nullptr ? station->name : candidate.station.str());
    }
    return sheet;
}

base::Result<Draft> start(const AnswerDesk& desk, const cases::CaseLife& life,
                          const SecondLetter& order, const KeptCopies& kept) {
    std::string cause = order.cause;
    if (cause.empty()) {
        auto own = cause_of_case(desk, text_of(life, order));
        if (!own) return own.error();
        cause = std::move(*own);
    }
    int revision = 0;
    if (order.by == CalledBy::person) {
        auto next = outbox::next_revision(desk.state, cause,
                                          std::string(letter::name_of(order.kind)), order.to);
        if (!next) return next.error();
        revision = *next;
    }
    auto envelope = envelope_of({order.kind, order.to, cause, desk.now, revision}, desk.rules,
                                desk.settings, desk.keys.message_id);
    if (!envelope) return envelope.error();
    auto sheet = sheet_of(desk, life, order, kept, envelope->from);
    return Draft{std::move(*envelope), std::move(sheet), std::move(cause), revision};
}

base::Result<letter::Letter> compose(const AnswerDesk& desk, const SecondLetter& order,
                                     const Draft& draft, const KeptCopies& kept,
                                     const redaction::RedactedMail& view) {
    const auto& templates = desk.rules.templates;
    if (order.kind == LetterKind::assist)
        return letter::write_assist_letter(templates, draft.envelope, draft.sheet, kept.facts,
                                           view);
    const auto write = order.kind == LetterKind::desk ? letter::write_desk_letter
                                                      : letter::write_station_letter;
    return write(templates, draft.envelope, draft.sheet, kept.facts, kept.decision, view);
}

// Values of the person at risk that this copy shows: whoever oversees counts each copy.
void note_vital(const cases::CaseLife& life, const SecondLetter& order,
                const redaction::RedactedMail& view, AnswerPlan& plan) {
    if (view.count_released() == 0) return;
    plan.notes.push_back({base::AuditEvent::released_vital,
                          "daemon",
                          life.id,
                          std::nullopt,
                          {{"destination", std::string(redaction::name_of(order.view))},
                           {"values", std::int64_t{view.count_released()}}}});
}

void note_leak(const cases::CaseLife& life, const std::string& kind, const std::string& where,
               AnswerPlan& plan) {
    plan.notes.push_back({base::AuditEvent::leak_stopped,
                          "daemon",
                          life.id,
                          std::nullopt,
                          {{"kind", kind}, {"where", where}}});
}

// As in the first letter of an image case, unless the platform was asked already.
base::Result<void> add_takedown(const AnswerDesk& desk, const cases::CaseLife& life,
                                const SecondLetter& order, const KeptCopies& kept,
                                const redaction::Findings& findings, letter::CaseSheet& sheet,
                                AnswerPlan& plan) {
    const auto* view = kept.view_for(redaction::Destination::platform);
    if (order.kind != LetterKind::station || view == nullptr || life.takedown_sent) return {};
    auto stopped = put_takedown(sheet, desk.rules, desk.settings.zone_offset,
                                {*view, findings, kept.facts});
    if (!stopped) return stopped.error();
    if (stopped.value()) note_leak(life, "takedown", *stopped.value(), plan);
    return {};
}

// A person must do what no letter can: at the desk, once for each letter that was called for.
base::Result<void> tell_desk(const AnswerDesk& desk, LetterOfCase about,
                             const SecondLetter& order, AnswerPlan& plan) {
    about.cause += "|" + order.to.str();
    auto notice = write_desk_note(desk, about, "not_composed", order.to.str(), "",
                                  base::RecipientId("desk.triage"));
    if (!notice) return notice.error();
    plan.letters.push_back(std::move(*notice));
    return {};
}

// The four characters of the case, also on a further mail of it.
base::Result<std::string> ref_of(const AnswerDesk& desk, const base::CaseId& id) {
    auto key = desk.key_of(id);
    if (!key) return key.error();
    if (!key.value()) return std::string();
    return desk.secret(*key.value(), id, "ref");
}

// What an officer reads of a further mail; empty: nobody needs it to act (an answer, a bounce).
std::string why_read(const std::string& kind) {
    if (kind == "stop") return "stopped";
    return kind == "follow_up" || kind == "complaint" ? "follow_up" : "";
}

base::Result<void> add_further_mail(const AnswerDesk& desk, const cases::CaseLife& life,
                                    SecondLetter order, AnswerPlan& plan) {
    auto row = ledger::find_case(desk.state, order.mail);
    if (!row) return row.error();
    const std::string why = row.value() ? why_read(row.value()->kind) : "";
    if (why.empty()) return {};
    auto cause = cause_of_case(desk, order.mail);
    if (!cause) return cause.error();
    auto had = ledger::has_letter(desk.state, *cause, order.to);
    if (!had) return had.error();
    if (*had) return {};
    if (order.kind != LetterKind::desk) order.why_you = why;
    cases::CaseLife as_it_came = life;
    as_it_came.received = row.value()->received;
    auto composed = add_second_letter(desk, as_it_came, order, plan);
    return composed ? base::Result<void>{} : composed.error();
}

}  // namespace

base::Result<std::optional<KeptCopies>> read_copies(const AnswerDesk& desk,
                                                    const base::CaseId& id) {
    std::optional<KeptCopies> none;
    auto key = desk.key_of(id);
    if (!key) return key.error();
    if (!key.value()) return none;
    auto text = desk.secret(*key.value(), id, "rendering");
    if (!text) return text.error();
    auto kept = copies_from_json(*text);
    if (!kept) return none;
    return std::optional(std::move(*kept));
}

std::string_view name_of(Composed composed) {
    switch (composed) {
        case Composed::yes:
            return "";
        case Composed::nothing_kept:
        case Composed::leak:
            return "not_composed";
        case Composed::never_to:
            return "never_to";
        case Composed::destroyed:
            return "destroyed";
    }
    base::ensure(false);
    return {};
}

base::Result<Composed> add_second_letter(const AnswerDesk& desk, const cases::CaseLife& life,
                                         const SecondLetter& order, AnswerPlan& plan) {
    if (desk.must_not_hear(life, order.to)) return Composed::never_to;
    const base::CaseId& text = text_of(life, order);
    auto key = desk.key_of(text);
    if (!key) return key.error();
    // Destroyed by order or after its time: nobody is told anything of it any more.
    if (!key.value()) return Composed::destroyed;
    auto kept = read_copies(desk, text);
    if (!kept) return kept.error();
    const auto* view = kept.value() ? kept.value()->view_for(order.view) : nullptr;
    auto draft = start(desk, life, order, kept.value().value_or(KeptCopies{}));
    if (!draft) return draft.error();
    const LetterOfCase about{life.number, draft->cause, text, *key.value(), life.urgent};
    if (view == nullptr) {
        if (auto told = tell_desk(desk, about, order, plan); !told) return told.error();
        return Composed::nothing_kept;
    }
    auto ref = ref_of(desk, life.id);
    if (!ref) return ref.error();
    draft->sheet.ref = std::move(*ref);
    auto findings = read_findings(desk, about.key, text, *kept.value());
    if (!findings) return findings.error();
    if (auto added =
            add_takedown(desk, life, order, *kept.value(), *findings, draft->sheet, plan);
        !added)
        return added.error();
    auto written = compose(desk, order, *draft, *kept.value(), *view);
    if (!written) return written.error();
    if (const auto leak =
            leak_in_copy(desk.reader, desk.rules.policy, *written, *findings, order.view)) {
        note_leak(life, std::string(letter::name_of(order.kind)), *leak, plan);
        if (auto told = tell_desk(desk, about, order, plan); !told) return told.error();
        return Composed::leak;
    }
    note_vital(life, order, *view, plan);
    plan.letters.push_back({text, about.key,
                            PlannedLetter{.letter = std::move(*written),
                                          .cause = std::move(draft->cause),
                                          .token = draft->sheet.token,
                                          .urgent = life.urgent,
                                          .revision = draft->revision}});
    return Composed::yes;
}

base::Result<void> add_further_mails(const AnswerDesk& desk, const cases::CaseLife& life,
                                     const SecondLetter& order, AnswerPlan& plan) {
    auto mails = ledger::belonging_to(desk.state, life.id);
    if (!mails) return mails.error();
    for (const auto& mail : *mails) {
        if (mail == life.id) continue;
        SecondLetter further = order;
        further.mail = mail;
        if (auto added = add_further_mail(desk, life, further, plan); !added) return added;
    }
    return {};
}

}  // namespace pipeline
