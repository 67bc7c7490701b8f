#include "pipeline/officer_answers.h"

#include <algorithm>

#include "base/text.h"
#include "pipeline/answer_words.h"
#include "pipeline/clock.h"
#include "pipeline/durable.h"
#include "pipeline/log.h"

namespace pipeline {
namespace {

using cases::Effect;

// Two machines that answer each other are stopped here; the desk sees the rest.
constexpr std::int64_t most_helpful_replies = 10;
constexpr base::Seconds a_day = std::chrono::hours(24);
constexpr base::Seconds longest_wait_for_second = 7 * a_day;

std::string said(const message::ParsedMail& mail) {
    if (mail.text) return *mail.text;
    return mail.html_text.value_or("");
}

ledger::AnswerRow row_of(const Answering& a, std::string word) {
    const auto& mail = a.answered.journey.mail;
    const auto* date = mail.first("date");
    return {a.letter.id,
            ledger::answer_content(a.desk.keys, mail.message_id.value_or(""),
                                   date != nullptr ? date->text : "", said(mail)),
            a.answered.mail.case_id, std::move(word)};
}

base::Result<void> show_desk(const Answering& a, AnswerPlan& plan, const std::string& event,
                             const std::string& detail) {
    const auto& word = a.answered.journey.facts.answer_word;
    auto notice = write_desk_note(a.desk, a.about, event, detail, word.value_or(""),
                                  base::RecipientId("desk.triage"));
    if (!notice) return notice.error();
    plan.letters.push_back(std::move(*notice));
    return {};
}

// Not understood, or not to be understood from this side.
base::Result<void> explain_mistake(const Answering& a, AnswerPlan& plan,
                                   cases::Mistake mistake) {
    const auto asked =
        ledger::count_not_understood(a.desk.state, a.letter.recipient, a.desk.now - a_day);
    if (!asked) return asked.error();
    if (*asked >= most_helpful_replies)
        return show_desk(a, plan, "officer_answer", a.letter.recipient.str());
    return reply(a, plan, {std::string(cases::name_of(mistake)), "", 0});
}

base::Result<void> do_effect(const Answering& a, AnswerPlan& plan,
                             const cases::Command& command) {
    switch (cases::row_of(command.word).effect) {
        case Effect::confirm:
            return confirm(a, plan);
        case Effect::tell_call:
            return tell_call(a, plan, command.word);
        case Effect::set_mail:
            return set_mail(a, plan, command.word);
        case Effect::tell_signed:
            return tell_signed(a, plan);
        case Effect::tell_identified:
            return tell_identified(a, plan);
        case Effect::tell_wish:
            return tell_wish(a, plan, command.word);
        case Effect::tell_fir:
            return tell_fir(a, plan);
        case Effect::close:
            return close(a, plan, command);
        case Effect::keep_note:
            return {};
        case Effect::tell_done:
            return tell_done(a, plan);
        case Effect::ask_reveal:
            return ask_reveal(a, plan, command);
        case Effect::ask_her:
            return ask_her(a, plan);
        case Effect::vote:
            if (cases::side_of(a.letter.recipient) == cases::Side::desk)
                return a.life.asked_outcome == "spam" ? decide_spam(a, plan, command.word)
                                                      : decide_closing(a, plan, command.word);
            return vote(a, plan, command.word);
        case Effect::pass_on:
            return not_ours(a, plan, command);
        case Effect::ask_cell:
            return assist(a, plan, command);
        case Effect::route:
            return route(a, plan, command);
        case Effect::hold:
            return hold(a, plan, command);
        case Effect::call_spam:
            return call_spam(a, plan);
        case Effect::join:
            return same_as(a, plan, command);
    }
    base::ensure(false);
    return {};
}

// The monthly drill is a letter of no case: RECEIVED is counted, anything else is shown.
bool is_drill(const KnownLetter& letter) {
    return letter.kind == "drill" && letter.case_id.empty();
}

base::Result<void> note_drill(const Answering& a, AnswerPlan& plan, const std::string& word) {
    if (word != cases::row_of(cases::Word::received).name)
        return show_desk(a, plan, "officer_answer", a.letter.recipient.str());
    plan.notes.push_back({base::AuditEvent::drill_answered,
                          a.actor,
                          std::nullopt,
                          base::StationId(a.letter.recipient.str()),
                          {{"letter", a.letter.id}}});
    return {};
}

// A cell helps, and decides nothing: what it says reaches the station through the desk.
base::Result<void> hear_cell(const Answering& a, AnswerPlan& plan) {
    const auto& word = a.answered.journey.facts.answer_word;
    plan.answer = row_of(a, word ? word->substr(0, word->find(' ')) : "");
    if (word == cases::row_of(cases::Word::received).name) return {};
    return show_desk(a, plan, "officer_answer", a.letter.recipient.str());
}

// What an officer writes to us shall reach nobody beside us: she must not stand in Cc (F13).
bool went_elsewhere(const message::ParsedMail& mail, const settings::IdentitySettings& ours) {
    const auto is_other = [&ours](const message::Mailbox& to) {
        const std::string address = base::lower_ascii(to.address.value_or(""));
        const auto is = [&address](const std::string& own) {
            const auto at = own.find('@');
            return address == own || (address.starts_with(own.substr(0, at) + "+") &&
                                      address.ends_with(own.substr(at)));
        };
        return !address.empty() && !is(base::lower_ascii(ours.address)) &&
               !is(base::lower_ascii(ours.notices_address));
    };
    return std::any_of(mail.to.begin(), mail.to.end(), is_other) ||
           std::any_of(mail.cc.begin(), mail.cc.end(), is_other);
}

bool has_files(const message::ParsedMail& mail) {
    return std::any_of(mail.parts.begin(), mail.parts.end(), [](const message::Leaf& leaf) {
        const bool is_text = leaf.type.starts_with("text/") && leaf.enclosing_mail == 0 &&
                             leaf.disposition == message::Disposition::inline_part;
        return leaf.size > 0 && !is_text;
    });
}

template <class Is>
bool has_letter(const AnswerPlan& plan, const Is& is) {
    return std::any_of(plan.letters.begin(), plan.letters.end(),
                       [&is](const PlanLetter& one) { return is(one.planned.letter); });
}

// What an understood answer did not do, or did too much: in the one reply that it gets.
base::Result<void> warn(const Answering& a, AnswerPlan& plan) {
    const auto& mail = a.answered.journey.mail;
    const auto to_sender = [&a](const letter::Letter& letter) {
        return letter.recipient == a.letter.recipient;
    };
    const auto to_her = [](const letter::Letter& letter) {
        return letter.kind == letter::LetterKind::relay;
    };
    if (has_letter(plan, to_sender)) return {};
    const bool copies = went_elsewhere(mail, a.desk.settings.identity);
    const bool files = has_letter(plan, to_her) && has_files(mail);
    if (copies) return reply(a, plan, {files ? "copies_and_files" : "copies", "", 0});
    return files ? reply(a, plan, {"files", "", 0}) : base::Result<void>{};
}

base::Result<void> judge(const Answering& a, AnswerPlan& plan) {
    const auto& journey = a.answered.journey;
    if (!journey.answer.sender_matches)
        return show_desk(a, plan, "unverified", a.letter.recipient.str());
    // He may serve there, as she wrote later: nothing that comes from it has an effect.
    if (!a.letter.case_id.empty() && a.desk.must_not_hear(a.life, a.letter.recipient))
        return show_desk(a, plan, "officer_answer", a.letter.recipient.str());
    // A person's program marks nothing as automatic: no reply, a person looks at it.
    if (journey.facts.automatic)
        return show_desk(a, plan, "officer_answer", a.letter.recipient.str());
    if (a.letter.kind == letter::name_of(letter::LetterKind::assist)) return hear_cell(a, plan);
    auto command =
        cases::read_command(journey.facts.answer_word, cases::side_of(a.letter.recipient));
    const std::string word =
        command ? std::string(cases::row_of(command->word).name) : std::string();
    plan.answer = row_of(a, word);
    auto known = ledger::was_answered(a.desk.state, a.letter.id, plan.answer->content);
    if (!known) return known.error();
    if (*known) return {};  // a replay: on record, and nothing follows
    if (is_drill(a.letter)) return note_drill(a, plan, word);
    // A list of several cases: no word of its reader can mean one of them.
    if (a.letter.case_id.empty())
        return show_desk(a, plan, "officer_answer", a.letter.recipient.str());
    if (a.letter.expired) return reply(a, plan, {"token_expired", "", 0});
    if (!command) return explain_mistake(a, plan, command.error());
    if (auto done = do_effect(a, plan, *command); !done) return done.error();
    return warn(a, plan);
}

base::Result<AnswerPlan> plan_for(const AnswerDesk& desk, const Answered& answered) {
    const KnownLetter& letter = *answered.journey.answer.letter;
    auto of_case = ledger::find_case(desk.state, letter.case_id);
    if (!of_case) return of_case.error();
    if (!of_case.value() && !letter.case_id.empty())
        return base::Failure{base::FailureKind::defect, "a letter of a case that is not there",
                             ""};
    auto life = ledger::find_life(desk.state, letter.case_id);
    if (!life) return life.error();
    base::ensure(life.value().has_value() || letter.case_id.empty());
    const auto row = of_case.value().value_or(ledger::CaseRow{});
    const Answering a{
        desk,
        answered,
        letter,
        row,
        {letter.number, answered.stamp.cause, answered.mail.case_id, answered.key, row.urgent},
        actor_of(letter.recipient),
        life.value().value_or(cases::CaseLife{})};
    AnswerPlan plan;
    if (auto judged = judge(a, plan); !judged) return judged.error();
    return plan;
}

base::Result<AnswerPlan> plan_untaken(const AnswerDesk& desk,
                                      const outbox::QueuedLetter& letter) {
    AnswerPlan plan;
    auto of_case = ledger::find_case(desk.state, letter.case_id);
    if (!of_case) return of_case.error();
    auto key = desk.key_of(letter.case_id);
    if (!key) return key.error();
    if (!of_case.value() || !key.value()) return plan;  // shredded meanwhile: nothing to tell
    const LetterOfCase about{of_case.value()->number, outbox::cause_of_untaken(letter),
                             letter.case_id, *key.value(), of_case.value()->urgent};
    auto notice = write_desk_note(desk, about, "value_not_taken", letter.recipient.str(), "",
                                  base::RecipientId("desk.triage"));
    if (!notice) return notice.error();
    plan.letters.push_back(std::move(*notice));
    return plan;
}

// One answer at a time: what is counted and compared stays true until it is written.
class Turn {
  public:
    explicit Turn(Workshop& shop) : shop_(shop) {}
    ~Turn() {
        if (taken_) shop_.answer_being_acted_on = false;
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    asio::awaitable<void> take() {
        asio::steady_timer timer(co_await asio::this_coro::executor);
        while (shop_.answer_being_acted_on) {
            timer.expires_after(std::chrono::milliseconds(20));
            co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
        }
        shop_.answer_being_acted_on = true;
        taken_ = true;
    }

  private:
    Workshop& shop_;
    bool taken_ = false;
};

// Read before the plan is moved into its step; written once the step is done.
struct ForLog {
    std::vector<std::string> alarms;
    bool released = false;
};

void log_done(Workshop& shop, const ForLog& what) {
    for (const auto& alarm : what.alarms) log_event(Level::error, alarm, {});
    if (what.released) log_event(Level::info, "value_released", {});
    shop.send_wake.wake();
}

}  // namespace

base::Result<void> reply(const Answering& a, AnswerPlan& plan, const Reply& text) {
    auto written = write_reply_to(a.desk, a.about, a.letter.recipient, text);
    if (!written) return written.error();
    plan.letters.push_back(std::move(*written));
    return {};
}

asio::awaitable<base::Result<void>> act_on_answer(Workshop& shop, protocol::Walk& walk,
                                                  Answered answered) {
    Turn turn(shop);
    co_await turn.take();
    const auto rules = shop.rules;
    std::function<base::Result<AnswerPlan>()> work = [&shop, rules, &answered] {
        return at_the_desk(shop, *rules, [&answered](const AnswerDesk& desk) {
            return plan_for(desk, answered);
        });
    };
    auto plan = co_await on_thread(shop.thinkers, std::move(work));
    if (!plan) co_return plan.error();
    store::Step before =
        freeze_journey(shop, answered.mail, answered.key, answered.stamp, answered.journey);
    const ForLog what{plan->alarms, plan->release.has_value()};
    store::Step step = step_of(std::move(*plan), std::move(before), read_clock().now);
    auto done = co_await commit_step(shop.store, walk, protocol::Step::t2, std::move(step));
    if (done) log_done(shop, what);
    co_return done;
}

asio::awaitable<base::Result<void>> work_at_desk(Workshop& shop, DeskWork work,
                                                 std::string_view point) {
    if (!shop.rules)
        co_return base::Failure{base::FailureKind::temporary, "no rules are loaded",
                                "aparajita check names what is wrong with them"};
    Turn turn(shop);
    co_await turn.take();
    const auto rules = shop.rules;
    std::function<base::Result<AnswerPlan>()> thinking = [&shop, rules, &work] {
        return at_the_desk(shop, *rules, work);
    };
    auto plan = co_await on_thread(shop.thinkers, std::move(thinking));
    if (!plan) co_return plan.error();
    store::Step step = step_of(std::move(*plan), {}, read_clock().now);
    auto done = co_await commit_named(shop.store, point, std::move(step));
    if (done) shop.send_wake.wake();
    co_return done;
}

asio::awaitable<base::Result<void>> expire_reveals(Workshop& shop) {
    if (!shop.rules) co_return base::Result<void>{};
    auto overdue = ledger::overdue_reveals(*shop.state, read_clock().now);
    if (!overdue) co_return overdue.error();
    for (const auto& reveal : *overdue) {
        auto done = co_await work_at_desk(
            shop, [&reveal](const AnswerDesk& desk) -> base::Result<AnswerPlan> {
                AnswerPlan plan;
                auto now = ledger::find_reveal(desk.state, reveal.id);
                if (!now) return now.error();
                // Decided while we waited for our turn.
                if (!now.value() || now.value()->state != reveal.state) return plan;
                if (auto ended = expire(desk, plan, reveal); !ended) return ended.error();
                return plan;
            });
        if (!done) co_return done;
    }
    co_return base::Result<void>{};
}

asio::awaitable<base::Result<void>> expire_spam(Workshop& shop) {
    if (!shop.rules) co_return base::Result<void>{};
    auto overdue =
        ledger::unconfirmed_spam(*shop.state, read_clock().now - longest_wait_for_second);
    if (!overdue) co_return overdue.error();
    for (const auto& life : *overdue) {
        auto done = co_await work_at_desk(
            shop, [&life](const AnswerDesk& desk) -> base::Result<AnswerPlan> {
                AnswerPlan plan;
                auto now = ledger::find_life(desk.state, life.id);
                if (!now) return now.error();
                // Decided while we waited for our turn.
                if (!now.value() || now.value()->asked_outcome != "spam") return plan;
                if (auto given = give_back_spam(desk, plan, *now.value()); !given)
                    return given.error();
                return plan;
            });
        if (!done) co_return done;
    }
    co_return base::Result<void>{};
}

asio::awaitable<base::Result<void>> tell_values_not_taken(Workshop& shop) {
    if (!shop.rules) co_return base::Result<void>{};
    auto untaken = outbox::values_not_taken(*shop.state);
    if (!untaken) co_return untaken.error();
    for (const auto& letter : *untaken) {
        const auto rules = shop.rules;
        std::function<base::Result<AnswerPlan>()> work = [&shop, rules, &letter] {
            return at_the_desk(shop, *rules, [&letter](const AnswerDesk& desk) {
                return plan_untaken(desk, letter);
            });
        };
        auto plan = co_await on_thread(shop.thinkers, std::move(work));
        if (!plan) co_return plan.error();
        store::Step step = step_of(std::move(*plan), {}, read_clock().now);
        auto done = co_await commit(shop.store, std::move(step));
        if (!done) co_return done;
        log_event(Level::error, "value_not_taken", {{"letter", letter.id}});
        shop.send_wake.wake();
    }
    co_return base::Result<void>{};
}

}  // namespace pipeline
