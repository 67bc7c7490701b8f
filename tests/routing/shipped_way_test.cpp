// The shipped rules and words at work: text in, decision out, through the room that
// understands.
#include <catch2/catch.hpp>
#include <ctime>

#include "message/parsed_mail.h"
#include "routing/examples.h"
#include "shipped_rules.h"
#include "understanding/find_facts.h"

namespace {

const routing::RuleBook& book() {
    static const auto loaded = [] {
        auto result =
            routing::load_rules(shipped_sources(), {}, {understanding::required_lists()});
        if (!result.ok()) FAIL(base::to_text(result.error()));
        return std::move(result).value();
    }();
    return loaded.book;
}

understanding::Facts facts_of(const std::string& subject, const std::string& text,
                              const std::string& from) {
    static const understanding::Lexicon lexicon(book().vocabulary());
    message::ParsedMail mail;
    if (!subject.empty()) mail.subject = subject;
    mail.text = text;
    mail.from.address = from.empty() ? "asha@example.org" : from;
    mail.all_from = {mail.from};
    message::Leaf leaf;
    leaf.type = "text/plain";
    leaf.text = text;
    mail.parts.push_back(leaf);
    understanding::Circumstances circumstances;
    circumstances.own_addresses = {"complaints@example.org"};
    return understanding::find_facts(mail, lexicon, circumstances);
}

std::string way_of(const std::string& text, const std::string& subject = "") {
    const auto decision = book().decide(facts_of(subject, text, ""));
    std::string way(routing::name_of(decision.action));
    if (!decision.station.empty()) way += " " + decision.station.str();
    way += " " + std::string(routing::name_of(decision.reason));
    for (const auto& sentence : decision.trace) UNSCOPED_INFO(sentence);
    return way;
}

}  // namespace

TEST_CASE("every example of the shipped rules goes where it should, by its own rule") {
    const auto problems = routing::check_examples(book(), [](const routing::Example& example) {
        const auto facts = facts_of(example.subject, example.text, example.from);
        return routing::ExampleOutcome{book().decide(facts), facts.urgency.flagged()};
    });
    INFO(base::to_text(problems));
    REQUIRE(problems.empty());
}

TEST_CASE("a Malayalam complaint that names Kazhakuttam reaches it") {
    CHECK(way_of("ഞാൻ കഴക്കൂട്ടത്ത് താമസിക്കുന്നു. ഒരാൾ എന്നെ ഫോണിൽ ശല്യം ചെയ്യുന്നു.") ==
          "forward tvc.kazhakuttam residence");
    CHECK(way_of("കഴക്കൂട്ടം പോലീസ് സ്റ്റേഷനിൽ പരാതി നൽകണം. അയാൾ എന്നെ ഭീഷണിപ്പെടുത്തുന്നു.") ==
          "forward tvc.kazhakuttam explicit_station");
}

TEST_CASE("the same complaint in other writings reaches the same station") {
    CHECK(
        way_of(
            "I live in Kazhakkoottam. A man keeps sending me obscene pictures on WhatsApp.") ==
        "forward tvc.kazhakuttam residence");
    CHECK(way_of("Njan Kazhakuttathu thamasikkunnu. Oral enne phonil shalyam cheyyunnu.") ==
          "forward tvc.kazhakuttam residence");
    CHECK(way_of("मैं कझाकूट्टम में रहती हूँ। एक आदमी मुझे बार बार फोन करके परेशान करता है।") ==
          "forward tvc.kazhakuttam residence");
}

TEST_CASE("doubt goes to the desk, with its reason") {
    CHECK(way_of("Somebody made a fake profile with my photos.") == "triage none");
    CHECK(way_of("I live in Kollam district. He sends me messages at night.") ==
          "triage district_only");
    CHECK(way_of("I live in Ramapuram. He sends me messages at night.") ==
          "triage ambiguous_name");
    CHECK(way_of("I live in Chennai. He put my photo on Instagram.") == "triage other_state");
    CHECK(
        way_of(
            "He is a police officer at Museum police station and sends me obscene messages.") ==
        "triage about_station");
}

TEST_CASE("a complaint about officers of a station is never sent to that station") {
    for (const auto* text : {"The sub inspector of Museum police station calls me at night and "
                             "asks me to come alone.",
                             "The SI of Museum police station is harassing me.",
                             "Museum police stationile SI enne shalyam cheyyunnu.",
                             "पलारिवट्टोम थाने का दरोगा मुझे रात को फोन करता है।",
                             "മ്യൂസിയം പോലീസ് സ്റ്റേഷനിലെ എസ്ഐ എന്നെ രാത്രി വിളിച്ച് ശല്യം ചെയ്യുന്നു."})
        CHECK(way_of(text) == "triage about_station");
    for (const auto* text :
         {"To the Sub Inspector, Museum Police Station. Sir, a man stalks me daily.",
          "The sub inspector of Museum police station told me to write to you. A man stalks "
          "me."})
        CHECK(way_of(text) == "forward tvc.museum explicit_station");
}

namespace {

double seconds_for(const std::string& piece, std::size_t octets) {
    std::string text;
    while (text.size() + piece.size() <= octets) text += piece;
    const auto start = std::clock();
    const auto decision = book().decide(facts_of("", text, ""));
    REQUIRE_FALSE(decision.rules_sha256.empty());
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

}  // namespace

TEST_CASE("a hostile megabyte is decided within its time, and time grows with the text only") {
    constexpr std::size_t megabyte = 1024UL * 1024;
    constexpr double budget = 20;  // seconds of processor time, with every check switched on
    (void)seconds_for("hello ", 1024);
    for (const std::string piece :
         {"Kovalam Varkala 695001 ", "he police station Kovalam kill me kill time ", "> a: b\n",
          "Accused: x\n", "14 9 695 001 ", "a", "near ", "my his ", "ഞാൻ കഴക്കൂട്ടത്ത് ",
          "ക്\u200d", "मैं ", "(((", "\n\n", "Kollam, ", "@Vaikom_", "Medical College "}) {
        INFO(piece);
        const double quarter = seconds_for(piece, megabyte / 4);
        const double whole = seconds_for(piece, megabyte - 8);
        CHECK(whole < budget);
        CHECK(whole <= 10 * quarter + 0.3);
    }
}
