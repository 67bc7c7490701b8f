#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "retention/plan.h"

using namespace retention;

namespace {

std::string shipped() {
    std::ifstream in(APARAJITA_SOURCE_DIR "/routing_rules/retention.yaml");
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

std::string problems_of(const std::string& text) {
    auto loaded = load_policy({"retention.yaml", text});
    REQUIRE_FALSE(loaded.ok());
    return base::to_text(loaded.error());
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

const base::Instant day0 = base::from_unix(1795327200);
base::Instant day(int n) { return day0 + base::Seconds{86400LL * n}; }

Policy policy() {
    auto loaded = load_policy({"retention.yaml", shipped()});
    if (!loaded) FAIL(base::to_text(loaded.error()));
    return *loaded;
}

Kept closed_case(const std::string& outcome) {
    Kept kept;
    kept.kind = "complaint";
    kept.outcome = outcome;
    kept.received = day(-20);
    kept.last_mail = day(-20);
    kept.closed = day(0);
    return kept;
}

}  // namespace

TEST_CASE("the shipped policy has a figure for every outcome and kind") {
    const Policy shipped_policy = policy();
    REQUIRE(shipped_policy.after_closing.size() == 12);
    REQUIRE(shipped_policy.after_arrival.size() == 11);
    REQUIRE(shipped_policy.announce_days == 7);
}

TEST_CASE("a missing, unknown or wrong figure is refused where it stands") {
    REQUIRE(has(problems_of(replaced(shipped(), "  spam: 90\n", "")), "spam"));
    REQUIRE(has(problems_of(replaced(shipped(), "  spam: 90", "  spma: 90")),
                "did you mean 'spam'"));
    for (const char* wrong : {"0", "-1", "7.5", "\"7\"", "40000", "a week", ""}) {
        CAPTURE(wrong);
        const std::string text = problems_of(
            replaced(shipped(), "announce_days: 7", std::string("announce_days: ") + wrong));
        REQUIRE(has(text, "retention.yaml:4:"));
    }
}

TEST_CASE("the time of a case is counted from its closing, by outcome") {
    const Policy p = policy();
    REQUIRE(end_of(closed_case("counselled"), p) == day(365));
    REQUIRE(end_of(closed_case("legal_action"), p) == day(3650));
    Kept open = closed_case("counselled");
    open.closed.reset();
    REQUIRE_FALSE(end_of(open, p));
}

TEST_CASE("a hold, a child and a new mail make it later") {
    const Policy p = policy();
    Kept kept = closed_case("spam");
    REQUIRE(end_of(kept, p) == day(90));
    kept.last_mail = day(60);
    REQUIRE(end_of(kept, p) == day(150));
    kept.child_victim = true;
    REQUIRE(end_of(kept, p) == day(3650));
    kept.hold = Hold::legal;
    REQUIRE_FALSE(end_of(kept, p));
}

TEST_CASE("a mail that is no case goes by its kind, one of another kind stays") {
    const Policy p = policy();
    Kept kept;
    kept.kind = "bulk";
    kept.received = day(0);
    kept.last_mail = day(0);
    REQUIRE(end_of(kept, p) == day(90));
    kept.kind = "complaint";
    REQUIRE_FALSE(end_of(kept, p));
}

TEST_CASE("nothing is purged that was not announced seven days before") {
    const Policy p = policy();
    Kept kept = closed_case("spam");
    REQUIRE(next_step(kept, p, day(82)) == Step::keep);
    REQUIRE(next_step(kept, p, day(83)) == Step::announce);
    // However late: the announcement comes first.
    REQUIRE(next_step(kept, p, day(500)) == Step::announce);
    kept.announced = day(500);
    REQUIRE(next_step(kept, p, day(506)) == Step::wait);
    REQUIRE(next_step(kept, p, day(507)) == Step::purge);
    kept.announced = day(83);
    REQUIRE(next_step(kept, p, day(89)) == Step::wait);
    REQUIRE(next_step(kept, p, day(90)) == Step::purge);
}

TEST_CASE("a new mail on the last day postpones, and is announced anew") {
    const Policy p = policy();
    Kept kept = closed_case("spam");
    kept.announced = day(83);
    kept.last_mail = day(89);
    REQUIRE(next_step(kept, p, day(90)) == Step::keep);
    REQUIRE(next_step(kept, p, day(172)) == Step::announce);
    kept.announced = day(172);
    REQUIRE(next_step(kept, p, day(179)) == Step::purge);
}

TEST_CASE("a hold on the last day stops it") {
    Kept kept = closed_case("spam");
    kept.announced = day(83);
    kept.hold = Hold::legal;
    REQUIRE(next_step(kept, policy(), day(400)) == Step::keep);
}
