#include "routing/register.h"

#include <catch2/catch.hpp>

#include "routing/rule_book.h"

using routing::Post;
using routing::Register;
using routing::Staffing;

namespace {

const base::StationId museum("tvc.museum");

Post post(std::vector<std::string> trained_on, std::string from, std::string to) {
    return {"WCPO 1", "WCPO", std::move(trained_on), std::move(from), std::move(to), {}, ""};
}

Register holding(std::vector<Post> posts) {
    std::map<base::StationId, std::vector<Post>> all;
    all[museum] = std::move(posts);
    return Register(std::move(all));
}

Staffing on(const std::string& day, Post only) {
    return holding({std::move(only)}).staffing(museum, day);
}

}  // namespace

TEST_CASE("a post is active from its first to its last day, both included") {
    const auto of = post({"2025-12-01"}, "2026-01-01", "2026-03-31");
    CHECK(on("2025-12-31", of) == Staffing::empty);
    CHECK(on("2026-01-01", of) == Staffing::staffed);
    CHECK(on("2026-03-31", of) == Staffing::staffed);
    CHECK(on("2026-04-01", of) == Staffing::empty);
}

TEST_CASE("a post counts only once a training has ended") {
    CHECK(on("2026-01-02", post({"2026-02-01", "2026-01-03"}, "2026-01-01", "")) ==
          Staffing::empty);
    CHECK(on("2026-01-03", post({"2026-02-01", "2026-01-03"}, "2026-01-01", "")) ==
          Staffing::staffed);
    CHECK(on("2026-01-03", post({}, "2026-01-01", "")) == Staffing::empty);
}

TEST_CASE("a station without an entry is unknown, one with an empty entry is empty") {
    CHECK(Register().staffing(museum, "2026-01-01") == Staffing::unknown);
    CHECK_FALSE(Register().is_kept());
    CHECK(holding({}).staffing(museum, "2026-01-01") == Staffing::empty);
    CHECK(holding({}).staffing(base::StationId("tvc.fort"), "2026-01-01") == Staffing::unknown);
}

TEST_CASE("the head of a station's women cell is found by its unit") {
    CHECK(routing::women_cell_head_of(museum).str() == "head.tvc");
}
