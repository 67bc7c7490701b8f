#include <algorithm>
#include <catch2/catch.hpp>

#include "base/text.h"
#include "labelled_mails.h"
#include "shipped_lexicon.h"
#include "understanding/find_facts.h"

using namespace understanding;

namespace {

std::string yes_no(bool value) { return value ? "yes" : "no"; }

std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const auto& part : parts) out += (out.empty() ? "" : ",") + part;
    return out.empty() ? "none" : out;
}

std::string urgent_of(const Facts& facts) {
    std::vector<std::string> reasons;
    for (const auto reason : facts.urgency.reasons) reasons.emplace_back(name_of(reason));
    return joined(reasons);
}

// "residence:tvc.kazhakuttam,offender:Kannur": role, then station id, district or place
// elsewhere.
std::string places_of(const Facts& facts) {
    std::vector<std::string> out;
    for (const auto& place : facts.places) {
        std::vector<std::string> names;
        for (const auto& candidate : place.candidates) {
            names.push_back(candidate.station.empty() ? candidate.name
                                                      : candidate.station.str());
        }
        std::string text(understanding::name_of(place.role));
        text += ":";
        for (std::size_t i = 0; i < names.size(); ++i) text += (i > 0 ? "|" : "") + names[i];
        std::replace(text.begin(), text.end(), ' ', '_');
        if (std::find(out.begin(), out.end(), text) == out.end()) out.push_back(text);
    }
    return joined(out);
}

std::string underscored(std::string text) {
    std::replace(text.begin(), text.end(), ' ', '_');
    return text;
}

std::string value_of(const std::string& key, const Facts& facts,
                     const routing::Decision& decision) {
    if (key == "kind") return std::string(understanding::name_of(facts.kind));
    if (key == "automatic") return yes_no(facts.automatic);
    if (key == "language") return std::string(understanding::name_of(facts.language));
    if (key == "urgent") return urgent_of(facts);
    if (key == "child") return std::string(understanding::name_of(facts.child));
    if (key == "writer") return std::string(understanding::name_of(facts.written_by));
    if (key == "category") return std::string(understanding::name_of(facts.category));
    if (key == "police") return yes_no(facts.offender_in_police);
    if (key == "account_his") return yes_no(facts.account_may_be_his);
    if (key == "unsafe") return yes_no(facts.mail_unsafe);
    if (key == "station") return decision.station.empty() ? "none" : decision.station.str();
    if (key == "reason") return std::string(routing::name_of(decision.reason));
    if (key == "places") return places_of(facts);
    if (key == "relation") return facts.life.relation.value_or("none");
    if (key == "platforms") return joined(facts.life.platforms);
    if (key == "threat") return underscored(facts.life.threat.value_or("none"));
    if (key == "when") return underscored(facts.life.threat_when.value_or("none"));
    if (key == "paid") return yes_no(facts.life.money_paid);
    if (key == "same_house") return yes_no(facts.life.same_house);
    if (key == "hours") return underscored(facts.life.safe_hours.value_or("none"));
    if (key == "case") return facts.quoted_case_number.value_or("none");
    throw std::runtime_error("unknown key: " + key);
}

// Offsets and zones hold for every mail, whatever it says.
void check_shape(const Facts& facts) {
    for (const auto& text : facts.texts) {
        std::uint32_t at = 0;
        for (const auto& zone : text.zones) {
            CHECK(zone.span.start == at);
            CHECK(zone.span.end > zone.span.start);
            at = zone.span.end;
        }
        CHECK(at == text.text.size());
    }
    for (const auto& place : facts.places) {
        const auto* text = facts.text_of(place.span.where);
        REQUIRE(text != nullptr);
        CHECK(base::to_utf8(text->text.substr(
                  place.span.start, place.span.end - place.span.start)) == place.text);
    }
}

}  // namespace

namespace {

std::size_t check_all(const std::string& file, std::size_t least) {
    const auto mails =
        read_labelled_mails(std::string(APARAJITA_SOURCE_DIR) + "/tests/understanding/" + file);
    CHECK(mails.size() >= least);
    std::size_t checked = 0;
    for (const auto& mail : mails) {
        const Facts facts = find_facts(mail.mail, shipped_lexicon(), {});
        const auto decision = shipped_book().decide(facts);
        CHECK(!mail.expected.empty());
        check_shape(facts);
        for (const auto& [key, wanted] : mail.expected) {
            INFO(mail.name << ": " << key << ", places " << places_of(facts));
            CHECK(key + "=" + value_of(key, facts, decision) == key + "=" + wanted);
            ++checked;
        }
    }
    return checked;
}

}  // namespace

TEST_CASE("labelled mails in five writings are understood as their labels say") {
    CHECK(check_all("labelled_mails.txt", 75) > 150);
}

TEST_CASE("harder mails, labelled before any tuning, are understood as their labels say") {
    CHECK(check_all("labelled_hard.txt", 75) > 140);
}

TEST_CASE("whose home it is decides, in traps of five writings") {
    CHECK(check_all("labelled_traps.txt", 44) > 50);
}

TEST_CASE("danger, children, police and unsafe mailboxes are seen, and not where they are not") {
    CHECK(check_all("labelled_safety.txt", 45) > 50);
}

TEST_CASE("what an officer reads first is found in five writings") {
    CHECK(check_all("labelled_first_lines.txt", 60) > 60);
}

TEST_CASE("he is the one who harms, not everybody who is spoken of") {
    CHECK(check_all("labelled_relations.txt", 60) > 60);
}
