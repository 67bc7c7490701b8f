#include "clocks/digest.h"

#include "kit.h"

using namespace clocks;
using base::RecipientId;
using cases::CaseLife;
using cases::CaseState;
using kit::monday;
using std::chrono::hours;

namespace {

CaseLife life(int serial, const std::string& station, CaseState state) {
    CaseLife of;
    of.number = base::CaseNumber(2026, serial);
    of.station = station;
    of.state = state;
    of.received = monday + hours(serial);
    return of;
}

std::vector<CaseLife> lives() {
    std::vector<CaseLife> all{life(1, "tvc.museum", CaseState::confirmed),
                              life(2, "tvc.museum", CaseState::with_station),
                              life(3, "tvc.fort", CaseState::with_station),
                              life(4, "alp.kainady", CaseState::with_station),
                              life(5, "", CaseState::with_desk),
                              life(6, "tvc.museum", CaseState::contacted),
                              life(7, "tvc.museum", CaseState::contacted)};
    all[1].urgent = true;
    for (const auto i : {5U, 6U}) all[i].contacted = monday;
    all[5].due = monday;
    all[5].due_clock = "signature";
    all[6].due = monday + hours(1000);
    return all;
}

std::string numbers(const std::vector<Listed>& list) {
    std::string out;
    for (const auto& one : list) out += std::to_string(one.number.serial()) + " ";
    return out;
}

std::string shown(const Digest& digest) {
    return numbers(digest.uncalled) + "| " + numbers(digest.unanswered) + "| " +
           numbers(digest.undecided) + "| " + numbers(digest.late);
}

}  // namespace

TEST_CASE("women not yet called come first, urgent and oldest before the others") {
    REQUIRE(shown(list_for({RecipientId("oversight.1"), "", ""}, lives(),
                           monday + hours(100))) == "2 1 3 4 | 2 | 5 | 6 ");
}

TEST_CASE("a station sees its own, a district its unit, nobody what must not reach them") {
    const auto now = monday + hours(100);
    REQUIRE(shown(list_for({RecipientId("tvc.museum"), "tvc.museum", ""}, lives(), now)) ==
            "2 1 | 2 | | 6 ");
    REQUIRE(shown(list_for({RecipientId("head.tvc"), "", "tvc"}, lives(), now)) ==
            "2 1 3 | 2 | | 6 ");
    REQUIRE(shown(list_for({RecipientId("head.tv"), "", "tv"}, lives(), now)) == "| | | ");
    auto hidden = lives();
    for (auto& one : hidden)
        one.never_to = {RecipientId("tvc.museum"), RecipientId("head.tvc")};
    REQUIRE(list_for({RecipientId("tvc.museum"), "tvc.museum", ""}, hidden, now).is_empty());
    REQUIRE(list_for({RecipientId("head.tvc"), "", "tvc"}, hidden, now).is_empty());
    REQUIRE(shown(list_for({RecipientId("oversight.1"), "", ""}, hidden, now)) ==
            "2 1 3 4 | 2 | 5 | 6 ");
}

TEST_CASE("a case that came back to the desk is not in the list of the station that had it") {
    const std::vector<CaseLife> back{life(1, "tvc.museum", CaseState::with_desk)};
    REQUIRE(list_for({RecipientId("tvc.museum"), "tvc.museum", ""}, back, monday).is_empty());
}

TEST_CASE("lists go once it is time, on working days; drills from their day of the month on") {
    const Policy policy = kit::policy();
    const auto at = [](const char* utc) { return kit::at(utc); };
    // 08:30 in Kerala is 03:00 UTC.
    REQUIRE_FALSE(digest_moment(policy, kit::zone, at("2026-11-23T02:59:59Z")));
    REQUIRE(digest_moment(policy, kit::zone, at("2026-11-23T03:00:00Z")) ==
            at("2026-11-23T03:00:00Z"));
    REQUIRE(digest_moment(policy, kit::zone, at("2026-11-23T18:29:59Z")) ==
            at("2026-11-23T03:00:00Z"));
    REQUIRE_FALSE(digest_moment(policy, kit::zone, at("2026-11-23T18:30:00Z")));
    REQUIRE_FALSE(digest_moment(policy, kit::zone, at("2026-11-22T10:00:00Z")));  // Sunday
    REQUIRE_FALSE(digest_moment(policy, kit::zone, at("2026-12-25T10:00:00Z")));
    REQUIRE_FALSE(drill_moment(policy, kit::zone, at("2026-12-05T04:29:59Z")));
    REQUIRE(drill_moment(policy, kit::zone, at("2026-12-05T04:30:00Z")) ==
            at("2026-12-05T04:30:00Z"));
    REQUIRE(drill_moment(policy, kit::zone, at("2026-12-31T18:29:59Z")) ==
            at("2026-12-05T04:30:00Z"));
    REQUIRE_FALSE(
        drill_moment(policy, kit::zone, at("2026-12-31T18:30:00Z")));  // January there
}
