#include "shipped_rules.h"

#include <catch2/catch.hpp>
#include <set>

#include "base/mail_domain.h"
#include "routing/examples.h"
#include "understanding/lexicon.h"

namespace {

const routing::RuleBook& book() {
    static const auto loaded = [] {
        auto result =
            routing::load_rules(shipped_sources(), {}, {understanding::required_lists()});
        if (!result.ok()) FAIL(base::to_text(result.error()));
        if (!result->warnings.empty()) FAIL(base::to_text(result->warnings));
        return std::move(result).value();
    }();
    return loaded.book;
}

const understanding::StationEntry& station(const std::string& id) {
    const auto* entry = book().vocabulary().station(base::StationId(id));
    if (entry == nullptr) FAIL("no station " + id);
    return *entry;
}

}  // namespace

TEST_CASE("the shipped rules load without a problem or a warning") {
    REQUIRE(book().stations().size() == 538);
    REQUIRE(book().vocabulary().districts.size() == 14);
    REQUIRE(book().desks().size() == 82);
    REQUIRE(book().fingerprint().size() == 64);
    REQUIRE(routing::examples(book()).size() >= 3);
}

TEST_CASE("every unit of the police has its stations and its three desks") {
    std::map<std::string, int> units;
    for (const auto& one : book().stations()) ++units[one.id.str().substr(0, 3)];
    REQUIRE(units.size() == 20);
    for (const auto& [unit, count] : units) {
        REQUIRE(count >= 14);
        for (const auto* desk : {"head.", "cyber.", "chief."})
            REQUIRE(book().desk(base::RecipientId(desk + unit)) != nullptr);
    }
    REQUIRE(book().desk(base::RecipientId("hi-tech")) != nullptr);
    REQUIRE(book().desk(base::RecipientId("cyberdome")) != nullptr);
}

TEST_CASE("each kind of station is there in its number") {
    std::map<understanding::StationType, int> types;
    for (const auto& one : book().vocabulary().stations) ++types[one.type];
    REQUIRE(types[understanding::StationType::lo] == 482);
    REQUIRE(types[understanding::StationType::vanitha] == 14);
    REQUIRE(types[understanding::StationType::coastal] == 15);
}

TEST_CASE("Kazhakuttam has its names, its spellings and its mailbox") {
    REQUIRE(station("tvc.kazhakuttam").name_ml == "കഴക്കൂട്ടം");
    REQUIRE(station("tvc.kazhakuttam").district == "Thiruvananthapuram");
    REQUIRE(station("tvc.kazhakuttam").aliases ==
            std::vector<std::string>{"Kazhakuttom", "Kazhakoottam", "Kazhakkoottam",
                                     "Kazhakkuttom"});
    REQUIRE(book().station(base::StationId("tvc.kazhakuttam"))->mailbox ==
            "sho.kazhakuttam@tvc.ps.invalid");
    REQUIRE(book().station(base::StationId("tvc.nowhere")) == nullptr);
}

TEST_CASE("known namesakes are told") {
    REQUIRE(station("ktm.ramapuram").namesake_districts ==
            std::vector<std::string>{"Malappuram"});
    REQUIRE(station("knc.thalassery").namesake_districts ==
            std::vector<std::string>{"Thrissur"});
    int with_namesake = 0;
    for (const auto& one : book().vocabulary().stations)
        with_namesake += one.namesake_districts.empty() ? 0 : 1;
    REQUIRE(with_namesake == 70);
}

TEST_CASE("every station has a mailbox of its own, spelled as its id") {
    std::set<std::string> seen;
    for (const auto& one : book().stations()) {
        const std::string& id = one.id.str();
        REQUIRE(one.mailbox == "sho." + id.substr(4) + "@" + id.substr(0, 3) + ".ps.invalid");
        REQUIRE(seen.insert(one.mailbox).second);
        REQUIRE_FALSE(one.name_ml.empty());
    }
}

TEST_CASE("no address outside the reserved domains stands anywhere in the shipped rules") {
    const auto in_domain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '.';
    };
    int found = 0;
    for (const auto& source : shipped_sources())
        for (auto at = source.text.find('@'); at != std::string::npos;
             at = source.text.find('@', at + 1)) {
            auto end = at + 1;
            while (end < source.text.size() && in_domain(source.text[end])) ++end;
            const std::string domain = source.text.substr(at + 1, end - at - 1);
            if (domain.find('.') == std::string::npos) continue;
            ++found;
            INFO(source.name << ": " << domain);
            REQUIRE(base::is_reserved_domain(domain));
        }
    REQUIRE(found >= 600);
}

TEST_CASE("no PIN code is confirmed in the shipped rules") {
    for (const auto& one : book().vocabulary().stations) REQUIRE(one.pins.empty());
}

TEST_CASE("PIN codes of Kerala are nobody else's") {
    const auto& elsewhere = book().vocabulary().pin_prefixes_elsewhere;
    for (const auto* prefix :
         {"670", "673", "676", "678", "680", "682", "685", "688", "691", "695"})
        REQUIRE(elsewhere.count(prefix) == 0);
    REQUIRE(elsewhere.at("600") == "Tamil Nadu");
    REQUIRE(elsewhere.at("560") == "Karnataka");
    REQUIRE(elsewhere.at("673310") == "Puducherry");
}

TEST_CASE("the fingerprint changes with every octet and not with the order of the files") {
    auto sources = shipped_sources();
    std::reverse(sources.begin(), sources.end());
    REQUIRE(routing::load_rules(sources, {}, {})->book.fingerprint() == book().fingerprint());
    sources.front().text += "\n";
    REQUIRE(routing::load_rules(sources, {}, {})->book.fingerprint() != book().fingerprint());
}

TEST_CASE("the shipped twins are found by their sound when they do not name each other") {
    auto sources = shipped_sources();
    const std::string key = "\n    namesakes: ";
    for (auto& source : sources)
        for (auto at = source.text.find(key); at != std::string::npos;
             at = source.text.find(key, at))
            source.text.erase(at, source.text.find('\n', at + 1) - at);
    const auto loaded = routing::load_rules(sources, {}, {});
    REQUIRE_FALSE(loaded.ok());
    std::vector<std::string> told;
    for (const auto& problem : loaded.error())
        if (problem.sentence.find(" sounds like ") != std::string::npos)
            told.push_back(problem.sentence);
    REQUIRE(told == std::vector<std::string>{
                        "'Marad' sounds like 'Maradu'", "'Pudur' sounds like 'Puthoor'",
                        "'Mannarkkad' sounds like 'Manarcad'", "'Adoor' sounds like 'Adhur'",
                        "'Wadakkanchery' sounds like 'Vadakkenchery'",
                        "'Ayiroor' sounds like 'Eroor'"});
}
