#include <algorithm>
#include <catch2/catch.hpp>

#include "base/text.h"
#include "understanding/endings.h"
#include "understanding/fold.h"
#include "understanding/place_index.h"

using namespace understanding;

namespace {

std::u32string settled(const std::string& word) {
    return settle(make_view(base::to_code_points(word)).text);
}

std::string broad(const std::string& word) { return broad_keys(settled(word)).front(); }
std::string tight(const std::string& word) { return tight_key(settled(word)); }

bool reads_as(const std::string& word, const std::string& stem) {
    const auto readings = readings_of(settled(word));
    return std::any_of(readings.begin(), readings.end(),
                       [&](const Reading& one) { return one.stem == settled(stem); });
}

StationEntry station(const std::string& id, const std::string& name, const std::string& name_ml,
                     const std::string& district = "Kollam") {
    StationEntry entry;
    entry.id = base::StationId(id);
    entry.name = name;
    entry.name_ml = name_ml;
    entry.district = district;
    return entry;
}

// "first-last tier station|station" for every match, longest first at each word.
std::vector<std::string> matches(const PlaceIndex& index, const std::string& text) {
    const auto source = base::to_code_points(text);
    const View view = make_view(source);
    const auto tokens = tokenise(view, source);
    std::vector<std::string> out;
    for (const auto& match : index.find(view, tokens, std::vector<bool>(tokens.size()))) {
        std::string line = std::to_string(match.first) + "-" + std::to_string(match.last) +
                           " " + std::string(name_of(match.tier)) + " ";
        for (std::size_t i = 0; i < match.candidates.size(); ++i) {
            line += (i > 0 ? "|" : "") + match.candidates[i].station.str();
        }
        out.push_back(line);
    }
    return out;
}

Vocabulary two_twins() {
    Vocabulary v;
    v.stations = {station("klr.puthoor", "Puthoor", "പുത്തൂർ"),
                  station("pkd.pudur", "Pudur", "പുതൂർ", "Palakkad"),
                  station("klc.kollam-east", "Kollam East", "കൊല്ലം ഈസ്റ്റ്"),
                  station("ktm.vaikom", "Vaikom", "വൈക്കം", "Kottayam"),
                  station("mpm.tirur", "Tirur", "തിരൂർ", "Malappuram"),
                  station("mpm.tirurangadi", "Tirurangadi", "തിരൂരങ്ങാടി", "Malappuram")};
    return v;
}

}  // namespace

TEST_CASE("one name has one broad key in Malayalam, Latin and Devanagari") {
    CHECK(broad("Kazhakuttam") == "kAlAkUtm");
    CHECK(broad("കഴക്കൂട്ടം") == "kAlAkUtm");
    CHECK(broad("Kazhakkoottam") == "kAlAkUtm");
    CHECK(broad("Thodupuzha") == broad("തൊടുപുഴ"));
    CHECK(broad("थोडुपुझा") == broad("തൊടുപുഴ"));
    CHECK(broad("കായംകുളം") == broad("Kayamkulam"));
    CHECK(broad("എടത്വ") == broad("Edathua"));
    CHECK(broad("Kunhimangalam") == broad("കുഞ്ഞിമംഗലം"));
    CHECK(broad("Mannancherry") == broad("Mannanchery"));
}

TEST_CASE("the tight key keeps length, gemination and voice, and unifies habits of writing") {
    CHECK(tight("പുത്തൂർ") != tight("പുതൂർ"));
    CHECK(tight("കളമശ്ശേരി") == tight("കളമശേരി"));
    CHECK(tight("ധർമ്മടം") == tight("ധർമടം"));
    CHECK(tight("തിരൂര്\u200D") == tight("തിരൂർ"));
    CHECK(tight("കടയ്ക്കൽ") == tight("കടക്കൽ"));
    CHECK(tight("ശാസ്താംകോട്ട") == tight("ശാസ്താങ്കോട്ട"));
    CHECK(tight("പാല") != tight("പാലാ"));
}

TEST_CASE("generic words are marks and never match by sound") {
    CHECK(is_generic(broad("North")));
    CHECK(broad("North") == broad("നോർത്ത്"));
    CHECK(broad("കിഴക്കേ") == broad("East"));
    CHECK(broad("Northu") != broad("North"));
    CHECK(is_generic(broad("Medical") + broad("college")));
    CHECK_FALSE(is_generic(broad("Kollam") + broad("East")));
}

TEST_CASE("consonants are counted, a mark as two") {
    CHECK(count_consonants(broad("Pala")) == 2);
    CHECK(count_consonants(broad("Kazhakuttam")) == 5);
    CHECK(count_consonants(broad("Kollam") + broad("East")) == 5);
}

TEST_CASE("case endings come off the written word") {
    const std::vector<std::pair<std::string, std::string>> forms{
        {"കഴക്കൂട്ടത്ത്", "കഴക്കൂട്ടം"},
        {"കൊല്ലത്തുനിന്ന്", "കൊല്ലം"},
        {"കോട്ടയത്തുകാരി", "കോട്ടയം"},
        {"എറണാകുളത്തേക്ക്", "എറണാകുളം"},
        {"ആലുവയിൽ", "ആലുവ"},
        {"അടിമാലിക്കാരി", "അടിമാലി"},
        {"തൃശ്ശൂരിലെ", "തൃശ്ശൂർ"},
        {"ആറ്റിങ്ങലിൽ", "ആറ്റിങ്ങൽ"},
        {"കൊടുമണിൽ", "കൊടുമൺ"},
        {"പാലക്കാട്ട്", "പാലക്കാട്"},
        {"കോഴിക്കോട്ടെ", "കോഴിക്കോട്"},
        {"ചേർപ്പിൽ", "ചേർപ്പ്"},
        {"കൊട്ടിയംപോലീസ്സ്റ്റേഷനിൽ", "കൊട്ടിയം"},
        {"വടകരസ്വദേശിനി", "വടകര"},
        {"കഴക്കൂട്ടത്താണ്", "കഴക്കൂട്ടം"},
        {"വർക്കലയിലാണ്", "വർക്കല"},
        {"Thrissuril", "Thrissur"},
        {"Kollathu", "Kollam"},
        {"Kazhakuttathulla", "Kazhakuttam"},
        {"Palakkattu", "Palakkad"},
        {"Kollamkaari", "Kollam"}};
    for (const auto& [form, stem] : forms) {
        INFO(form);
        CHECK(reads_as(form, stem));
    }
}

TEST_CASE("the word itself is the first reading, and readings are bounded") {
    CHECK(readings_of(settled("കഴക്കൂട്ടം")).front().stem == settled("കഴക്കൂട്ടം"));
    std::string endless;
    for (int i = 0; i < 200; ++i) endless += "യിലാണ്";
    CHECK(readings_of(settled(endless)).size() <= 32);
    CHECK(readings_of(settled("hello")).front().stem == U"hello");
}

TEST_CASE("a word that tells station, native or near says so") {
    const auto flags = [](const std::string& word, const std::string& stem) {
        for (const auto& one : readings_of(settled(word))) {
            if (one.stem == settled(stem)) return one.glued;
        }
        FAIL("no such reading: " << word);
        return Glued{};
    };
    CHECK(flags("കൊട്ടിയംപോലീസ്", "കൊട്ടിയം").station);
    CHECK(flags("വടകരസ്വദേശി", "വടകര").native);
    CHECK(flags("കഴക്കൂട്ടത്തിനടുത്ത്", "കഴക്കൂട്ടം").near);
    CHECK(flags("കഴക്കൂട്ടത്ത്", "കഴക്കൂട്ടം").at);
    CHECK_FALSE(flags("കഴക്കൂട്ടം", "കഴക്കൂട്ടം").at);
}

TEST_CASE("twins are both candidates in Latin, and apart in Malayalam") {
    const PlaceIndex index(two_twins());
    CHECK(matches(index, "Puthoor") ==
          std::vector<std::string>{"0-0 tight klr.puthoor|pkd.pudur"});
    CHECK(matches(index, "പുത്തൂരിൽ") == std::vector<std::string>{"0-0 tight klr.puthoor"});
    CHECK(matches(index, "പുതൂർ") == std::vector<std::string>{"0-0 tight pkd.pudur"});
}

TEST_CASE("names match as whole words, longest first, never by prefix") {
    const PlaceIndex index(two_twins());
    CHECK(matches(index, "Tirurangadi") ==
          std::vector<std::string>{"0-0 tight mpm.tirurangadi"});
    CHECK(matches(index, "തിരൂരങ്ങാടിയിൽ") ==
          std::vector<std::string>{"0-0 tight mpm.tirurangadi"});
    CHECK(matches(index, "Kollam East") ==
          std::vector<std::string>{"0-1 tight klc.kollam-east"});
    CHECK(matches(index, "കൊല്ലം ഈസ്റ്റിൽ") ==
          std::vector<std::string>{"0-1 tight klc.kollam-east"});
    CHECK(matches(index, "Kollam. East").empty());
    CHECK(matches(index, "Kollam: East").empty());
    CHECK(matches(index, "vai kom").empty());
    CHECK(matches(index, "Tirurang").empty());
}

TEST_CASE("a retired station is still known by name, so that its mail is told from a mail without a place") {
    Vocabulary v = two_twins();
    for (auto& station : v.stations) station.state = StationState::retired;
    const PlaceIndex index(v);
    CHECK(matches(index, "Tirur") == std::vector<std::string>{"0-0 tight mpm.tirur"});
}

TEST_CASE("stop words are no names") {
    Vocabulary v = two_twins();
    v.lists["place.stop"] = {"place.stop", {{"ml", {"തിരൂർ"}}}};
    const PlaceIndex index(v);
    CHECK(matches(index, "തിരൂരിൽ").empty());
    CHECK(matches(index, "Tirur") == std::vector<std::string>{"0-0 tight mpm.tirur"});
}

TEST_CASE("one edit of the key is only a suggestion") {
    const PlaceIndex index(two_twins());
    CHECK(matches(index, "Tirurangada").empty());
    const auto near = index.suggest(U"tirurangada");
    REQUIRE(near.size() == 1);
    CHECK(near.front().station.str() == "mpm.tirurangadi");
    CHECK(index.suggest(U"banana").empty());
}
