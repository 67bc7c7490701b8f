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

std::string indic_sounds(std::u32string_view word) {
    std::string key;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const char32_t c = word[i];
        const bool last = i + 1 == word.size();
        std::size_t behind = i + 1;
        if (behind < word.size() && word[behind] == 0x093C) ++behind;  // nukta
        const char32_t next = behind < word.size() ? word[behind] : 0;
        if (c == U'റ' && next == malayalam_virama && i + 2 < word.size() &&
            word[i + 2] == U'റ') {
            key += "t";
            i += 1;
            continue;
        }
        if (c == U'റ' && i >= 2 && word[i - 1] == malayalam_virama && word[i - 2] == U'റ') {
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

std::string latin_sounds(std::u32string_view word) {
    std::string key;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const char32_t c = word[i];
        const char32_t next = i + 1 < word.size() ? word[i + 1] : 0;
        switch (c) {
            case U'a':
                key += 'A';
                break;
            case U'i':
            case U'y':
                key += 'I';
                break;
            case U'e':
                key += 'I';
                break;
            case U'u':
                key += 'U';
                break;
            case U'o':
                key += 'U';
                break;
            case U'k':
            case U'g':
            case U'q':
                key += 'k';
                break;
            case U'c':
                key += next == U'h' ? 'c' : 'k';
                break;
            case U'j':
                key += 'c';
                break;
            case U't':
            case U'd':
                key += 't';
                break;
            case U'p':
            case U'b':
            case U'f':
                key += 'p';
                break;
            case U's':
                key += 's';
                break;
            case U'z':
                key += next == U'h' ? 'l' : 's';
                break;
            case U'v':
            case U'w':
                key += 'v';
                break;
            case U'x':
                key += "ks";
                break;
            case U'h':
                if (i == 0 || std::u32string_view(U"aeiouy").find(word[i - 1]) !=
                                  std::u32string_view::npos) {
                    if (next != 0) key += 'h';
                }
                break;
            case U'l':
            case U'm':
            case U'n':
            case U'r':
                key += static_cast<char>(c);
                break;
            default:
                break;
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

}  // namespace redaction
