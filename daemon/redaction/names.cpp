#include "redaction/names.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace redaction {

namespace {

constexpr std::size_t shortest_name = 3;  // letters of a remembered name
constexpr std::size_t longest_word = 48;  // no inflected name is longer
constexpr std::size_t shortest_key = 3;

bool is_malayalam(char32_t c) { return c >= 0x0D00 && c <= 0x0D7F; }
bool is_latin_letter(char32_t c) { return c >= U'a' && c <= U'z'; }

// Endings that begin with a vowel sign, behind a stem that has lost its last sign or got a
// linking consonant.
constexpr std::array<std::u32string_view, 27> open_endings{
    U"ിന്റെ",  U"ുടെ",  U"ിന്",     U"ിനെ", U"െ",      U"ോട്",  U"ിനോട്", U"ിൽ",     U"ിൽനിന്ന്",
    U"ിലേക്ക്", U"ാൽ",  U"ിനാൽ",   U"ും",   U"ാണ്",     U"ോ",   U"േട്ടൻ", U"േട്ടന്റെ", U"േട്ടനെ",
    U"േച്ചി",  U"െന്ന", U"െന്നയാൾ", U"ായ",  U"ായിരുന്നു", U"ില്ല", U"ുമായി", U"ിനും",    U"ിനൊപ്പം"};
constexpr std::array<std::u32string_view, 11> links{U"",  U"യ", U"വ", U"ന",  U"ല", U"ള",
                                                    U"റ", U"ര", U"മ", U"ത്ത", U"ട്ട"};
constexpr std::array<std::u32string_view, 23> closed_endings{
    U"ക്ക്",      U"ന്റെ",    U"ന്",     U"നെ",     U"നോട്", U"നും",    U"നാണ്", U"ചേട്ടൻ",
    U"ചേട്ടന്റെ", U"ചേട്ടനെ", U"ചേച്ചി", U"ച്ചേട്ടൻ", U"സാർ", U"മാഷ്",   U"എന്ന", U"എന്നയാൾ",
    U"എന്ന്",     U"ആണ്",     U"ഉം",    U"ഉടെ",    U"ഓട്",  U"നുമായി", U"ക്കും"};
constexpr std::array<std::u32string_view, 30> roman_endings{
    U"nte",   U"inte",    U"vinte",  U"ude", U"yude", U"ine",  U"ne",    U"ye",
    U"vine",  U"ode",     U"od",     U"nod", U"inod", U"yod",  U"vinod", U"um",
    U"yum",   U"vum",     U"aanu",   U"aan", U"anu",  U"yanu", U"il",    U"yil",
    U"ettan", U"chettan", U"chechi", U"inu", U"vinu", U"kku"};

using Endings = std::unordered_set<std::u32string, WordHash, std::equal_to<>>;

const Endings& malayalam_endings() {
    static const auto endings = [] {
        Endings all;
        for (const auto link : links) {
            for (const auto ending : open_endings)
                all.insert(std::u32string(link) + std::u32string(ending));
        }
        for (const auto ending : closed_endings) all.emplace(ending);
        return all;
    }();
    return endings;
}

bool is_roman_ending(std::u32string_view ending) {
    return std::find(roman_endings.begin(), roman_endings.end(), ending) != roman_endings.end();
}

bool is_sign(char32_t c) { return (c >= 0x0D3E && c <= 0x0D4D) || c == 0x0D57 || c == 0x0D02; }
bool is_chillu(char32_t c) { return c >= 0x0D7A && c <= 0x0D7F; }

// The part that stays when an ending is added: രാജൻ, രാജന്റെ share രാജ.
std::u32string stem_of(std::u32string_view name) {
    const char32_t last = name.back();
    const bool changes = is_chillu(last) || last == U'ം' || last == 0x0D4D || last == U'ു';
    if (!is_malayalam(last) || !changes || name.size() <= 2) return std::u32string(name);
    return std::u32string(name.substr(0, name.size() - 1));
}

std::size_t letters_in(std::u32string_view word) {
    return static_cast<std::size_t>(std::count_if(word.begin(), word.end(), [](char32_t c) {
        const bool devanagari_sign = c >= 0x093A && c <= 0x094D;
        return !is_sign(c) && !devanagari_sign;
    }));
}

}  // namespace

std::vector<std::u32string> possible_stems(std::u32string_view word) {
    static constexpr std::u32string_view last_signs = U"ൻൽർൾം്ു";
    std::vector<std::u32string> stems;
    if (word.empty() || word.size() > longest_word) return stems;
    const bool malayalam = is_malayalam(word[0]), latin = is_latin_letter(word[0]);
    for (std::size_t cut = word.size() - 1; cut >= 2 && (malayalam || latin); --cut) {
        const auto ending = word.substr(cut);
        if (malayalam ? !malayalam_endings().contains(ending) : !is_roman_ending(ending))
            continue;
        stems.emplace_back(word.substr(0, cut));
        if (!malayalam) continue;
        const auto stem = stems.back();
        for (const char32_t sign : last_signs) stems.push_back(stem + sign);
    }
    return stems;
}

void NameBook::add(std::u32string_view word, int person) {
    const bool indic = !word.empty() && word[0] >= 0x80;
    const std::size_t least = indic ? 2 : shortest_name;
    if (word.size() < shortest_name || letters_in(word) < least || word.size() > longest_word)
        return;
    const Entry entry{std::u32string(word), person};
    stems_[entry.name].push_back(entry);
    if (const auto stem = stem_of(word); stem != entry.name) stems_[stem].push_back(entry);
    in_latin_ = in_latin_ || word[0] < 0x80;
    in_malayalam_ = in_malayalam_ || is_malayalam(word[0]);
    in_others_ = in_others_ || (word[0] >= 0x80 && !is_malayalam(word[0]));
    const auto key = sound_key(word);
    if (key.size() >= shortest_key) keys_[key].push_back(entry);
    for (std::size_t n = shortest_name; n < word.size(); ++n) {
        beginnings_[std::u32string(word.substr(0, n))].push_back(entry);
    }
}

NameBook::Hit NameBook::find(std::u32string_view word) const {
    if (word.empty() || word.size() > longest_word || stems_.empty()) return {};
    for (const auto ask : {&NameBook::whole, &NameBook::inflected, &NameBook::alike}) {
        if (auto hit = (this->*ask)(word); hit.match != NameMatch::none) return hit;
    }
    const auto beginning = beginnings_.find(word);
    if (beginning == beginnings_.end() || word.size() < shortest_name) return {};
    Hit hit{NameMatch::beginning, {}};
    for (const auto& entry : beginning->second) hit.persons.push_back(entry.person);
    return hit;
}

NameBook::Hit NameBook::whole(std::u32string_view word) const {
    Hit hit;
    const auto found = stems_.find(word);
    if (found == stems_.end()) return hit;
    for (const auto& entry : found->second) {
        if (entry.name == word) hit.persons.push_back(entry.person);
    }
    if (!hit.persons.empty()) hit.match = NameMatch::same;
    return hit;
}

NameBook::Hit NameBook::inflected(std::u32string_view word) const {
    Hit hit;
    const bool malayalam = is_malayalam(word[0]), latin = is_latin_letter(word[0]);
    if (!malayalam && !latin) return hit;
    for (std::size_t cut = word.size() - 1; cut >= 2; --cut) {
        const auto found = stems_.find(word.substr(0, cut));
        if (found == stems_.end()) continue;
        const auto ending = word.substr(cut);
        if (malayalam ? !malayalam_endings().contains(ending) : !is_roman_ending(ending))
            continue;
        for (const auto& entry : found->second) hit.persons.push_back(entry.person);
    }
    if (!hit.persons.empty()) hit.match = NameMatch::inflected;
    return hit;
}

// The same name in another writing, also with an ending.
NameBook::Hit NameBook::alike(std::u32string_view word) const {
    const bool latin = word[0] < 0x80, malayalam = is_malayalam(word[0]);
    const bool elsewhere = (in_latin_ && !latin) || (in_malayalam_ && !malayalam) ||
                           (in_others_ && (latin || malayalam));
    if (!elsewhere) return {};
    if (auto hit = by_key(sound_key(word), word); hit.match != NameMatch::none) return hit;
    if (!malayalam) return {};
    for (std::size_t cut = word.size() - 1; cut >= 2; --cut) {
        const auto ending = word.substr(cut);
        if (!malayalam_endings().contains(ending)) continue;
        auto key = sound_key(word.substr(0, cut));
        if (is_sign(ending[0]) && !key.empty() && key.back() == 'A') key.pop_back();
        if (auto hit = by_key(key, word); hit.match != NameMatch::none) return hit;
        // The final ൻ is a part of the ending here: രാജന്റെ.
        if (auto hit = by_key(key + "n", word);
            ending[0] == U'ന' && hit.match != NameMatch::none)
            return hit;
    }
    return {};
}

NameBook::Hit NameBook::by_key(const std::string& key, std::u32string_view word) const {
    Hit hit;
    const auto found = keys_.find(key);
    if (key.size() < shortest_key || found == keys_.end()) return hit;
    for (const auto& entry : found->second) {
        // Within one writing a name is spelled as it is spelled.
        if ((entry.name[0] < 0x80) == (word[0] < 0x80) &&
            is_malayalam(entry.name[0]) == is_malayalam(word[0])) {
            continue;
        }
        hit.persons.push_back(entry.person);
    }
    if (!hit.persons.empty()) hit.match = NameMatch::sounds_alike;
    return hit;
}

}  // namespace redaction
