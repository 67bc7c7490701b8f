// RECEIVED: the station has the case, and gets the one number it may call (promises.md 5.3).
//
// Promises: the number goes to the station that has to call her, once while the call stays
// there. After NOT OURS that is the first station until the next one's RECEIVED; then the next
// one gets the number, and the first hears that the call is no longer its.
#include <algorithm>

#include "pipeline/answer_words.h"
#include "pipeline/chain.h"
#include "pipeline/kept_values.h"

namespace pipeline {
namespace {

using cases::NoContact;

base::RecipientId desk_of_triage() { return base::RecipientId("desk.triage"); }

ledger::ContactRelease row_of(const Answering& a, const base::StationId& caller,
                              const std::string& mask, const std::string& withheld) {
    return {a.of_case.id, caller, a.desk.today(), a.actor, mask, withheld};
}

base::Result<void> withhold(const Answering& a, AnswerPlan& plan, const base::StationId& caller,
                            NoContact why) {
    const std::string reason(cases::name_of(why));
    plan.contact = row_of(a, caller, "", reason);
    plan.notes.push_back({base::AuditEvent::contact_withheld,
                          a.actor,
                          a.of_case.id,
                          caller,
                          {{"reason", reason}}});
    auto notice =
        write_desk_note(a.desk, a.about, "contact_withheld", reason, "", desk_of_triage());
    if (!notice) return notice.error();
    plan.letters.push_back(std::move(*notice));
    if (why != NoContact::station_limit) return {};
    plan.alarms.emplace_back("contact_limit_reached");
    return tell_oversight(a.desk, a.about, reason, plan);
}

struct Kept {
    seal::Key key;
    KeptContact contact;
    redaction::Findings findings;
    std::string ref;
};

// What the case's first mail left in the vault; nothing when the key is gone.
base::Result<std::optional<Kept>> read_kept(const Answering& a) {
    auto key = a.desk.key_of(a.of_case.id);
    if (!key) return key.error();
    if (!key.value()) return std::optional<Kept>{};
    Kept kept{*key.value(), {}, {}, ""};
    auto contact = a.desk.secret(kept.key, a.of_case.id, "contact");
    if (!contact) return contact.error();
    if (contact->empty()) return std::optional(std::move(kept));
    auto read = contact_from_json(*contact);
    if (!read) return read.error();
    kept.contact = std::move(*read);
    auto covered = a.desk.secret(kept.key, a.of_case.id, "covered");
    if (!covered) return covered.error();
    auto values = covered_from_json(*covered);
    if (!values) return values.error();
    kept.findings = std::move(values->findings);
    auto ref = a.desk.secret(kept.key, a.of_case.id, "ref");
    if (!ref) return ref.error();
    kept.ref = std::move(*ref);
    return std::optional(std::move(kept));
}

base::Result<void> release(const Answering& a, AnswerPlan& plan, const base::StationId& caller,
                           const Kept& kept) {
    cases::Release made = cases::release_contact(*kept.contact.contact, kept.contact.mask,
                                                 {a.of_case.id, caller, a.actor});
    // Locked under the case's own key: who destroys the case destroys this letter.
    const LetterOfCase about{a.of_case.number, a.about.cause, a.of_case.id, kept.key,
                             a.of_case.urgent};
    const letter::CallFacts call{kept.ref, kept.contact.safe_hours};
    auto written = write_contact(a.desk, about, a.letter.recipient, call, made.value);
    if (!written) return written.error();
    const auto leak = leak_in_release(a.desk.reader, a.desk.rules.policy,
                                      written->planned.letter, made.value, kept.findings);
    if (leak) {
        plan.notes.push_back({base::AuditEvent::leak_stopped,
                              "daemon",
                              a.of_case.id,
                              std::nullopt,
                              {{"kind", "contact"}, {"where", *leak}}});
        return withhold(a, plan, caller, NoContact::held);
    }
    plan.contact = row_of(a, caller, kept.contact.mask, "");
    plan.release = ReleaseLetter{std::move(*written), std::move(made.note), std::nullopt};
    return {};
}

base::Result<void> decide_contact(const Answering& a, AnswerPlan& plan,
                                  const base::StationId& caller) {
    auto decided = ledger::contact_was_decided(a.desk.state, a.of_case.id, caller);
    if (!decided) return decided.error();
    if (*decided) return {};
    auto kept = read_kept(a);
    if (!kept) return kept.error();
    if (!kept.value()) return withhold(a, plan, caller, NoContact::destroyed);
    const auto& contact = kept.value()->contact.contact;
    if (!contact) return withhold(a, plan, caller, contact.error());
    auto today = ledger::contacts_released(a.desk.state, caller, a.desk.today());
    if (!today) return today.error();
    if (*today >= a.desk.rules.policy.reveals().contacts_per_station_and_day)
        return withhold(a, plan, caller, NoContact::station_limit);
    return release(a, plan, caller, *kept.value());
}

// Whoever the clocks call after the station gets a letter of her own about the case, as the
// duty officer does: deputies of its posts and of the station, then the desks of its unit. Head
// and duty officer have one of an urgent case (copies.h), also where no clock calls them.
bool stands_in(const Answering& a) {
    const base::StationId station(a.of_case.station);
    if (station.empty()) return false;
    const auto people = people_for(a.life, a.desk.rules, a.desk.settings, a.desk.today());
    const auto is_one_of = [&a](const std::vector<base::RecipientId>& ids) {
        return std::find(ids.begin(), ids.end(), a.letter.recipient) != ids.end();
    };
    return is_one_of(people.deputies) || is_one_of(people.district) ||
           a.letter.recipient == routing::women_cell_head_of(station) ||
           a.letter.recipient == routing::duty_officer_of(station);
}

// It gave the case away, and no other station has said RECEIVED: the call is still its own.
bool still_calls(const Answering& a) {
    return a.life.call_with == a.letter.recipient.str() && a.life.call_with != a.life.station &&
           !a.life.contacted;
}

base::Result<void> tell_who_called(const Answering& a, AnswerPlan& plan) {
    const base::RecipientId first(a.life.call_with);
    const auto* station = a.desk.rules.book.station(base::StationId(a.life.call_with));
    const bool may_hear = station != nullptr && !station->retired &&
                          settings::recipient_allowed(a.desk.settings, a.desk.mailbox(first),
                                                      settings::Audience::police) &&
                          !a.desk.must_not_hear(a.life, first);
    if (a.life.call_with == a.life.station || !may_hear) return {};
    auto told = write_reply_to(a.desk, a.about, first, {"call_passed", "", 0});
    if (!told) return told.error();
    plan.letters.push_back(std::move(*told));
    return {};
}

}  // namespace

base::Result<bool> has_the_case(const Answering& a, AnswerPlan& plan) {
    if (a.of_case.station == a.letter.recipient.str() || stands_in(a)) return true;
    auto told = reply(a, plan, {"not_yours", "", 0});
    if (!told) return told.error();
    return false;
}

base::Result<void> confirm(const Answering& a, AnswerPlan& plan) {
    // The desk's RECEIVED says that somebody looks at it; the case waits for its decision.
    if (cases::side_of(a.letter.recipient) != cases::Side::station) return {};
    if (still_calls(a)) return decide_contact(a, plan, base::StationId(a.life.call_with));
    auto with_them = has_the_case(a, plan);
    if (!with_them) return with_them.error();
    if (!*with_them) return {};
    const auto after = cases::next_state(a.life.state, cases::CaseEvent::received);
    if (!after) return reply(a, plan, {"not_now", "", 0});
    if (*after == a.life.state) return {};  // said before, or the case has gone further
    plan.changes.emplace_back(
        [deed =
             ledger::Deed{a.of_case.id, base::StationId(a.of_case.station), a.actor,
                          a.letter.id, a.of_case.state, std::string(cases::name_of(*after))}](
            auto& state, const auto& moment) {
            return ledger::confirm_case(state, moment, deed);
        });
    if (auto told = tell_who_called(a, plan); !told) return told;
    return decide_contact(a, plan, base::StationId(a.life.station));
}

base::Result<void> tell_oversight(const AnswerDesk& desk, const LetterOfCase& about,
                                  const std::string& detail, AnswerPlan& plan) {
    for (std::size_t i = 0; i < desk.settings.desk.oversight.size(); ++i) {
        const base::RecipientId to("oversight." + std::to_string(i + 1));
        auto notice = write_desk_note(desk, about, "reveal_limit", detail, "", to);
        if (!notice) return notice.error();
        plan.letters.push_back(std::move(*notice));
    }
    return {};
}

}  // namespace pipeline
