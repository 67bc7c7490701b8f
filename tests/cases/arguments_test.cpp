#include "cases/arguments.h"

#include <catch2/catch.hpp>

using cases::cell_in;
using cases::day_in;
using cases::Done;
using cases::done_in;

TEST_CASE("a day is read in the ways that people write it, and in no other") {
    for (const char* text : {"2026-12-01", "01.12.2026", "1/12/2026", " 1-12-2026 ", "2026/12/1"}) {
        CAPTURE(text);
        CHECK(day_in(text) == "2026-12-01");
    }
    CHECK(day_in("2028-02-29") == "2028-02-29");
    for (const char* text : {"", "tomorrow", "2026-13-01", "31.02.2026", "2026-12", "2026-12-01-05",
                             "1.12.26", "2026-12-01 or so", "0-0-2026", "-1-12-2026", "12/0/2026"}) {
        CAPTURE(text);
        CHECK_FALSE(day_in(text));
    }
}

TEST_CASE("a cell is named as officers name it, that of the station's own unit") {
    const auto id = [](std::string_view text) {
        const auto found = cell_in(text, "tvc");
        return found ? found->str() : std::string("-");
    };
    for (const char* text : {"cyber cell", "Cyber Cell.", "CYBER-CELL", "cyber", "\u0d38\u0d48\u0d2c\u0d7c \u0d38\u0d46\u0d7d", "साइबर सेल"}) {
        CAPTURE(text);
        CHECK(id(text) == "cyber.tvc");
    }
    for (const char* text : {"hi-tech cell", "Hitech Cell", "hi tech"}) {
        CAPTURE(text);
        CHECK(id(text) == "hi-tech");
    }
    CHECK(id("Cyberdome") == "cyberdome");
    for (const char* text : {"", "cell", "museum", "my cyber cell", "cyber cell kollam"}) {
        CAPTURE(text);
        CHECK(id(text) == "-");
    }
}

TEST_CASE("what ends a clock is said as a whole line behind NOTE, in three languages") {
    for (const char* text : {"TAKEDOWN SENT", "takedown sent.", " Takedown  sent ",
                             "ടേക്ക്ഡൗൺ അയച്ചു", "टेकडाउन भेजा"}) {
        CAPTURE(text);
        CHECK(done_in(text) == Done::takedown_sent);
    }
    for (const char* text : {"CHILD REPORT SENT", "Child report sent",
                             "കുട്ടിയുടെ റിപ്പോർട്ട് അയച്ചു", "बच्चे की रिपोर्ट भेजी"}) {
        CAPTURE(text);
        CHECK(done_in(text) == Done::child_reported);
    }
    for (const char* text : {"", "TAKEDOWN", "takedown sent? not yet", "takedown not sent",
                             "SENT TAKEDOWN", "child report", "report sent", "no takedown sent"}) {
        CAPTURE(text);
        CHECK_FALSE(done_in(text));
    }
}
