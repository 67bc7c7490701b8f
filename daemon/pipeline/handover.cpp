#include "pipeline/handover.h"

#include "ledger/posts.h"
#include "pipeline/clock.h"
#include "pipeline/copies.h"
#include "pipeline/officer_answers.h"
#include "pipeline/write_letters.h"

namespace pipeline {
namespace {

using ledger::FilledPosts;

FilledPosts filled_today(const AnswerDesk& desk) {
    FilledPosts filled;
    for (const auto& station : desk.rules.book.stations()) {
        for (const auto& post :
             desk.rules.book.officers().active_posts(station.id, desk.today()))
            filled[station.id].insert(post.post);
    }
    return filled;
}

letter::OpenCase open_case(const AnswerDesk& desk, const cases::CaseLife& life) {
    const auto days = (desk.now - life.received) / std::chrono::hours(24);
    return {life.number.str(), std::string(cases::name_of(life.state)), life.mail_safety,
            life.contacted.has_value(), static_cast<int>(days)};
}

// The posts stand in the cause: one may be left and another filled on one day.
std::string cause_of(const AnswerDesk& desk, const base::StationId& station,
                     const std::set<std::string>& filled) {
    std::string cause = "handover|" + station.str() + "|" + desk.today();
    for (const auto& post : filled) cause += "|" + post;
    return cause;
}

base::Result<void> write_to(const AnswerDesk& desk, const base::StationId& station,
                            const std::set<std::string>& filled,
                            const std::vector<cases::CaseLife>& lives, AnswerPlan& plan) {
    const base::RecipientId to(station.str());
    std::vector<letter::OpenCase> open;
    for (const auto& life : lives) {
        if (life.station == station.str() && !desk.must_not_hear(life, to))
            open.push_back(open_case(desk, life));
    }
    if (open.empty()) return {};
    const std::string cause = cause_of(desk, station, filled);
    auto envelope = envelope_of({letter::LetterKind::handover, to, cause, desk.now}, desk.rules,
                                desk.settings, desk.keys.message_id);
    if (!envelope) return envelope.error();
    const auto* named = desk.rules.book.station(station);
    auto written =
        letter::write_handover(desk.rules.templates, *envelope, language_of(to, desk.rules),
                               named != nullptr ? named->name : station.str(), open);
    if (!written) return written.error();
    plan.letters.push_back(
        {base::CaseId(), desk.keys.vault, PlannedLetter{std::move(*written), cause, ""}});
    return {};
}

void remember(AnswerPlan& plan, const base::StationId& station, std::set<std::string> filled) {
    plan.changes.emplace_back([station, filled = std::move(filled)](auto& state, const auto&) {
        return ledger::see_posts(state, station, filled);
    });
}

base::Result<AnswerPlan> plan_handovers(const AnswerDesk& desk) {
    auto seen = ledger::posts_seen(desk.state);
    if (!seen) return seen.error();
    const auto filled = filled_today(desk);
    auto lives = ledger::open_lives(desk.state);
    if (!lives) return lives.error();
    AnswerPlan plan;
    for (const auto& station : desk.rules.book.stations()) {
        const auto before = seen->find(station.id);
        const auto now = filled.find(station.id);
        const auto had = before == seen->end() ? std::set<std::string>{} : before->second;
        const auto has = now == filled.end() ? std::set<std::string>{} : now->second;
        if (had == has) continue;
        if (!seen->empty()) {
            if (auto told = write_to(desk, station.id, has, *lives, plan); !told)
                return told.error();
        }
        remember(plan, station.id, has);
    }
    return plan;
}

}  // namespace

asio::awaitable<base::Result<void>> hand_over_posts(Workshop& shop) {
    if (!shop.rules) co_return base::Result<void>{};
    const std::string looked = shop.rules->fingerprint + "|" +
                               base::local_day(read_clock().now, shop.settings.zone_offset);
    if (looked == shop.posts_looked_at) co_return base::Result<void>{};
    DeskWork work = plan_handovers;
    auto done = co_await work_at_desk(shop, std::move(work));
    if (done) shop.posts_looked_at = looked;
    co_return done;
}

}  // namespace pipeline
