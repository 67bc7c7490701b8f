#include "base/problem.h"

#include <catch2/catch.hpp>

TEST_CASE("a problem is shown with file, line, column, caret and hint") {
    base::Problem p;
    p.file = "routing_rules/kerala/tvc.yaml";
    p.line = 12;
    p.column = 5;
    p.sentence = "station 'tvc.museum' has its mailbox twice";
    p.source_line = "    mailbox: sho.museum@tvc.ps.invalid";
    p.caret_length = 7;
    p.note = "first given on line 9";
    p.hint = "a station has one mailbox; delete one line";
    REQUIRE(base::to_text(p) ==
            "routing_rules/kerala/tvc.yaml:12:5: error: station 'tvc.museum' has its mailbox twice\n"
            "  12 |     mailbox: sho.museum@tvc.ps.invalid\n"
            "     |     ^^^^^^^ first given on line 9\n"
            "hint: a station has one mailbox; delete one line\n");
}

TEST_CASE("a suggestion is at most two edits away") {
    REQUIRE(base::did_you_mean("mailbx", {"mailbox", "name"}) == "mailbox");
    REQUIRE(base::did_you_mean("quux", {"mailbox", "name"}).empty());
}
