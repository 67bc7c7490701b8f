// Which number may be released, on mails as the understanding and redaction rooms read them.
#include "cases/contact.h"

#include <catch2/catch.hpp>

#include "redaction/kit.h"

namespace {

// The number that may be called, or the reason why none.
std::string chosen(std::string_view text) {
    const auto made = kit::understood(text);
    const auto contact = cases::choose_contact(kit::findings_of(made), made.facts);
    return contact ? contact->number.reveal() : std::string(cases::name_of(contact.error()));
}

constexpr std::string_view complaint =
    "My former friend keeps sending me vulgar messages on WhatsApp and I am afraid of him. ";

std::string with(std::string_view more) { return std::string(complaint) + std::string(more); }

}  // namespace

TEST_CASE("her only number is the one") {
    CHECK(chosen(with("My number is 98460 12345.")) == "98460 12345");
    CHECK(chosen(with("My number is 98460 12345. I repeat, my number: 9846012345.")) ==
          "98460 12345");
}

TEST_CASE("the number she asked to be called on wins over her others") {
    CHECK(chosen(with("My number is 98460 12345. Please call me on 97450 54321, that is mine too.")) ==
          "97450 54321");
    CHECK(chosen(with("My number 98460 12345, my other number 97450 54321.")) == "several");
    CHECK(chosen(with("Call me on 98460 12345 or call me on 97450 54321.")) == "several");
}

TEST_CASE("a number she does not want called is not released") {
    CHECK(chosen(with("My number is 98460 12345. Do not call me on 98460 12345, he has the phone.")) ==
          "do_not_call");
    CHECK(chosen(with("My number is 98460 12345, do not call that. Call me on 97450 54321.")) ==
          "97450 54321");
    CHECK(chosen(with("My number is 98460 12345. Please do not call.")) == "do_not_call");
}

TEST_CASE("without a number of hers a person decides") {
    CHECK(chosen(with("He calls me from 90000 00417 every night.")) == "no_number");
    CHECK(chosen(with("You can ask my mother, my mother's number is 98460 12345.")) ==
          "relatives_number");
}

TEST_CASE("another writer's mail releases nothing") {
    CHECK(chosen("I am writing for my sister, who is afraid. A man sends her vulgar messages. "
                 "Her number is 98460 12345, my number is 97450 54321.") == "other_writer");
}

TEST_CASE("when he may be of the police nothing is released by itself") {
    CHECK(chosen(with("He is a police constable. My number is 98460 12345.")) ==
          "offender_in_police");
}

TEST_CASE("the reasons are spelled as the notice to the desk spells them") {
    for (const char* name : {"offender_in_police", "other_writer", "no_number", "relatives_number",
                             "do_not_call", "several", "station_limit", "destroyed", "held", "not_kept"}) {
        const auto reason = cases::no_contact(name);
        REQUIRE(reason);
        CHECK(cases::name_of(*reason) == name);
    }
    CHECK_FALSE(cases::no_contact("because"));
}
