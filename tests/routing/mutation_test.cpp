// Rule files broken at random: loading must never crash, and what it accepts must satisfy a
// check of its own.
#include <set>

#include "base/mail_domain.h"
#include "base/text.h"
#include "routing/examples.h"
#include "small_rules.h"
#include "support/mutations.h"

namespace {

// Asks of an accepted book what the loader promised, without the loader's code.
void check_independently(const routing::RuleBook& book) {
    std::set<std::string> ids;
    std::set<std::string> boxes;
    for (const auto& station : book.stations()) {
        REQUIRE(ids.insert(station.id.str()).second);
        REQUIRE_FALSE(station.name.empty());
        if (station.retired && station.mailbox.empty()) continue;
        REQUIRE(boxes.insert(base::lower_ascii(station.mailbox)).second);
        REQUIRE(base::is_plain_address(station.mailbox));
        REQUIRE(base::is_reserved_domain(base::domain_of(station.mailbox)));
    }
    REQUIRE_FALSE(ids.empty());
    REQUIRE_FALSE(book.vocabulary().districts.empty());
    for (const auto& example : routing::examples(book)) REQUIRE_FALSE(example.text.empty());
    REQUIRE(book.weights().route_least >= 0);
}

}  // namespace

TEST_CASE("two thousand broken rule sets are refused with a place, or accepted rightly") {
    const auto sound = small::sources(
        "rules:\n  - id: press\n    why: To the desk\n    when: {words: [press query], kind: "
        "complaint}\n"
        "    then: {triage: held}\n    examples:\n      - text: A press query\n        expect: "
        "triage\n");
    int accepted = 0;
    int refused = 0;
    for (std::uint64_t round = 0; round < 2000; ++round) {
        mutations::Dice dice(round);
        auto sources = sound;
        auto& victim = sources[dice.below(sources.size())];
        for (std::size_t i = 0, many = 1 + dice.below(3); i < many && !victim.text.empty(); ++i)
            victim.text = mutations::mutated(victim.text, dice);
        INFO(round << ": " << victim.name << "\n" << victim.text);
        const auto loaded = routing::load_rules(sources, {}, {});
        if (loaded.ok()) {
            ++accepted;
            check_independently(loaded->book);
            continue;
        }
        ++refused;
        REQUIRE(base::has_errors(loaded.error()));
        for (const auto& problem : loaded.error()) {
            REQUIRE_FALSE(problem.sentence.empty());
            REQUIRE_FALSE(problem.file.empty());
            REQUIRE_FALSE(base::to_text(problem).empty());
        }
    }
    REQUIRE(accepted > 50);
    REQUIRE(refused > 500);
}
