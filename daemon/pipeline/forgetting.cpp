#include "pipeline/forgetting.h"

#include <fmt/format.h>

#include <map>

#include "base/sha256.h"
#include "pipeline/clock.h"
#include "pipeline/copies.h"
#include "pipeline/durable.h"
#include "pipeline/log.h"
#include "pipeline/service_letters.h"

namespace pipeline {
namespace {

constexpr std::size_t most_in_one = 200;  // cases in one letter, and in one step

// The same letter for each who oversees.
std::vector<ServiceLetter> to_oversight(const Workshop& shop, const std::string& subject,
                                        const std::string& text) {
    std::vector<ServiceLetter> letters;
    const auto& oversight = shop.settings.desk.oversight;
    for (std::size_t i = 0; i < oversight.size(); ++i) {
        ServiceLetter letter;
        letter.kind = letter::LetterKind::notice;
        letter.recipient = base::RecipientId("oversight." + std::to_string(i + 1));
        letter.to = oversight[i];
        letter.cause = base::sha256_hex(subject + "\n" + text);
        letter.subject = subject;
        letter.text = text;
        letters.push_back(std::move(letter));
    }
    return letters;
}

// What lies in their mailboxes is beyond us: those who read letters of these cases, and who are
// still in the rules, are asked to delete them.
base::Result<std::vector<ServiceLetter>> to_readers(const Workshop& shop,
                                                    const std::vector<Planned>& cases) {
    std::map<std::string, std::string> lists;  // by recipient
    for (const Planned& one : cases) {
        auto readers = ledger::readers_of(*shop.state, one.one.id);
        if (!readers) return readers.error();
        for (const auto& reader : *readers)
            lists[reader.str()] +=
                fmt::format("{}  {}\n", one.one.number.str(),
                            base::local_day(one.end, shop.settings.zone_offset));
    }
    std::vector<ServiceLetter> letters;
    for (const auto& [reader, list] : lists) {
        ServiceLetter letter;
        letter.kind = letter::LetterKind::notice;
        letter.recipient = base::RecipientId(reader);
        letter.to = shop.rules ? mailbox_of(letter.recipient, *shop.rules, shop.settings) : "";
        if (letter.to.empty()) continue;
        letter.cause = base::sha256_hex("delete\n" + list);
        letter.subject = "Please delete our letters of closed cases";
        letter.text =
            "The time of these cases is over. On the day beside each, please delete every "
            "letter "
            "of\nit from this mailbox and its bin, unless it is part of an investigation's "
            "file. "
            "We\ncannot do that for you. There is nothing to answer.\n\n" +
            list;
        letters.push_back(std::move(letter));
    }
    return letters;
}

// The letters and what they tell of: one step, so that neither stands without the other.
base::Result<store::Step> telling_step(
    Workshop& shop, const std::vector<ServiceLetter>& letters,
    std::function<base::Result<void>(store::Transaction&)> also) {
    if (letters.empty())
        return base::Failure{base::FailureKind::settings,
                             "nothing is forgotten while nobody oversees it",
                             "name a mailbox under desk.oversight"};
    auto step = service_step(shop, letters);
    if (!step) return step.error();
    step->state = [told = std::move(step->state),
                   also = std::move(also)](store::Transaction& state) -> base::Result<void> {
        if (auto done = told(state); !done) return done;
        return also(state);
    };
    return step;
}

std::string kind_of(const retention::Kept& kept) {
    return kept.outcome.empty() ? kept.kind : kept.outcome;
}

std::string announcement(const std::vector<Planned>& cases, base::Seconds zone) {
    std::string text =
        "The time of these cases has come. What is kept for them (the sealed original, "
        "covered\n"
        "values, letters as sent) will be destroyed on the day beside them, here and in every\n"
        "backup. Numbers, dates and the trail stay. To stop it: aparajita legal-hold CASE.\n"
        "Those who got letters of these cases are asked to delete them then.\n\n";
    for (const Planned& one : cases)
        text += fmt::format("{}  {}  {}\n", one.one.number.str(),
                            base::local_day(one.end, zone), kind_of(one.one.kept));
    return text;
}

asio::awaitable<base::Result<void>> announce(Workshop& shop, std::vector<Planned> cases) {
    const base::Seconds zone = shop.settings.zone_offset;
    auto letters = to_oversight(shop, fmt::format("{} cases will be forgotten", cases.size()),
                                announcement(cases, zone));
    auto asked = to_readers(shop, cases);
    if (!asked) co_return asked.error();
    if (!letters.empty()) letters.insert(letters.end(), asked->begin(), asked->end());
    auto step = telling_step(
        shop, letters, [cases, zone](store::Transaction& state) -> base::Result<void> {
            for (const Planned& one : cases) {
                auto done = ledger::note_announced(state, read_clock(), one.one,
                                                   base::local_day(one.end, zone));
                if (!done) return done;
            }
            return {};
        });
    if (!step) co_return step.error();
    auto done = co_await commit(shop.store, std::move(*step));
    if (done) shop.send_wake.wake();
    co_return done;
}

asio::awaitable<base::Result<void>> destroy(Workshop& shop, base::CaseId id,
                                            ledger::Ground ground) {
    auto with_it = ledger::belonging_to(*shop.state, id);
    if (!with_it) co_return with_it.error();
    store::Step step = ledger::destroy_step(id, *with_it, shop.keys, read_clock(), ground);
    auto done = co_await commit_named(shop.store, "destroy", std::move(step));
    if (!done) co_return done;
    shop.old_mails_due = {};  // its mails in the mailbox, now
    shop.wake_filing();
    co_return done;
}

// An announcement may have waited: no day is told that has gone.
base::Instant told_end(const Planned& one, const retention::Policy& policy, base::Instant now) {
    return std::max(one.end, now + base::Seconds{std::int64_t{policy.announce_days} * 86400});
}

}  // namespace

base::Result<std::vector<Planned>> plan_forgetting(store::ReadOnly& state,
                                                   const retention::Policy& policy,
                                                   base::Instant now) {
    auto kept = ledger::kept_cases(state);
    if (!kept) return kept.error();
    std::vector<Planned> planned;
    for (ledger::KeptCase& one : *kept) {
        const auto step = retention::next_step(one.kept, policy, now);
        if (step == retention::Step::keep) continue;
        Planned next{std::move(one), step, {}};
        next.end = *retention::end_of(next.one.kept, policy);
        if (step == retention::Step::announce) next.end = told_end(next, policy, now);
        planned.push_back(std::move(next));
    }
    return planned;
}

asio::awaitable<base::Result<void>> forget_due(Workshop& shop, base::Progress progress) {
    if (!shop.rules) co_return base::Result<void>{};
    auto planned = plan_forgetting(*shop.state, shop.rules->retention, read_clock().now);
    if (!planned) co_return planned.error();
    std::vector<Planned> to_announce;
    std::int64_t purged = 0;
    std::size_t seen = 0;
    for (Planned& one : *planned) {
        if (progress) progress(seen++, planned->size());
        if (one.step == retention::Step::announce && to_announce.size() < most_in_one)
            to_announce.push_back(std::move(one));
        if (one.step != retention::Step::purge) continue;
        const ledger::Ground its_time;  // named: g++ 12 frees a temporary of co_await twice
        auto done = co_await destroy(shop, one.one.id, its_time);
        if (!done) co_return done;
        ++purged;
    }
    if (purged > 0) log_event(Level::info, "purged", {{"cases", purged}});
    if (to_announce.empty()) co_return base::Result<void>{};
    auto announced = co_await announce(shop, std::move(to_announce));
    co_return announced;
}

asio::awaitable<base::Result<void>> shred_due(Workshop& shop) {
    auto orders = ledger::due_shreds(*shop.state, read_clock().now);
    if (!orders) co_return orders.error();
    for (const ledger::ShredOrder& one : *orders) {
        const ledger::Ground ground{one.order, one.confirmed_by};
        auto done = co_await destroy(shop, one.id, ground);
        if (!done) co_return done;
        log_event(Level::info, "shredded", {{"case", one.number.str()}});
        auto asked = to_readers(shop, {{{one.id, one.number, {}}, {}, read_clock().now}});
        if (!asked) co_return asked.error();
        auto letters = to_oversight(
            shop, fmt::format("{} was destroyed by order", one.number.str()),
            fmt::format("By order {}, given by two persons, all that was kept for {} is\n"
                        "destroyed, here and in every backup.\n",
                        one.order, one.number.str()));
        if (!letters.empty()) letters.insert(letters.end(), asked->begin(), asked->end());
        auto step = telling_step(shop, letters,
                                 [](store::Transaction&) { return base::Result<void>{}; });
        if (!step) co_return step.error();
        auto told = co_await commit(shop.store, std::move(*step));
        if (!told) co_return told;
        shop.send_wake.wake();
    }
    co_return base::Result<void>{};
}

}  // namespace pipeline
