#include <array>

#include "redaction/names.h"

namespace redaction {

namespace {

struct Sound {
    char32_t letter;
    std::string_view sound;
};

// Consonants carry an inherent A in both scripts; stops lose voice and breath (compare places,
// broad key).
constexpr std::array malayalam_consonants{
    Sound{U'ക', "k"}, Sound{U'ഖ', "k"}, Sound{U'ഗ', "k"}, Sound{U'ഘ', "k"}, Sound{U'ങ', "n"},
    Sound{U'ച', "c"}, Sound{U'ഛ', "c"}, Sound{U'ജ', "c"}, Sound{U'ഝ', "c"}, Sound{U'ഞ', "n"},
    Sound{U'ട', "t"}, Sound{U'ഠ', "t"}, Sound{U'ഡ', "t"}, Sound{U'ഢ', "t"}, Sound{U'ണ', "n"},
    Sound{U'ത', "t"}, Sound{U'ഥ', "t"}, Sound{U'ദ', "t"}, Sound{U'ധ', "t"}, Sound{U'ന', "n"},
    Sound{U'പ', "p"}, Sound{U'ഫ', "p"}, Sound{U'ബ', "p"}, Sound{U'ഭ', "p"}, Sound{U'മ', "m"},
    Sound{U'യ', "I"}, Sound{U'ര', "r"}, Sound{U'റ', "r"}, Sound{U'ല', "l"}, Sound{U'ള', "l"},
    Sound{U'ഴ', "l"}, Sound{U'വ', "v"}, Sound{U'ശ', "s"}, Sound{U'ഷ', "s"}, Sound{U'സ', "s"},
    Sound{U'ഹ', "h"}};
constexpr std::array devanagari_consonants{
    Sound{U'क', "k"}, Sound{U'ख', "k"}, Sound{U'ग', "k"}, Sound{U'घ', "k"}, Sound{U'ङ', "n"},
    Sound{U'च', "c"}, Sound{U'छ', "c"}, Sound{U'ज', "c"}, Sound{U'झ', "c"}, Sound{U'ञ', "n"},
    Sound{U'ट', "t"}, Sound{U'ठ', "t"}, Sound{U'ड', "t"}, Sound{U'ढ', "t"}, Sound{U'ण', "n"},
    Sound{U'त', "t"}, Sound{U'थ', "t"}, Sound{U'द', "t"}, Sound{U'ध', "t"}, Sound{U'न', "n"},
    Sound{U'प', "p"}, Sound{U'फ', "p"}, Sound{U'ब', "p"}, Sound{U'भ', "p"}, Sound{U'म', "m"},
    Sound{U'य', "I"}, Sound{U'र', "r"}, Sound{U'ल', "l"}, Sound{U'ळ', "l"}, Sound{U'व', "v"},
    Sound{U'श', "s"}, Sound{U'ष', "s"}, Sound{U'स', "s"}, Sound{U'ह', "h"}};
// Vowels, vowel signs, chillus and nasal marks of both.
constexpr std::array others{
    Sound{U'അ', "A"},  Sound{U'ആ', "A"},  Sound{U'ഇ', "I"},  Sound{U'ഈ', "I"},
    Sound{U'ഉ', "U"},  Sound{U'ഊ', "U"},  Sound{U'ഋ', "rI"}, Sound{U'എ', "I"},
    Sound{U'ഏ', "I"},  Sound{U'ഐ', "AI"}, Sound{U'ഒ', "U"},  Sound{U'ഓ', "U"},
    Sound{U'ഔ', "U"},  Sound{U'ാ', "A"},  Sound{U'ി', "I"},  Sound{U'ീ', "I"},
    Sound{U'ു', "U"},   Sound{U'ൂ', "U"},   Sound{U'ൃ', "rI"},  Sound{U'െ', "I"},
    Sound{U'േ', "I"},  Sound{U'ൈ', "AI"}, Sound{U'ൊ', "U"},  Sound{U'ോ', "U"},
    Sound{U'ൗ', "U"},  Sound{U'ം', "m"},  Sound{U'ൺ', "n"},  Sound{U'ൻ', "n"},
    Sound{U'ർ', "r"},  Sound{U'ൽ', "l"},  Sound{U'ൾ', "l"},  Sound{U'ൿ', "k"},
    Sound{U'अ', "A"},  Sound{U'आ', "A"},  Sound{U'इ', "I"},  Sound{U'ई', "I"},
    Sound{U'उ', "U"},  Sound{U'ऊ', "U"},  Sound{U'ऋ', "rI"}, Sound{U'ए', "I"},
    Sound{U'ऐ', "AI"}, Sound{U'ओ', "U"},  Sound{U'औ', "U"},  Sound{U'ा', "A"},
    Sound{U'ि', "I"},  Sound{U'ी', "I"},  Sound{U'ु', "U"},   Sound{U'ू', "U"},
    Sound{U'ृ', "rI"},  Sound{U'े', "I"},   Sound{U'ै', "AI"},  Sound{U'ो', "U"},
    Sound{U'ौ', "U"},  Sound{U'ं', "m"},   Sound{U'ँ', "m"},   Sound{U'ॉ', "U"},
    Sound{U'ऑ', "U"}};

template <class Table>
std::string_view sound_in(const Table& table, char32_t letter) {
    for (const auto& row : table) {
        if (row.letter == letter) return row.sound;
    }
    return {};
}

constexpr char32_t malayalam_virama = 0x0D4D, devanagari_virama = 0x094D;

bool takes_away_vowel(char32_t next) {
    return next == malayalam_virama || next == devanagari_virama ||
           (next >= 0x0D3E && next <= 0x0D4C) || next == 0x0D57 ||
           (next >= 0x093E && next <= 0x094C);
}

// The pair that sounds as t.
bool is_double_rra(std::u32string_view word, std::size_t at) {
    return word.substr(at, 3) == U"\u0D31\u0D4D\u0D31";
}

// The letter behind `at`, past a nukta; 0 at the end.
char32_t next_letter(std::u32string_view word, std::size_t at) {
    std::size_t behind = at + 1;
    if (behind < word.size() && word[behind] == 0x093C) ++behind;
    return behind < word.size() ? word[behind] : 0;
}

std::string indic_sounds(std::u32string_view word) {
    std::string key;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const char32_t c = word[i];
        const bool last = i + 1 == word.size();
        const char32_t next = next_letter(word, i);
        if (is_double_rra(word, i)) {
            key += "t";
            i += 1;
            continue;
        }
        if (i >= 2 && is_double_rra(word, i - 2)) {
            if (!takes_away_vowel(next)) key += "A";
            continue;
        }
        const auto ml = sound_in(malayalam_consonants, c);
        const auto consonant = ml.empty() ? sound_in(devanagari_consonants, c) : ml;
        if (consonant.empty()) {
            key += sound_in(others, c);
            continue;
        }
        key += consonant;
        const bool silent = last && ml.empty();  // Hindi drops the last inherent vowel
        if (!silent && !takes_away_vowel(next)) key += "A";
    }
    return key;
}

constexpr std::array latin_letters{
    Sound{U'a', "A"},  Sound{U'i', "I"}, Sound{U'y', "I"}, Sound{U'e', "I"}, Sound{U'u', "U"},
    Sound{U'o', "U"},  Sound{U'k', "k"}, Sound{U'g', "k"}, Sound{U'q', "k"}, Sound{U'c', "k"},
    Sound{U'j', "c"},  Sound{U't', "t"}, Sound{U'd', "t"}, Sound{U'p', "p"}, Sound{U'b', "p"},
    Sound{U'f', "p"},  Sound{U's', "s"}, Sound{U'z', "s"}, Sound{U'v', "v"}, Sound{U'w', "v"},
    Sound{U'x', "ks"}, Sound{U'l', "l"}, Sound{U'm', "m"}, Sound{U'n', "n"}, Sound{U'r', "r"}};

std::string latin_sounds(std::u32string_view word) {
    constexpr std::u32string_view vowels = U"aeiouy";
    std::string key;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const char32_t c = word[i];
        const char32_t next = i + 1 < word.size() ? word[i + 1] : 0;
        if (c == U'h') {
            const bool heard = i == 0 || vowels.find(word[i - 1]) != std::u32string_view::npos;
            if (heard && next != 0) key += 'h';
        } else if (c == U'c' && next == U'h') {
            key += 'c';
        } else if (c == U'z' && next == U'h') {
            key += 'l';
        } else {
            key += sound_in(latin_letters, c);
        }
    }
    return key;
}

bool is_vowel(char c) { return c == 'A' || c == 'I' || c == 'U'; }

// Doubled sounds once, a nasal before a stop as n, IA as I.
std::string settled(const std::string& sounds) {
    std::string key;
    for (std::size_t i = 0; i < sounds.size(); ++i) {
        char c = sounds[i];
        const char next = i + 1 < sounds.size() ? sounds[i + 1] : '\0';
        if (c == 'm' && (next == 'k' || next == 'c' || next == 't' || next == 'p')) c = 'n';
        if (!key.empty() && key.back() == c) continue;
        if (c == 'A' && !key.empty() && key.back() == 'I') continue;
        key.push_back(c);
    }
    return key;
}

}  // namespace

std::string sound_key(std::u32string_view word) {
    if (word.empty()) return {};
    const bool latin = word[0] < 0x80;
    auto key = settled(latin ? latin_sounds(word) : indic_sounds(word));
    // A written final vowel of Latin may be long or absent in the other writing.
    constexpr std::size_t long_enough = 4;
    if (key.size() > long_enough && is_vowel(key.back()) && key.back() == 'A') key.pop_back();
    return key;
}

std::string other_sound_key(std::u32string_view word) {
    std::u32string spelled(word);
    for (std::size_t i = 0; i < spelled.size(); ++i) {
        const bool doubled =
            (i > 0 && word[i - 1] == U'e') || (i + 1 < word.size() && word[i + 1] == U'e');
        if (word[i] == U'e' && !doubled) spelled[i] = U'a';
    }
    return sound_key(spelled);
}

}  // namespace redaction
