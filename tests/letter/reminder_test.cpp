// The letters that clocks call for.
#include <array>
#include <catch2/catch.hpp>
#include <set>
#include <sstream>

#include "base/text.h"
#include "letter/fixtures.h"

using namespace fixtures;
using letter::Letter;
using letter::ReminderSheet;
using understanding::Language;

namespace {

constexpr std::array clocks{"decision",  "receipt", "first_call", "takedown", "child_report",
                            "signature", "wish",    "check_call", "report",   "progress"};

ReminderSheet sheet(const std::string& clock, Language language,
                    letter::RelayMode relay = letter::RelayMode::plus) {
    return {{base::CaseNumber(2026, 42), "k7q2mzr5tw3yxa4bcd6efghijk", relay,
             address("complaints@example.org"), language},
            clock,
            base::from_unix(1795327200),
            true,
            false,
            false,
            "Museum",
            "",
            "Women cell head, Thiruvananthapuram City",
            "68300 20001"};
}

std::string shown(const ReminderSheet& of) {
    auto envelope = station_envelope();
    envelope.kind = letter::LetterKind::reminder;
    return fixtures::shown(must(letter::write_reminder(shipped(), envelope, of)));
}

// What the station reads, what stands in for it reads, and the last contact.
std::string three_readers(Language language) {
    ReminderSheet station = sheet("receipt", language);
    ReminderSheet before = sheet("first_call", language);
    before.late = false;
    ReminderSheet deputy = sheet("receipt", language);
    deputy.urgent = true;
    deputy.stands_in = true;
    deputy.phone = "68300 10001";
    ReminderSheet last = sheet("decision", language, letter::RelayMode::thread);
    last.station_name = last.next_name = last.next_phone = "";
    return shown(station) + "\n=====\n" + shown(before) + "\n=====\n" + shown(deputy) +
           "\n=====\n" + shown(last);
}

}  // namespace

TEST_CASE("reminders read as agreed in three languages") {
    CHECK(differs_from_golden("reminders_en", three_readers(Language::en)) == "");
    CHECK(differs_from_golden("reminders_ml", three_readers(Language::ml)) == "");
    CHECK(differs_from_golden("reminders_hi", three_readers(Language::hi)) == "");
}

TEST_CASE("each clock has words of its own in each language") {
    std::set<std::string> seen;
    for (const auto language : {Language::en, Language::ml, Language::hi}) {
        for (const char* clock : clocks) {
            CAPTURE(clock);
            const std::string text = shown(sheet(clock, language));
            // Named, not left as our own word.
            const std::string name(clock);
            REQUIRE(
                (name.find('_') == std::string::npos || text.find(name) == std::string::npos));
            REQUIRE(seen.insert(text).second);
        }
    }
    REQUIRE(seen.size() == 30);
}

TEST_CASE("a reminder is readable at 40 columns") {
    for (const auto language : {Language::en, Language::ml, Language::hi})
        for (const char* clock : clocks)
            CHECK(too_wide_line(shown(sheet(clock, language))) == "");
}
