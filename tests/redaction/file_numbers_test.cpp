// Numbers that an office gave and that no label names, and ages as they are told.
#include <algorithm>
#include <catch2/catch.hpp>

#include "redaction/kit.h"

namespace {

bool finds(const std::string& text, const std::string& value) {
    const auto seen = kit::types(text);
    return std::find(seen.begin(), seen.end(), value) != seen.end();
}

}  // namespace

TEST_CASE("a number of an office is found without a label, by its capitals and figures") {
    for (const std::string value :
         {"PPO/KL/0088123", "KRT/STU/772341", "HRX-30914", "V-2026-661803", "WCPO 8814",
          "AWC 42074015", "PPO 228820/GEN", "7SDFH4C0012KX",
          "TXk9qLr3vB7mZpW2hN5sYd8cF4gJ6uA1eR"}) {
        CAPTURE(value);
        CHECK(
            finds("They copied it from me, " + value + " and the photo.", "MISC_ID " + value));
        CHECK(finds("അത് അവരുടെ കൈയിൽ ഉണ്ട്, " + value + " ആണ്.", "MISC_ID " + value));
        CHECK(finds("उन्होंने देख लिया, " + value + " और फोटो।", "MISC_ID " + value));
    }
}

TEST_CASE("no number of an office: orders, petitions of a year, models, dates, examinations") {
    for (const std::string value :
         {"order SZ-44712", "trip id UB-77-44103", "phone model RM-1134", "on 12-NOV-2026",
          "NEET-2026", "OP/418/2023", "Section 66C", "the Redmi Note 12", "Rs 12,500",
          "IPL 2026", "OD33180291", "APJ-2026-000001", "apj-2026-000017"}) {
        const auto text = "She said " + value + " to me.";
        CAPTURE(text, kit::types(text));
        const auto seen = kit::types(text);
        CHECK(std::none_of(seen.begin(), seen.end(),
                           [](const std::string& one) { return one.starts_with("MISC_ID"); }));
    }
}

TEST_CASE("an amount with a comma is no number of an office, whatever stands before") {
    CHECK_FALSE(finds("registration 12,500 for the job", "MISC_ID 12"));
    CHECK_FALSE(finds("registration 12,500 for the job", "MISC_ID 500"));
}

TEST_CASE("ages are found as they are told in five writings") {
    for (const auto& [text, age] : std::vector<std::pair<std::string, std::string>>{
             {"i am 19 i want to write my exam", "19"},
             {"Njan oru clerk aanu, 36, divorcee.", "36"},
             {"Enikk 72. Pension und.", "72"},
             {"enikk 21 und, college il aanu", "21"},
             {"Avalkk 16 aanu.", "16"},
             {"13 vayasse ullu avalkk.", "13"},
             {"എനിക്ക് 24 ആണ്.", "24"},
             {"mai 66 baras ki vidhwa aurat hu", "66"},
             {"Ab 31 ki hu, shaadi ho gayi.", "31"},
             {"मैं तब 17 की थी।", "17"},
             {"mera beti Anjum 17\nschool me hai", "17"}}) {
        CAPTURE(text, kit::types(text));
        CHECK(finds(text, "AGE " + age));
    }
    for (const std::string text : {"i am 19 weeks pregnant", "I am 20 km away from there",
                                   "photo 12 ki thi", "enikk 20 message vannu"}) {
        const auto seen = kit::types(text);
        CAPTURE(text, seen);
        CHECK(std::none_of(seen.begin(), seen.end(),
                           [](const std::string& one) { return one.starts_with("AGE"); }));
    }
}

TEST_CASE("a birth date is found before its word, and with the year first") {
    CHECK(finds("04-08-2024 aanu janicha date", "DOB 04-08-2024"));
    CHECK(finds("ജനനം 2010 മാർച്ച് 3, സ്കൂളിൽ", "DOB 2010 മാർച്ച് 3"));
}
