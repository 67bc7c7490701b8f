#include "pipeline/alarms.h"

#include <fmt/format.h>

#include "base/sha256.h"
#include "outbox/message_id.h"
#include "pipeline/alarm_command.h"
#include "pipeline/clock.h"
#include "pipeline/log.h"
#include "pipeline/service_letters.h"
#include "pipeline/spawn.h"
#include "pipeline/workshop.h"
#include "session/waits.h"

namespace pipeline {
namespace {

// Gone for so long, then it is over: a line that comes and goes is one trouble.
constexpr std::chrono::minutes calm{5};
constexpr std::chrono::minutes calm_after_happening{60};
constexpr std::chrono::seconds look_again{30};

std::string_view word_of(Alarms::Change change) {
    return change == Alarms::Change::began ? "began" : "ended";
}

std::string text_about(const Alarms::News& news, base::Instant now, base::Seconds zone) {
    const auto& about = text_of(news.trouble);
    const std::string at = base::local_short(now, zone);
    if (news.change == Alarms::Change::began)
        return fmt::format("{}: {}\n\nWhat to do: {}\n", at, about.what, about.to_do);
    const std::string often =
        news.times > 1 ? fmt::format(" It happened {} times.", news.times) : "";
    return fmt::format("{}: this has ended.{}\n\nIt was: {}\n", at, often, about.what);
}

asio::awaitable<void> run_command(Workshop& shop, Alarms::News news, std::string text) {
    if (shop.settings.alarm_command.empty()) co_return;
    const std::string name(text_of(news.trouble).name);
    const std::string word(word_of(news.change));
    std::function<base::Result<void>()> work = [command = shop.settings.alarm_command, word,
                                                name, text] {
        return run_alarm_command(command, word, name, text);
    };
    auto done = co_await on_thread(shop.helpers, std::move(work));
    if (!done) log_failure("alarm_command_failed", done.error(), {{"kind", name}});
}

// Row and letters stand or fall together, so that a restart neither repeats nor forgets one.
asio::awaitable<base::Result<void>> write_letters(Workshop& shop, Alarms::News news,
                                                  std::string text) {
    const std::string name(text_of(news.trouble).name);
    const auto moment = read_clock();
    const std::string cause = base::sha256_hex(fmt::format(
        "service|alarm|{}|{}|{}", name, word_of(news.change), base::unix_seconds(moment.now)));
    std::vector<ServiceLetter> letters;
    int number = 0;
    for (const auto& address : shop.settings.alarm_mail) {
        ServiceLetter letter;
        letter.kind = letter::LetterKind::alarm;
        letter.recipient = base::RecipientId(fmt::format("alarms.{}", ++number));
        letter.to = address;
        letter.cause = cause;
        letter.subject =
            news.change == Alarms::Change::began ? "ALARM " + name : "over: " + name;
        letter.text = text;
        letter.urgent = true;
        letters.push_back(std::move(letter));
    }
    auto step = service_step(shop, letters);
    if (!step) co_return step.error();
    step->state = [post = std::move(step->state), news,
                   name](store::Transaction& state) -> base::Result<void> {
        auto row = news.change == Alarms::Change::began
                       ? ledger::begin_trouble(state, read_clock(), name)
                       : ledger::end_trouble(state, read_clock(), name, news.times);
        if (!row) return row.error();
        return *row ? post(state) : base::Result<void>{};
    };
    auto done = co_await commit(shop.store, std::move(*step));
    shop.send_wake.wake();
    co_return done;
}

asio::awaitable<void> tell(Workshop& shop, Alarms::News news) {
    const std::string name(text_of(news.trouble).name);
    log_event(news.change == Alarms::Change::began ? Level::error : Level::info, "alarm",
              {{"kind", name}, {"change", std::string(word_of(news.change))}});
    std::string text = text_about(news, read_clock().now, shop.settings.zone_offset);
    auto written = co_await write_letters(shop, news, text);
    if (!written) log_failure("alarm_not_mailed", written.error(), {{"kind", name}});
    spawn(shop.executor, shop, run_command(shop, news, std::move(text)));
}

void resume_all(Workshop& shop) {
    const auto rows = ledger::open_troubles(*shop.state);
    if (!rows) return;
    for (const auto& row : rows.value())
        if (const auto trouble = trouble_named(row.kind))
            shop.alarms.resume(*trouble, row.times, Alarms::Clock::now());
}

}  // namespace

void Alarms::raise(Trouble trouble, Clock::time_point now) {
    const auto [at, fresh] = open_.try_emplace(trouble);
    Open& open = at->second;
    if (!fresh) ++open.times;
    open.ends_at.reset();
    if (text_of(trouble).course == Course::happens)
        open.ends_at = now + session::scaled(calm_after_happening);
    if (!fresh) return;
    news_.push_back({trouble, Change::began, 1});
    wake_.wake();
}

void Alarms::clear(Trouble trouble, Clock::time_point now) {
    const auto found = open_.find(trouble);
    if (found == open_.end() || found->second.ends_at) return;
    found->second.ends_at = now + session::scaled(calm);
}

void Alarms::resume(Trouble trouble, std::int64_t times, Clock::time_point now) {
    Open open{times, std::nullopt};
    if (text_of(trouble).course == Course::happens)
        open.ends_at = now + session::scaled(calm_after_happening);
    open_.emplace(trouble, open);
}

std::optional<Alarms::News> Alarms::next(Clock::time_point now) {
    for (auto at = open_.begin(); at != open_.end();) {
        if (!at->second.ends_at || *at->second.ends_at > now) {
            ++at;
            continue;
        }
        // A trouble that lasts was one, however often it was noticed.
        const bool counted = text_of(at->first).course == Course::happens;
        news_.push_back({at->first, Change::ended, counted ? at->second.times : 1});
        at = open_.erase(at);
    }
    if (news_.empty()) return std::nullopt;
    const News news = news_.front();
    news_.pop_front();
    return news;
}

asio::awaitable<void> tell_operators(Workshop& shop) {
    resume_all(shop);
    for (;;) {
        while (auto news = shop.alarms.next(Alarms::Clock::now())) {
            co_await tell(shop, *news);
        }
        if (shop.stopping || shop.fatal) co_return;
        co_await shop.alarms.wake().wait(session::scaled(look_again));
    }
}

void call_for_help(const settings::Settings& settings, Trouble trouble) {
    if (settings.alarm_command.empty()) return;
    const Alarms::News news{trouble, Alarms::Change::began, 1};
    const auto done =
        run_alarm_command(settings.alarm_command, "began", std::string(text_of(trouble).name),
                          text_about(news, read_clock().now, settings.zone_offset));
    if (!done) log_failure("alarm_command_failed", done.error());
}

}  // namespace pipeline
