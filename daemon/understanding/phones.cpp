#include "understanding/phones.h"

#include <algorithm>
#include <array>
#include <utility>

namespace understanding {

namespace {

// The letters from `first` to `last` sound alike.
struct Sound {
    char32_t first = 0;
    char32_t last = 0;
    std::string_view phones;
};

// By the first row that holds the letter.
template <std::size_t count>
std::string_view sound_of(const std::array<Sound, count>& sounds, char32_t c) {
    for (const auto& sound : sounds) {
        if (c >= sound.first && c <= sound.last) return sound.phones;
    }
    return "";
}

// --- Malayalam ------------------------------------------------------------------------------

constexpr char32_t ml_virama = U'്';

bool is_ml_consonant(char32_t c) { return (c >= U'ക' && c <= U'ഺ'); }

std::string_view ml_vowel(char32_t c) {
    if (c == U'അ' || c == U'ആ' || c == U'ാ') return "A";
    if (c == U'ഋ' || c == U'ൃ') return "rI";
    if ((c >= U'ഇ' && c <= U'ഈ') || (c >= U'എ' && c <= U'ഐ')) return "I";
    if ((c >= U'ഉ' && c <= U'ഊ') || (c >= U'ഒ' && c <= U'ഔ')) return "U";
    if (c == U'ി' || c == U'ീ' || (c >= U'െ' && c <= U'ൈ')) return "I";
    if (c == U'ു' || c == U'ൂ' || (c >= U'ൊ' && c <= U'ൌ') || c == 0x0D57) return "U";
    return "";
}

bool is_ml_sign(char32_t c) { return (c >= U'ാ' && c <= U'ൌ') || c == 0x0D57; }

std::string_view ml_final(char32_t c) {
    switch (c) {
        case U'ർ':
            return "r";
        case U'ൽ':
        case U'ൾ':
            return "l";
        case U'ൻ':
        case U'ൺ':
            return "n";
        case U'ൿ':
            return "k";
        case U'ം':
            return "m";
        default:
            return "";
    }
}

constexpr std::array<Sound, 15> ml_sounds{{
    {U'ങ', U'ങ', "nk"},
    {U'ഞ', U'ഞ', "nc"},
    {U'ക', U'ഘ', "k"},
    {U'ച', U'ഝ', "c"},
    {U'ണ', U'ണ', "n"},
    {U'ന', 0x0D29, "n"},
    {U'ട', U'ധ', "t"},
    {U'പ', U'ഭ', "p"},
    {U'മ', U'മ', "m"},
    {U'യ', U'യ', "y"},
    {U'ര', U'റ', "r"},
    {U'ല', U'ഴ', "l"},
    {U'വ', U'വ', "v"},
    {U'ശ', U'സ', "s"},
    {U'ഹ', U'ഹ', "h"},
}};

std::string_view ml_consonant(char32_t c) { return sound_of(ml_sounds, c); }

struct MlUnit {
    std::string_view phones;
    std::size_t length = 1;
};

// A consonant at `i`, with the three clusters that sound unlike their letters.
MlUnit ml_unit(std::u32string_view s, std::size_t i) {
    const auto next = [&](std::size_t k) { return i + k < s.size() ? s[i + k] : U'\0'; };
    const bool doubled = next(1) == ml_virama && next(2) == s[i];
    if (doubled && s[i] == U'റ') return {"t", 3};
    if (doubled && (s[i] == U'ങ' || s[i] == U'ഞ')) return {ml_consonant(s[i]), 3};
    if (s[i] == U'ന' && next(1) == ml_virama && next(2) == U'റ') return {"nt", 3};
    return {ml_consonant(s[i]), 1};
}

// --- Devanagari -----------------------------------------------------------------------------

constexpr char32_t hi_virama = 0x094D;
constexpr char32_t nukta = 0x093C;

bool is_hi_consonant(char32_t c) {
    return (c >= 0x0915 && c <= 0x0939) || (c >= 0x0958 && c <= 0x095F);
}

std::string_view hi_vowel(char32_t c) {
    if (c == 0x0905 || c == 0x0906 || c == 0x093E || c == 0x0972) return "A";
    if (c == 0x090B || c == 0x0943) return "rI";
    if ((c >= 0x0907 && c <= 0x0908) || (c >= 0x090D && c <= 0x0910)) return "I";
    if ((c >= 0x0909 && c <= 0x090A) || (c >= 0x0911 && c <= 0x0914)) return "U";
    if ((c >= 0x093F && c <= 0x0940) || (c >= 0x0945 && c <= 0x0948)) return "I";
    if ((c >= 0x0941 && c <= 0x0942) || (c >= 0x0949 && c <= 0x094C)) return "U";
    return "";
}

constexpr std::array<Sound, 16> hi_sounds{{
    {0x0919, 0x0919, "nk"},
    {0x091E, 0x091E, "nc"},
    {0x091D, 0x091D, "l"},  // jha: how Hindi writes the Malayalam zha
    {0x0915, 0x0918, "k"},
    {0x091A, 0x091C, "c"},
    {0x0923, 0x0923, "n"},
    {0x0928, 0x0929, "n"},
    {0x091F, 0x0927, "t"},
    {0x092A, 0x092D, "p"},
    {0x092E, 0x092E, "m"},
    {0x092F, 0x092F, "y"},
    {0x0930, 0x0931, "r"},
    {0x0932, 0x0934, "l"},
    {0x0935, 0x0935, "v"},
    {0x0936, 0x0938, "s"},
    {0x0939, 0x0939, "h"},
}};

std::string_view hi_consonant(char32_t c) { return sound_of(hi_sounds, c); }

std::string_view hi_with_nukta(char32_t c) {
    if (c == 0x091C || c == 0x091D || c == 0x0937) return "l";  // za, zha, ssa with nukta
    return hi_consonant(c);
}

// A Devanagari word as syllables; `inherent` marks an unwritten vowel that may be silent.
struct Syllable {
    std::string onset;
    std::string vowel;
    bool inherent = false;
};

bool is_hi_sign(char32_t c) { return c >= 0x093E && c <= 0x094C; }

void add_hi_vowel(std::vector<Syllable>& out, char32_t c) {
    const auto vowel = hi_vowel(c);
    if (vowel.empty()) return;
    if (is_hi_sign(c) && !out.empty()) {
        out.back().vowel = vowel;
        out.back().inherent = false;
    } else {
        out.push_back({"", std::string(vowel), false});
    }
}

std::vector<Syllable> syllables_of(std::u32string_view s) {
    std::vector<Syllable> out;
    for (std::size_t i = 0; i < s.size(); ++i) {
        const char32_t c = s[i];
        if (is_hi_consonant(c)) {
            const bool dotted = i + 1 < s.size() && s[i + 1] == nukta;
            out.push_back(
                {std::string(dotted ? hi_with_nukta(c) : hi_consonant(c)), "A", true});
            if (dotted) ++i;
        } else if (c == hi_virama && !out.empty()) {
            out.back().vowel.clear();
            out.back().inherent = false;
        } else if (c == 0x0902 || c == 0x0901) {
            out.push_back({"n", "", false});
        } else {
            add_hi_vowel(out, c);
        }
    }
    if (!out.empty() && out.back().inherent && out.size() > 1) out.back().vowel.clear();
    return out;
}

bool may_be_silent(const std::vector<Syllable>& s, std::size_t i) {
    if (!s[i].inherent || s[i].vowel.empty() || i == 0 || i + 1 >= s.size()) return false;
    return !s[i - 1].vowel.empty() && !s[i + 1].vowel.empty() && !s[i + 1].onset.empty();
}

enum class Silence { none, from_left, from_right };

std::string join_syllables(std::vector<Syllable> s, Silence silence) {
    for (std::size_t k = 0; k < s.size() && silence != Silence::none; ++k) {
        const std::size_t i = silence == Silence::from_left ? k : s.size() - 1 - k;
        if (may_be_silent(s, i)) s[i].vowel.clear();
    }
    std::string out;
    for (const auto& syllable : s) out += syllable.onset + syllable.vowel;
    return out;
}

// --- Latin ----------------------------------------------------------------------------------

using Pair = std::pair<std::string_view, std::string_view>;

// Longest first within one first letter. What is not listed is taken letter by letter.
constexpr std::array<Pair, 41> latin_groups{{
    {"nh", "nc"},  // Kunhi: how Latin letters give the palatal nasal
    {"zh", "l"},  {"sh", "s"}, {"ssh", "s"}, {"chh", "c"},  {"cch", "c"}, {"tch", "c"},
    {"ch", "c"},  {"ck", "k"}, {"kh", "k"},  {"gh", "k"},   {"jh", "c"},  {"th", "t"},
    {"dh", "t"},  {"ph", "p"}, {"bh", "p"},  {"ksh", "ks"}, {"x", "ks"},  {"qu", "kv"},
    {"q", "k"},   {"w", "v"},  {"f", "p"},   {"z", "l"},    {"g", "k"},   {"j", "c"},
    {"d", "t"},   {"b", "p"},  {"aa", "A"},  {"ai", "I"},   {"ei", "I"},  {"ee", "I"},
    {"oo", "U"},  {"ou", "U"}, {"au", "U"},  {"oa", "U"},   {"a", "A"},   {"e", "I"},
    {"i", "I"},   {"o", "U"},  {"u", "U"},   {"s", "s"},
}};

bool is_latin_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

// c sounds hard before a, o, u and most consonants.
std::string_view latin_c(std::string_view s, std::size_t i) {
    const char next = i + 1 < s.size() ? s[i + 1] : '\0';
    return next == 'e' || next == 'i' || next == 'y' ? "c" : "k";
}

std::string_view latin_y(std::string_view s, std::size_t i) {
    const bool before_vowel = i + 1 < s.size() && is_latin_vowel(s[i + 1]);
    return before_vowel ? "y" : "I";
}

std::string without_silent_ending(std::string s) {
    const auto n = s.size();
    if (n <= 3) return s;
    const bool mute_e = s.back() == 'e' && !is_latin_vowel(s[n - 2]) && s[n - 2] != 'h';
    if (s.ends_with("ah") || mute_e) s.pop_back();
    return s;
}

std::string ascii_of(std::u32string_view text) {
    std::string out;
    for (const char32_t c : text) {
        const bool second_y = c == U'y' && !out.empty() && out.back() == 'y';
        if (c >= U'a' && c <= U'z' && !second_y) out += static_cast<char>(c);
    }
    return out;
}

// The groups by their first letter, longest first.
const std::array<std::vector<Pair>, 26>& groups_by_letter() {
    static const auto table = [] {
        std::array<std::vector<Pair>, 26> out;
        for (const auto& group : latin_groups) {
            out.at(static_cast<std::size_t>(group.first.front() - 'a')).push_back(group);
        }
        for (auto& groups : out) {
            std::sort(groups.begin(), groups.end(), [](const Pair& a, const Pair& b) {
                return a.first.size() > b.first.size();
            });
        }
        return out;
    }();
    return table;
}

const Pair* latin_group(std::string_view s, std::size_t i) {
    for (const auto& group : groups_by_letter().at(static_cast<std::size_t>(s[i] - 'a'))) {
        if (s.substr(i).starts_with(group.first)) return &group;
    }
    return nullptr;
}

}  // namespace

std::string phones_of_malayalam(std::u32string_view s) {
    std::string out;
    for (std::size_t i = 0; i < s.size();) {
        if (!is_ml_consonant(s[i])) {
            out += ml_final(s[i]).empty() ? ml_vowel(s[i]) : ml_final(s[i]);
            ++i;
            continue;
        }
        const MlUnit unit = ml_unit(s, i);
        out += unit.phones;
        i += unit.length;
        const char32_t next = i < s.size() ? s[i] : U'\0';
        if (next == ml_virama) {
            ++i;
        } else if (!is_ml_sign(next)) {
            out += 'A';
        }
    }
    return out;
}

std::vector<std::string> phones_of_devanagari(std::u32string_view settled) {
    const auto syllables = syllables_of(settled);
    std::vector<std::string> out;
    for (const auto silence : {Silence::from_right, Silence::from_left, Silence::none}) {
        auto reading = join_syllables(syllables, silence);
        if (std::find(out.begin(), out.end(), reading) == out.end()) {
            out.push_back(std::move(reading));
        }
    }
    return out;
}

std::string phones_of_latin(std::u32string_view settled) {
    const std::string s = without_silent_ending(ascii_of(settled));
    std::string out;
    for (std::size_t i = 0; i < s.size();) {
        if (const Pair* group = latin_group(s, i)) {
            out += group->second;
            i += group->first.size();
            continue;
        }
        if (s[i] == 'c') {
            out += latin_c(s, i);
        } else if (s[i] == 'y') {
            out += latin_y(s, i);
        } else {
            out += s[i];
        }
        ++i;
    }
    return out;
}

}  // namespace understanding
