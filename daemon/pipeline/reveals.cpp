// REVEAL, APPROVE, REFUSE and the end of time: a covered value on its way to one registered
// mailbox, or not (promises.md 5.3).
#include <algorithm>
#include <set>

#include "base/sha256.h"
#include "cases/reveal.h"
#include "pipeline/answer_words.h"
#include "pipeline/kept_values.h"

namespace pipeline {
namespace {

using cases::Refusal;
using cases::RevealAction;
using cases::RevealEvent;
using ledger::RevealRow;

// What stands behind the masks of a case.
struct Behind {
    seal::Key key;
    KeptValues first;  // of the mail that opened the case
    KeptValues all;    // of its further mails too
    base::Sensitive<std::string> display_name;

    // He can write from her account: name, address and phone for an FIR are those of the first.
    const std::vector<redaction::CoveredValue>& values_for(const std::string& mask) const {
        return mask == cases::fir_mask ? first.covered : all.covered;
    }
};

base::Result<KeptValues> values_of(const AnswerDesk& desk, const base::CaseId& id,
                                   const seal::Key& key) {
    auto covered = desk.secret(key, id, "covered");
    if (!covered) return covered.error();
    if (covered->empty()) return KeptValues{};
    return covered_from_json(*covered);
}

// A mask that stands for two values stands for none.
void add_values(KeptValues& all, KeptValues more) {
    for (auto& value : more.covered) {
        const auto same = [&](const redaction::CoveredValue& known) {
            return known.token == value.token && known.value.reveal() != value.value.reveal();
        };
        if (std::erase_if(all.covered, same) == 0) all.covered.push_back(std::move(value));
    }
    auto& known = all.findings;
    std::move(more.findings.values.begin(), more.findings.values.end(),
              std::back_inserter(known.values));
    std::move(more.findings.seeds.begin(), more.findings.seeds.end(),
              std::back_inserter(known.seeds));
}

base::Result<void> add_further_values(const AnswerDesk& desk, const base::CaseId& id,
                                      KeptValues& all) {
    auto mails = ledger::belonging_to(desk.state, id);
    if (!mails) return mails.error();
    for (const auto& mail : *mails) {
        if (mail == id) continue;
        auto key = desk.key_of(mail);
        if (!key) return key.error();
        if (!key.value()) continue;
        auto more = values_of(desk, mail, *key.value());
        if (!more) return more.error();
        add_values(all, std::move(*more));
    }
    return {};
}

// Nothing when the key of the case is gone.
base::Result<std::optional<Behind>> look_behind(const AnswerDesk& desk,
                                                const base::CaseId& id) {
    auto key = desk.key_of(id);
    if (!key) return key.error();
    if (!key.value()) return std::optional<Behind>{};
    Behind behind{*key.value(), {}, {}, {}};
    auto first = values_of(desk, id, behind.key);
    if (!first) return first.error();
    behind.first = behind.all = std::move(*first);
    if (auto more = add_further_values(desk, id, behind.all); !more) return more.error();
    auto contact = desk.secret(behind.key, id, "contact");
    if (!contact) return contact.error();
    if (!contact->empty()) {
        auto read = contact_from_json(*contact);
        if (!read) return read.error();
        behind.display_name = read->display_name;
    }
    return std::optional(std::move(behind));
}

// Different mailboxes, without the one that asks: who asks does not approve.
std::vector<base::RecipientId> approvers_for(const AnswerDesk& desk,
                                             const std::string& asking) {
    std::vector<base::RecipientId> approvers;
    std::set<std::string> mailboxes{asking, ""};
    for (std::size_t i = 0; i < desk.settings.desk.approvers.size(); ++i) {
        base::RecipientId id("approver." + std::to_string(i + 1));
        if (mailboxes.insert(desk.mailbox(id)).second) approvers.push_back(std::move(id));
    }
    return approvers;
}

struct Asking {
    cases::Request request;
    ledger::RevealCounts counts;
    std::vector<base::RecipientId> approvers;
    std::string what_type;
};

base::Result<bool> was_signed(const AnswerDesk& desk, const base::CaseId& id) {
    for (const auto event :
         {base::AuditEvent::signed_complaint, base::AuditEvent::fir_registered}) {
        auto has = ledger::has_event(desk.state, id, event);
        if (!has) return has.error();
        if (*has) return true;
    }
    return false;
}

base::Result<Asking> gather(const Answering& a, const cases::Command& command) {
    Asking asking;
    auto behind = look_behind(a.desk, a.of_case.id);
    if (!behind) return behind.error();
    if (behind.value()) {
        const std::string mask = command.mask.str();
        asking.what_type = cases::types_behind(mask, behind.value()->values_for(mask),
                                               behind.value()->display_name);
    }
    const base::StationId station(a.of_case.station);
    auto counts = ledger::count_reveals(a.desk.state, a.of_case.id, station, a.desk.today());
    if (!counts) return counts.error();
    asking.counts = *counts;
    auto waiting = ledger::waiting_reveal(a.desk.state, a.of_case.id, command.mask.str());
    if (!waiting) return waiting.error();
    auto was = was_signed(a.desk, a.of_case.id);
    if (!was) return was.error();
    asking.approvers = approvers_for(a.desk, a.desk.mailbox(a.letter.recipient));
    asking.request = {command.mask,
                      behind.value().has_value(),
                      !asking.what_type.empty(),
                      waiting.value().has_value(),
                      *was,
                      a.of_case.child == "victim",
                      static_cast<int>(asking.approvers.size()),
                      asking.counts.of_case,
                      asking.counts.of_day};
    return asking;
}

RevealRow row_for(const Answering& a, const cases::Command& command, const Asking& asking) {
    const auto& limits = a.desk.rules.policy.reveals();
    RevealRow row;
    row.case_id = a.of_case.id;
    row.cause = a.about.cause;
    row.mask = command.mask.str();
    row.what_type = asking.what_type.empty()
                        ? std::string(redaction::name_of(command.mask.type))
                        : asking.what_type;
    row.reason = cases::name_of(command.reason);
    row.actor = a.actor;
    row.station = base::StationId(a.of_case.station);
    row.asked_at = a.desk.now;
    row.local_day = a.desk.today();
    row.needed = cases::needed_approvals(asking.request.child_victim);
    row.state = cases::name_of(row.needed > 1 ? cases::RevealState::awaiting_two
                                              : cases::RevealState::awaiting_one);
    row.expires_at = a.desk.now + std::chrono::hours(limits.approval_hours);
    return row;
}

int figure_of(Refusal refusal, const cases::RevealLimits& limits) {
    if (refusal == Refusal::case_limit) return limits.per_case;
    return refusal == Refusal::station_limit ? limits.per_station_and_day : 0;
}

base::Result<void> refuse(const Answering& a, AnswerPlan& plan, RevealRow row,
                          const ledger::RevealCounts& counts, Refusal why) {
    const std::string word(cases::name_of(why));
    const auto& limits = a.desk.rules.policy.reveals();
    const std::string mask = row.mask;
    if (cases::is_recorded(why)) plan.asked = Asked{std::move(row), counts, word};
    auto told = reply(a, plan, {word, mask, figure_of(why, limits)});
    const bool is_limit = why == Refusal::case_limit || why == Refusal::station_limit;
    if (!told || !is_limit) return told;
    plan.alarms.emplace_back("reveal_limit_reached");
    return tell_oversight(a.desk, a.about, word, plan);
}

// --- votes

struct Voting {
    RevealRow reveal;
    std::vector<ledger::Vote> votes;
    bool is_own = false;
    bool voted_before = false;
};

RevealEvent event_of(const Voting& voting, cases::Word word) {
    const bool approves = word == cases::Word::approve;
    if (voting.is_own) return approves ? RevealEvent::approve_own : RevealEvent::refuse_own;
    if (voting.voted_before)
        return approves ? RevealEvent::approve_again : RevealEvent::refuse_again;
    return approves ? RevealEvent::approve : RevealEvent::refuse;
}

// An approver is a mailbox: the same one under two ids has one vote.
base::Result<Voting> gather_votes(const Answering& a, RevealRow reveal) {
    auto votes = ledger::votes_of(a.desk.state, reveal.id);
    if (!votes) return votes.error();
    const std::string mine = a.desk.mailbox(a.letter.recipient);
    const std::string asked = a.desk.mailbox(base::RecipientId(reveal.station.str()));
    const bool before =
        std::any_of(votes->begin(), votes->end(), [&](const ledger::Vote& vote) {
            const base::RecipientId approver(vote.approver);
            return approver == a.letter.recipient || a.desk.mailbox(approver) == mine;
        });
    return Voting{std::move(reveal), std::move(*votes), mine == asked, before};
}

cases::ApprovedReveal approved(const Answering& a, const Voting& voting) {
    const RevealRow& reveal = voting.reveal;
    cases::ApprovedReveal out{reveal.id,
                              reveal.mask,
                              reveal.reason,
                              reveal.needed,
                              a.desk.mailbox(base::RecipientId(reveal.station.str())),
                              {}};
    for (const auto& vote : voting.votes) {
        if (vote.vote == "approve")
            out.approvals.push_back(
                {vote.approver, a.desk.mailbox(base::RecipientId(vote.approver))});
    }
    out.approvals.push_back({a.letter.recipient.str(), a.desk.mailbox(a.letter.recipient)});
    return out;
}

int approvals_in(const Voting& voting) {
    return static_cast<int>(
        std::count_if(voting.votes.begin(), voting.votes.end(),
                      [](const ledger::Vote& vote) { return vote.vote == "approve"; }));
}

base::Result<void> tell_station(const AnswerDesk& desk, const LetterOfCase& about,
                                AnswerPlan& plan, const RevealRow& reveal,
                                const std::string& event) {
    auto written = write_reply_to(desk, about, base::RecipientId(reveal.station.str()),
                                  {event, reveal.mask, 0});
    if (!written) return written.error();
    plan.letters.push_back(std::move(*written));
    return {};
}

// Ended by a rule of ours: the vote is not counted, the request is over.
base::Result<void> end_by_rule(const Answering& a, AnswerPlan& plan, const RevealRow& reveal,
                               RevealEvent event) {
    const auto step = cases::next_step(*cases::reveal_state(reveal.state), event);
    base::ensure(step.after == cases::RevealState::refused);
    const std::string why = step.action == RevealAction::tell_held ? "held" : "destroyed";
    plan.refused = Refused{reveal, why};
    if (auto told = tell_station(a.desk, a.about, plan, reveal, why); !told) return told;
    if (step.action != RevealAction::tell_held) return {};
    auto notice = write_desk_note(a.desk, a.about, "value_not_taken", "leak", "",
                                  base::RecipientId("desk.triage"));
    if (!notice) return notice.error();
    plan.letters.push_back(std::move(*notice));
    return {};
}

base::Result<void> send_value(const Answering& a, AnswerPlan& plan, const Voting& voting) {
    const RevealRow& reveal = voting.reveal;
    auto behind = look_behind(a.desk, reveal.case_id);
    if (!behind) return behind.error();
    if (!behind.value()) return end_by_rule(a, plan, reveal, RevealEvent::destroyed);
    auto made = cases::release_reveal(
        approved(a, voting), behind.value()->values_for(reveal.mask),
        behind.value()->display_name, {reveal.case_id, reveal.station, reveal.actor});
    // The list of approvers changed since: what was counted then does not carry a value now.
    if (!made) return reply(a, plan, {"voted", reveal.mask, 0});
    const LetterOfCase about{a.of_case.number, a.about.cause, reveal.case_id,
                             behind.value()->key, a.of_case.urgent};
    auto written = write_reveal(a.desk, about, reveal, made->value);
    if (!written) return written.error();
    const auto leak =
        leak_in_release(a.desk.reader, a.desk.rules.policy, written->planned.letter,
                        made->value, behind.value()->all.findings);
    if (leak) {
        plan.notes.push_back({base::AuditEvent::leak_stopped,
                              "daemon",
                              reveal.case_id,
                              std::nullopt,
                              {{"kind", "reveal"}, {"where", *leak}}});
        return end_by_rule(a, plan, reveal, RevealEvent::held);
    }
    plan.voted =
        Voted{reveal, {a.letter.recipient.str(), "approve", "sent", approvals_in(voting) + 1}};
    plan.release = ReleaseLetter{std::move(*written), std::move(made->note), reveal};
    return {};
}

base::Result<void> do_step(const Answering& a, AnswerPlan& plan, const Voting& voting,
                           const cases::RevealStep& step) {
    const RevealRow& reveal = voting.reveal;
    const auto count = [&](const char* vote) {
        plan.voted = Voted{reveal,
                           {a.letter.recipient.str(), vote,
                            std::string(cases::name_of(step.after)), approvals_in(voting) + 1}};
    };
    switch (step.action) {
        case RevealAction::count_vote:
            count("approve");
            return {};
        case RevealAction::send_value:
            return send_value(a, plan, voting);
        case RevealAction::tell_refused:
            count("refuse");
            return tell_station(a.desk, a.about, plan, reveal, "refused");
        case RevealAction::say_voted:
            return reply(a, plan, {"voted", reveal.mask, 0});
        case RevealAction::say_own:
            return reply(a, plan, {"own", reveal.mask, 0});
        case RevealAction::say_over:
            return reply(a, plan, {"over", reveal.mask, 0});
        case RevealAction::none:
        case RevealAction::tell_expired:
        case RevealAction::tell_destroyed:
        case RevealAction::tell_held:
            return {};  // not of a vote
    }
    base::ensure(false);
    return {};
}

}  // namespace

base::Result<void> ask_reveal(const Answering& a, AnswerPlan& plan,
                              const cases::Command& command) {
    auto with_them = has_the_case(a, plan);
    if (!with_them) return with_them.error();
    if (!*with_them) return {};
    auto asking = gather(a, command);
    if (!asking) return asking.error();
    RevealRow row = row_for(a, command, *asking);
    const ledger::RevealCounts with_this{asking->counts.of_case + 1, asking->counts.of_day + 1};
    const auto verdict = cases::judge(asking->request, a.desk.rules.policy.reveals());
    if (!verdict) return refuse(a, plan, std::move(row), with_this, verdict.error());
    for (const auto& approver : asking->approvers) {
        auto letter = write_approval(a.desk, a.about, approver, row, with_this);
        if (!letter) return letter.error();
        plan.letters.push_back(std::move(*letter));
    }
    const std::string mask = row.mask;
    plan.asked = Asked{std::move(row), with_this, ""};
    return reply(a, plan, {"asked", mask, *verdict});
}

base::Result<void> vote(const Answering& a, AnswerPlan& plan, cases::Word word) {
    auto reveal = ledger::reveal_of_letter(a.desk.state, a.letter.id);
    if (!reveal) return reveal.error();
    if (!reveal.value()) return decide_spam(a, plan, word);
    if (a.desk.now >= reveal.value()->expires_at &&
        reveal.value()->state.starts_with("awaiting")) {
        if (auto done = expire(a.desk, plan, *reveal.value()); !done) return done;
        return reply(a, plan, {"over", reveal.value()->mask, 0});
    }
    auto voting = gather_votes(a, std::move(*reveal.value()));
    if (!voting) return voting.error();
    const auto state = cases::reveal_state(voting->reveal.state);
    if (!state)
        return base::Failure{base::FailureKind::defect, "a request in a state without a name",
                             ""};
    return do_step(a, plan, *voting, cases::next_step(*state, event_of(*voting, word)));
}

base::Result<void> expire(const AnswerDesk& desk, AnswerPlan& plan, const RevealRow& reveal) {
    plan.expired = reveal;
    auto of_case = ledger::find_case(desk.state, reveal.case_id);
    if (!of_case) return of_case.error();
    auto key = desk.key_of(reveal.case_id);
    if (!key) return key.error();
    // With the key gone there is nothing to lock a letter with, and nothing more to tell.
    if (!of_case.value() || !key.value()) return {};
    const LetterOfCase about{
        of_case.value()->number,
        base::sha256_hex("reveal|" + std::to_string(reveal.id) + "|" +
                         std::to_string(base::unix_seconds(reveal.expires_at))),
        reveal.case_id, *key.value(), of_case.value()->urgent};
    return tell_station(desk, about, plan, reveal, "expired");
}

}  // namespace pipeline
