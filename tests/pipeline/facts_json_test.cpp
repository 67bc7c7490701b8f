#include "pipeline/facts_json.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "support/shipped_installation.h"
#include "understanding/find_facts.h"

namespace {

using understanding::Facts;

Facts facts_of(const std::string& subject, const std::string& text) {
    message::ParsedMail mail;
    mail.subject = subject;
    mail.from.address = "writer@example.org";
    mail.all_from = {mail.from};
    mail.text = text;
    message::Leaf leaf;
    leaf.type = "text/plain";
    leaf.text = text;
    mail.parts = {leaf};
    understanding::Circumstances circumstances;
    circumstances.minute_of_day = 1410;
    return understanding::find_facts(mail, support::shipped_rules()->lexicon, circumstances);
}

const std::vector<std::pair<std::string, std::string>> mails{
    {"Zebulonia", "My name is Zebulonia. I live at Kazhakuttam, pin 695582. He lives at Museum.\nWhatsApp threats tonight."},
    {"help", "Case APJ-2026-000042. Call me only after Zebulonia sleeps.\n> On Monday Xanthippe wrote:\n> RTI application"},
    {"കഴക്കൂട്ടം", "ഞാൻ കഴക്കൂട്ടം പോലീസ് സ്റ്റേഷൻ പരിധിയിൽ താമസിക്കുന്നു. അയാൾ കൊല്ലുമെന്ന് ഭീഷണിപ്പെടുത്തുന്നു."},
    {"press", "Press query. How many complaints did Museum police station receive?"},
    {"", "The inspector of Museum police station threatens me."},
    {"", "I live at Puthoor near Kollam. He calls me at night."},
    {"my husband", "My husband is a constable at Museum police station and beats me. I live at Kazhakuttam."}};

std::string summary(const Facts& facts) {
    const auto decision = support::shipped_rules()->book.decide(facts);
    std::string all = std::string(routing::name_of(decision.action)) + " " + std::string(routing::name_of(decision.reason)) +
                      " " + decision.station.str() + " " + std::to_string(decision.score);
    for (const auto& sentence : decision.trace) all += "\n" + sentence;
    return all;
}

}  // namespace

TEST_CASE("kept facts come back the same and decide the same, sentence for sentence") {
    const auto& words = support::shipped_rules()->words;
    std::size_t hits_of_rules = 0;
    for (const auto& [subject, text] : mails) {
        const Facts facts = facts_of(subject, text);
        const std::string once = pipeline::facts_to_json(facts, words);
        const auto back = pipeline::facts_from_json(once);
        REQUIRE(back.ok());
        CHECK(back->words == words);
        CHECK(pipeline::facts_to_json(back->facts, back->words) == once);
        CHECK(summary(back->facts) == summary(facts));
        const auto of_rules = std::count_if(facts.words.begin(), facts.words.end(),
                                            [](const auto& hit) { return hit.list.starts_with("rule."); });
        CHECK(back->facts.words.size() == static_cast<std::size_t>(of_rules));
        hits_of_rules += back->facts.words.size();
        CHECK(back->facts.places.size() == facts.places.size());
        CHECK(back->facts.pins.size() == facts.pins.size());
        CHECK(back->facts.sender_domain == "example.org");
        CHECK(back->facts.minute_of_day == 1410);
    }
    CHECK(hits_of_rules > 0);
}

TEST_CASE("kept facts hold no word of the mail, no writer's name, no number that she quoted") {
    for (const auto& [subject, text] : mails) {
        const std::string kept = pipeline::facts_to_json(facts_of(subject, text), support::shipped_rules()->words);
        for (const char* secret : {"Zebulonia", "Xanthippe", "000042", "sleeps", "inspector", "APJ-", "writer@"})
            CHECK(kept.find(secret) == std::string::npos);
    }
    Facts made;
    made.life.safe_hours = "after Zebulonia sleeps";
    made.life.relation = "my uncle Zebulonia";
    made.life.platforms = {"whatsapp", "Zebulonia's site"};
    made.answer_word = "ROUTE Zebulonia";
    understanding::PlaceMention mention;
    mention.text = "Zebulonia";
    mention.cues = {"Zebulonia"};
    made.places.push_back(mention);
    understanding::ExaminedText examined;
    examined.text = U"Zebulonia";
    examined.zones.push_back({understanding::ZoneKind::quoted, {}, understanding::ZoneOwner::other, "Zebulonia", "z@example.org"});
    made.texts.push_back(examined);
    const std::string kept = pipeline::facts_to_json(made, {});
    CHECK(kept.find("ebulonia") == std::string::npos);
    CHECK(kept.find("example.org") == std::string::npos);
    CHECK(pipeline::facts_from_json(kept)->facts.life.platforms == std::vector<std::string>{"whatsapp"});
}

TEST_CASE("what is altered, cut off or of another version is refused, never half read") {
    const std::string good = pipeline::facts_to_json(facts_of(mails[0].first, mails[0].second), {});
    REQUIRE(pipeline::facts_from_json(good).ok());
    for (std::size_t length = 0; length < good.size(); length += 7)
        CHECK_FALSE(pipeline::facts_from_json(good.substr(0, length)).ok());
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
             {"\"version\":1", "\"version\":2"}, {"\"complaint\"", "\"complain\""}, {"\"complete\":true", "\"complete\":7"}}) {
        std::string bad = good;
        const auto at = bad.find(from);
        REQUIRE(at != std::string::npos);
        bad.replace(at, from.size(), to);
        const auto read = pipeline::facts_from_json(bad);
        REQUIRE_FALSE(read.ok());
        CHECK(read.error().what == "the kept facts cannot be read");
    }
}

TEST_CASE("other words that would be looked for are noticed, those of staff rules by rule") {
    auto vocabulary = support::shipped_rules()->book.vocabulary();
    const auto before = pipeline::words_of(vocabulary);
    CHECK(pipeline::words_of(vocabulary) == before);
    vocabulary.lists.at("rule.test-mail").words.begin()->second.push_back("another");
    const auto rule = pipeline::words_of(vocabulary);
    CHECK(rule.vocabulary == before.vocabulary);
    CHECK(rule.rules.at("rule.test-mail") != before.rules.at("rule.test-mail"));
    CHECK(rule.rules.at("rule.press-and-information") == before.rules.at("rule.press-and-information"));
    vocabulary.stations.front().localities.push_back("Harbour View colony");
    CHECK(pipeline::words_of(vocabulary).vocabulary != before.vocabulary);
}
