#include "pipeline/case_clocks.h"

#include <fmt/format.h>

#include "base/text.h"
#include "pipeline/answer_desk.h"
#include "pipeline/bulk_list.h"
#include "pipeline/calendar_letters.h"
#include "pipeline/chain.h"
#include "pipeline/clock.h"
#include "pipeline/log.h"
#include "pipeline/second_letter.h"
#include "session/waits.h"

namespace pipeline {
namespace {

using Clock = std::chrono::steady_clock;
using clocks::Step;

constexpr std::chrono::minutes between_looks{1};
constexpr std::size_t most_letters = 100;  // in one step
constexpr int rest_factor = 10;            // a look may take a tenth of the time

struct Look {
    AnswerPlan plan;
    std::map<std::string, std::int64_t> marks;  // of meta, for the letters of the calendar
    std::int64_t reminded = 0;
    bool is_whole = true;  // else there was more than one step may hold
};

std::string cause_of(const cases::CaseLife& life, const Step& step) {
    return fmt::format("{}|{}|{}", base::to_hex(life.id.str()), clocks::name_of(step.clock),
                       base::unix_seconds(step.at));
}

base::AuditNote note_of(const cases::CaseLife& life, const Step& step) {
    base::AuditNote note{base::AuditEvent::reminded,
                         "daemon",
                         life.id,
                         std::nullopt,
                         {{"clock", std::string(clocks::name_of(step.clock))},
                          {"due", base::unix_seconds(step.due)},
                          {"to", step.to.id.str()},
                          {"call", step.call == clocks::Call::late ? "late" : "before"}}};
    if (!life.station.empty()) note.station = base::StationId(life.station);
    return note;
}

// A number alone is nothing to act on: who stands in for a silent station gets the letter that
// the station got, with the phone of who is asked next.
base::Result<Composed> add_station_letter(const AnswerDesk& desk, const cases::CaseLife& life,
                                          const Step& step, AnswerPlan& plan) {
    SecondLetter order;
    order.to = step.to.id;
    order.why_you = "stands_in";
    order.cause = cause_of(life, step);
    order.by = CalledBy::clock;
    if (!step.next.empty()) {
        const auto next = name_of_contact(step.next, desk.rules, desk.today());
        order.next_contact = next.phone.empty() ? next.name : next.name + ", " + next.phone;
    }
    return add_second_letter(desk, life, order, plan);
}

base::Result<void> add_reminder(const AnswerDesk& desk, const cases::CaseLife& life,
                                const Step& step, AnswerPlan& plan) {
    auto key = desk.key_of(life.id);
    if (!key) return key.error();
    if (!key.value()) return {};  // destroyed by order: nobody may hear of it any more
    const LetterOfCase about{life.number, cause_of(life, step), life.id, *key.value(),
                             life.urgent};
    const base::StationId station(step.to.role == clocks::Role::station ? step.to.id.str()
                                                                        : life.station);
    auto letter = write_reminder_to(desk, about, station, step);
    if (!letter) return letter.error();
    plan.letters.push_back(std::move(*letter));
    return {};
}

base::Result<void> add_letter(const AnswerDesk& desk, const cases::CaseLife& life,
                              const Step& step, Look& look) {
    auto written = ledger::has_letter(desk.state, cause_of(life, step), step.to.id);
    if (!written) return written.error();
    if (*written) return {};
    if (look.plan.letters.size() >= most_letters) {
        look.is_whole = false;
        return {};
    }
    const std::size_t before = look.plan.letters.size();
    auto composed = base::Result<Composed>(Composed::nothing_kept);
    if (step.clock == clocks::Clock::receipt && step.to.role == clocks::Role::deputy)
        composed = add_station_letter(desk, life, step, look.plan);
    if (!composed) return composed.error();
    if (*composed != Composed::yes) {
        if (auto done = add_reminder(desk, life, step, look.plan); !done) return done;
    }
    if (look.plan.letters.size() == before) return {};
    look.plan.notes.push_back(note_of(life, step));
    ++look.reminded;
    return {};
}

void add_due(const cases::CaseLife& life, const clocks::Policy& policy,
             const clocks::CaseTimes& times, AnswerPlan& plan) {
    ledger::DueRow row{life.id, std::nullopt, ""};
    if (const auto next = clocks::next_end(policy, times)) {
        row.due = next->due;
        row.clock = clocks::name_of(next->clock);
    }
    if (row.due != life.due || row.clock != life.due_clock) plan.dues.push_back(std::move(row));
}

base::Result<Look> look_at(const AnswerDesk& desk, LettersToo letters) {
    Look look;
    auto lives = ledger::open_lives(desk.state);
    if (!lives) return lives.error();
    const auto policy = clocks::shortened(desk.rules.clocks, session::time_scale());
    for (const cases::CaseLife& life : *lives) {
        const auto times = clocks::times_of(life);
        add_due(life, policy, times, look.plan);
        if (letters == LettersToo::no) continue;
        const auto people = people_for(life, desk.rules, desk.settings, desk.today());
        for (const Step& step :
             clocks::steps_until(policy, times, people, desk.settings.zone_offset, desk.now)) {
            if (auto added = add_letter(desk, life, step, look); !added) return added.error();
        }
    }
    if (letters == LettersToo::no) return look;
    auto calendar = plan_calendar_letters(desk, policy, *lives);
    if (!calendar) return calendar.error();
    std::move(calendar->letters.begin(), calendar->letters.end(),
              std::back_inserter(look.plan.letters));
    look.marks = std::move(calendar->marks);
    return look;
}

// The letters of the calendar and the note that they went: both, or neither.
store::Step step_for(Look look) {
    store::Step step = step_of(std::move(look.plan), {}, read_clock().now);
    if (look.marks.empty()) return step;
    step.state = [letters = std::move(step.state), marks = std::move(look.marks)](
                     store::Transaction& state) -> base::Result<void> {
        auto done = letters(state);
        for (const auto& [name, seconds] : marks)
            if (done) done = ledger::put_note(state, name, seconds);
        return done;
    };
    return step;
}

// As long as the last look took, times ten, in short turns, so that a stop is not held up.
asio::awaitable<void> rest(Workshop& shop, Clock::duration took) {
    constexpr std::chrono::milliseconds turn{50};
    const auto until = Clock::now() + took * rest_factor;
    asio::steady_timer timer(co_await asio::this_coro::executor);
    while (Clock::now() < until && !shop.stopping && !shop.fatal) {
        timer.expires_after(turn);
        co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
    }
}

}  // namespace

asio::awaitable<base::Result<void>> look_at_clocks(Workshop& shop, LettersToo letters) {
    if (letters == LettersToo::yes) {
        auto listed = co_await list_bulk_mail(shop);
        if (!listed) co_return listed;
    }
    for (;;) {
        const auto rules = shop.rules;
        if (!rules) co_return base::Result<void>{};  // hold mode: the desk hears of each case
        std::function<base::Result<Look>()> work = [&shop, rules, letters] {
            return at_the_desk(shop, *rules, [letters](const AnswerDesk& desk) {
                return look_at(desk, letters);
            });
        };
        auto look = co_await on_thread(shop.helpers, std::move(work));
        if (!look) co_return look.error();
        if (look->plan.dues.empty() && look->plan.letters.empty() && look->marks.empty())
            co_return base::Result<void>{};
        const bool is_whole = look->is_whole;
        const std::int64_t reminded = look->reminded;
        const std::int64_t listed =
            static_cast<std::int64_t>(look->plan.letters.size()) - reminded;
        store::Step step = step_for(std::move(*look));
        auto done = co_await commit(shop.store, std::move(step));
        if (!done) co_return done;
        if (reminded > 0) log_event(Level::info, "reminded", {{"letters", reminded}});
        if (listed > 0) log_event(Level::info, "calendar_letters", {{"letters", listed}});
        shop.send_wake.wake();
        if (is_whole) co_return base::Result<void>{};
    }
}

asio::awaitable<void> keep_clocks(Workshop& shop) {
    while (!shop.stopping && !shop.fatal) {
        const auto began = Clock::now();
        auto looked = co_await look_at_clocks(shop, LettersToo::yes);
        if (!looked) {
            log_failure("clocks_not_kept", looked.error());
            if (must_end(shop, looked.error())) co_return;
        }
        co_await rest(shop, Clock::now() - began);
        co_await shop.clock_wake.wait(session::scaled(between_looks));
    }
    if (shop.fatal) co_return;
    auto last = co_await look_at_clocks(shop, LettersToo::no);
    if (!last) log_failure("clocks_not_kept", last.error());
}

}  // namespace pipeline
