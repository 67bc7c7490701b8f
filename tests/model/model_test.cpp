// All promises hold in every world that the protocol can reach, and every mistake that was ever
// considered is found out in the way that it deserves.
#include "model/model.h"

#include <catch2/catch.hpp>
#include <iostream>

using model::Finding;
using model::Mutant;
using model::Scenario;

namespace {

Finding searched(const Scenario& scenario) {
    Finding finding = model::search(scenario);
    std::cout << scenario.name << ": " << finding.states << " states, at most "
              << finding.most_copies << " copies";
    if (!finding.breach.empty()) {
        std::cout << "; " << finding.breach << " after";
        for (const auto& step : finding.way) std::cout << "\n    " << step;
    }
    std::cout << std::endl;
    return finding;
}

Scenario scenario(const char* name, int mails, int faults) {
    Scenario made;
    made.name = name;
    made.mails = mails;
    made.faults = faults;
    return made;
}

Finding mutated(const char* name, Mutant mutant, Scenario made) {
    made.name = name;
    made.mutant = mutant;
    return searched(made);
}

}  // namespace

TEST_CASE("the promises hold in every world with one daemon") {
    Scenario one = scenario("one mail, four faults", 1, 4);
    one.power_cuts = one.renumbering = true;
    const Finding alone = searched(one);
    CHECK(alone.breach.empty());
    CHECK(alone.states > 1000);
    CHECK(alone.most_copies >= 3);
    Scenario two = scenario("two mails, two faults", 2, 2);
    two.power_cuts = two.renumbering = true;
    const Finding both = searched(two);
    CHECK(both.breach.empty());
    CHECK(both.states > alone.states);
}

TEST_CASE("the promises hold when people delete from the mailbox") {
    Scenario made = scenario("deletion by others", 1, 4);
    made.deletions = made.renumbering = true;
    CHECK(searched(made).breach.empty());
}

TEST_CASE("the promises hold when an empty backup is put back") {
    Scenario made = scenario("restored database", 1, 4);
    made.restores = made.renumbering = true;
    CHECK(searched(made).breach.empty());
}

TEST_CASE("the promises hold with a second daemon that takes over") {
    Scenario made = scenario("two daemons", 1, 3);
    made.daemons = 2;
    CHECK(searched(made).breach.empty());
}

TEST_CASE("every mistake is found out") {
    const Scenario plain = scenario("", 1, 2);
    CHECK(mutated("accepted before SMTP", Mutant::accepted_first, plain).breach == "P1");
    CHECK(mutated("MOVE before SMTP", Mutant::moved_first, plain).breach == "P1");
    CHECK(mutated("5xx as done", Mutant::refused_is_done, plain).breach == "P1");
    Scenario deleted = plain;
    deleted.deletions = true;
    CHECK(mutated("state before vault", Mutant::state_before_vault, deleted).breach == "stuck");
    CHECK(mutated("random Message-ID", Mutant::random_id, plain).breach == "P4");
    CHECK(mutated("\\Seen as memory", Mutant::seen_as_memory, plain).breach == "stuck");
    CHECK(mutated("highest UID as memory", Mutant::highest_uid, scenario("", 2, 0)).breach ==
          "stuck");
    Scenario renumbered = plain;
    renumbered.renumbering = true;
    CHECK(mutated("no content key", Mutant::no_content_key, renumbered).breach == "P3");
    CHECK(mutated("acknowledgement at least once", Mutant::acknowledge_again, plain).breach ==
          "P5");
    Scenario dark = plain;
    dark.power_cuts = true;
    CHECK(mutated("synchronous=NORMAL, twins", Mutant::lazy_sync, dark).breach == "P3");
    dark.only = "P5";  // the lost TA is what she would notice
    CHECK(mutated("synchronous=NORMAL", Mutant::lazy_sync, dark).breach == "P5");
    Scenario restored = plain;
    restored.restores = true;
    CHECK(mutated("restore without reconcile", Mutant::no_reconcile, restored).breach ==
          "stuck");
    CHECK(mutated("restore that acknowledges older mail", Mutant::acknowledge_older, restored)
              .breach == "P5");
    Scenario pair = plain;
    pair.daemons = 2;
    CHECK_FALSE(mutated("no epoch in the commits", Mutant::no_epoch, pair).breach.empty());
}
