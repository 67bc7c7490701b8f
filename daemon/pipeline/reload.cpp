#include "pipeline/reload.h"

#include <fstream>

#include "base/sha256.h"
#include "pipeline/clock.h"
#include "pipeline/heap.h"
#include "pipeline/log.h"
#include "pipeline/replay.h"
#include "pipeline/service_letters.h"
#include "pipeline/signed_rules.h"

namespace pipeline {
namespace {

struct Candidate {
    RuleFiles files;
    base::Result<LoadedRuleSet, base::Problems> loaded;
};

// Reads, loads and runs the examples: a set with a failing example is refused like one that
// does not parse. What is not signed as it must be is not even parsed.
base::Result<Candidate> read_candidate(Workshop& shop) {
    const auto& settings = shop.settings;
    auto files = read_rule_files(settings);
    if (!files) return files.error();
    auto newest = ledger::find_note(*shop.state, signed_mark);
    if (!newest) return newest.error();
    base::Problems not_signed =
        check_signatures(*files, settings, read_clock().now, newest.value());
    if (!not_signed.empty()) return Candidate{std::move(*files), std::move(not_signed)};
    auto loaded = load_rule_set(*files, settings);
    if (loaded) {
        base::Problems failing = run_examples(*loaded->rules);
        if (!failing.empty()) return Candidate{std::move(*files), std::move(failing)};
    }
    return Candidate{std::move(*files), std::move(loaded)};
}

// A station that gets its letters elsewhere than before (C06).
struct Moved {
    std::string station, was, is;
};

std::vector<Moved> changed_mailboxes(const RuleSet* before, const RuleSet& after) {
    std::vector<Moved> changed;
    if (before == nullptr) return changed;
    for (const auto& station : after.book.stations()) {
        const auto* old = before->book.station(station.id);
        if (old == nullptr || old->mailbox != station.mailbox) {
            changed.push_back(
                {station.id.str(), old == nullptr ? "none" : old->mailbox, station.mailbox});
        }
    }
    return changed;
}

// The set that was active before: at a start it is the last one in the database, which is
// loaded only where another one comes.
std::shared_ptr<const RuleSet> rules_before(Workshop& shop, const RuleSet& now) {
    if (shop.rules) return shop.rules;
    auto stored = ledger::last_good_rules(*shop.state);
    if (!stored || !stored.value() || stored.value()->sha256 == now.fingerprint) return nullptr;
    auto loaded = load_rule_set(from_stored(stored.value()->files), shop.settings);
    return loaded ? loaded->rules : nullptr;
}

// Whoever oversees compares: an address that an attacker wrote there would be seen by nobody
// else.
std::vector<ServiceLetter> letters_about(const Workshop& shop,
                                         const std::vector<Moved>& changed,
                                         const std::string& fingerprint) {
    std::vector<ServiceLetter> letters;
    if (changed.empty()) return letters;
    std::string text =
        "The rules were changed, and with them mailboxes that complaints go to:\n\n";
    for (const auto& one : changed)
        text += one.station + "\n  was: " + one.was + "\n  is:  " + one.is + "\n";
    text += "\nIf you do not know of this, call the women cell at once.\nRules:\n" +
            fingerprint + "\n";
    for (std::size_t i = 0; i < shop.settings.desk.oversight.size(); ++i) {
        ServiceLetter letter;
        letter.kind = letter::LetterKind::notice;
        letter.recipient = base::RecipientId("oversight." + std::to_string(i + 1));
        letter.to = shop.settings.desk.oversight[i];
        letter.cause = base::sha256_hex("mailboxes|" + fingerprint + "|" +
                                        std::to_string(base::unix_seconds(read_clock().now)));
        letter.subject = "mailboxes of stations were changed";
        letter.text = text;
        letters.push_back(std::move(letter));
    }
    return letters;
}

asio::awaitable<base::Result<void>> activate(Workshop& shop,
                                             std::shared_ptr<const RuleSet> rules,
                                             RuleFiles files) {
    ledger::RuleSetRecord record;
    record.sha256 = rules->fingerprint;
    record.files = to_stored(files);
    const auto today = base::local_day(read_clock().now, shop.settings.zone_offset);
    for (const auto& station : rules->book.stations()) {
        std::optional<int> officers;
        if (rules->book.officers().staffing(station.id, today) != routing::Staffing::unknown)
            officers =
                static_cast<int>(rules->book.officers().active_posts(station.id, today).size());
        record.stations.push_back(
            {station.id, station.district, station.name, station.name_ml, officers});
    }
    const auto before = rules_before(shop, *rules);
    const auto changed = changed_mailboxes(before.get(), *rules);
    for (const auto& one : changed) record.changed_mailboxes.push_back(one.station);
    auto step = service_step(shop, letters_about(shop, changed, record.sha256));
    if (!step) co_return step.error();
    step->state =
        [record, signed_at = signed_moment(files, shop.settings),
         tell = std::move(step->state)](store::Transaction& state) -> base::Result<void> {
        auto active = ledger::activate_rules(state, read_clock(), record);
        if (active && signed_at) active = ledger::put_note(state, signed_mark, *signed_at);
        if (!active) return active;
        return tell(state);
    };
    auto done = co_await commit(shop.store, std::move(*step));
    if (!done) co_return done.error();
    shop.alarms.clear(Trouble::rules_refused);
    shop.alarms.clear(Trouble::hold_mode);
    shop.rules = std::move(rules);
    shop.held_to = 0;  // what was told in hold mode is read now
    shop.held = 0;
    log_event(Level::info, "rules_activated",
              {{"rules", record.sha256},
               {"stations", static_cast<std::int64_t>(record.stations.size())}});
    shop.think_wake.wake();
    shop.send_wake.wake();
    co_return base::Result<void>{};
}

asio::awaitable<base::Result<void>> refuse(Workshop& shop, std::string sha256,
                                           std::size_t problems) {
    shop.alarms.raise(Trouble::rules_refused);
    store::Step step;
    step.state = [sha256, problems](store::Transaction& state) {
        return ledger::refuse_rules(state, read_clock(), sha256, static_cast<int>(problems));
    };
    auto done = co_await commit(shop.store, std::move(step));
    co_return done;
}

asio::awaitable<base::Result<void>> enter_hold_mode(Workshop& shop, std::size_t problems) {
    shop.alarms.raise(Trouble::hold_mode);
    log_event(Level::error, "hold_mode", {{"problems", static_cast<std::int64_t>(problems)}});
    store::Step step;
    step.state = [problems](store::Transaction& state) {
        base::AuditNote note{base::AuditEvent::hold_mode,
                             "daemon",
                             std::nullopt,
                             std::nullopt,
                             {{"problems", static_cast<std::int64_t>(problems)}}};
        return audit::append(state, read_clock(), note);
    };
    auto done = co_await commit(shop.store, std::move(step));
    co_return done;
}

asio::awaitable<base::Result<void>> fall_back(Workshop& shop, std::size_t problems) {
    auto stored = ledger::last_good_rules(*shop.state);
    if (!stored) co_return stored.error();
    if (stored.value()) {
        const RuleFiles files = from_stored(stored.value()->files);
        // Signed or not is asked again, since other people may have to sign by now.
        const bool is_signed =
            check_signatures(files, shop.settings, read_clock().now, std::nullopt).empty();
        auto loaded = load_rule_set(files, shop.settings);
        if (loaded && is_signed) {
            shop.rules = loaded->rules;
            log_event(Level::error, "rules_wrong_old_ones_stay",
                      {{"rules", shop.rules->fingerprint}});
            co_return base::Result<void>{};
        }
    }
    auto held = co_await enter_hold_mode(shop, problems);
    co_return held;
}

constexpr std::string_view accept_file = "accept-moved";
constexpr std::chrono::seconds most_reading{20};

// Somebody wrote the name of this very set into the file: not "any set", and not for ever.
bool is_accepted(const settings::Settings& settings, const std::string& sha256) {
    std::ifstream file(settings.rules / accept_file);
    std::string word;
    return static_cast<bool>(file >> word) && word == sha256;
}

base::Result<Replay> try_on_past(Workshop& shop, const RuleSet& candidate,
                                 const RuleSet& active) {
    // Connections of its own: this runs on a thinker's thread.
    auto state = store::ReadOnly::open(shop.settings.state, store::File::state);
    if (!state) return state.error();
    auto vault = store::ReadOnly::open(shop.settings.state, store::File::vault);
    if (!vault) return vault.error();
    const Past past{**state,
                    **vault,
                    shop.keys,
                    shop.settings,
                    shop.reader,
                    oldest_kept(shop.settings, read_clock().now),
                    std::chrono::steady_clock::now() + most_reading,
                    {}};
    return replay(past, candidate, &active);
}

// Whether too many past cases would move (C03), said in one line with the figures.
asio::awaitable<base::Result<bool>> moves_too_many(Workshop& shop,
                                                   std::shared_ptr<const RuleSet> candidate) {
    const auto active = shop.rules;
    if (!active || active->fingerprint == candidate->fingerprint) co_return false;
    std::function<base::Result<Replay>()> work = [&shop, candidate, active] {
        return try_on_past(shop, *candidate, *active);
    };
    auto tried = co_await on_thread(shop.thinkers, std::move(work));
    if (!tried) co_return tried.error();
    const auto& result = *tried;
    const bool many = result.moves_more_than(shop.settings.reload_max_moved_percent);
    const bool accepted = many && is_accepted(shop.settings, candidate->fingerprint);
    log_event(many && !accepted ? Level::error : Level::info,
              many && !accepted ? "rules_move_too_many" : "rules_tried",
              {{"rules", candidate->fingerprint},
               {"moved", static_cast<std::int64_t>(result.moved.size())},
               {"compared", std::int64_t{result.compared}},
               {"cannot_tell", std::int64_t{result.cannot_tell}},
               {"allowed_percent", std::int64_t{shop.settings.reload_max_moved_percent}},
               {"accepted", std::int64_t{accepted ? 1 : 0}}});
    co_return many && !accepted;
}

enum class Occasion { start, reload };

// Activates a good set; logs and audits a bad one. Says whether it was taken.
asio::awaitable<base::Result<std::size_t>> try_folder(Workshop& shop, Occasion occasion) {
    auto candidate = read_candidate(shop);
    if (!candidate) {
        log_failure("rules_unreadable", candidate.error());
        auto refused = co_await refuse(shop, "", 1);
        if (!refused) co_return refused.error();
        co_return std::size_t{1};
    }
    if (!candidate->loaded) {
        const auto& problems = candidate->loaded.error();
        log_problems("rules_problem", problems);
        auto refused = co_await refuse(shop, fingerprint(candidate->files), problems.size());
        if (!refused) co_return refused.error();
        co_return problems.size();
    }
    log_problems("rules_warning", candidate->loaded->warnings);
    if (occasion == Occasion::reload) {
        auto many = co_await moves_too_many(shop, candidate->loaded->rules);
        if (!many) co_return many.error();
        if (*many) {
            auto refused = co_await refuse(shop, candidate->loaded->rules->fingerprint, 1);
            if (!refused) co_return refused.error();
            co_return std::size_t{1};
        }
    }
    auto active =
        co_await activate(shop, candidate->loaded->rules, std::move(candidate->files));
    if (!active) co_return active.error();
    co_return std::size_t{0};
}

}  // namespace

asio::awaitable<base::Result<void>> load_first_rules(Workshop& shop) {
    auto problems = co_await try_folder(shop, Occasion::start);
    give_memory_back();
    if (!problems) co_return problems.error();
    if (*problems == 0) co_return base::Result<void>{};
    auto fallen = co_await fall_back(shop, *problems);
    co_return fallen;
}

asio::awaitable<base::Result<void>> reload_rules(Workshop& shop) {
    auto problems = co_await try_folder(shop, Occasion::reload);
    give_memory_back();
    if (!problems) co_return problems.error();
    if (*problems > 0) {
        log_event(Level::error, "reload_refused",
                  {{"problems", static_cast<std::int64_t>(*problems)}});
    }
    co_return base::Result<void>{};
}

}  // namespace pipeline
