#include "redaction/spelling.h"

#include <array>
#include <utility>

namespace redaction {

namespace {

// Letters and what they sound as, one for one; breath and place are dropped, voice is not.
constexpr std::u32string_view malayalam = U"കഖഗഘങചഛജഝഞടഠഡഢണതഥദധനപഫബഭമയരറലളഴവശഷസഹൺൻർൽൾൿം";
constexpr std::string_view malayalam_sounds = "kkggnccjjnttddnttddnpfbbmIrrlllvssshnnrllkm";
constexpr std::u32string_view devanagari = U"कखगघङचछजझञटठडढणतथदधनपफबभमयरलळवशषसहंँ";
constexpr std::string_view devanagari_sounds = "kkggnccjjnttddnttddnpfbbmIrllvssshmm";
constexpr std::u32string_view vowels = U"അആാഇഈിീഎഏെേഉഊുൂഒഓൊോഋൃअआाइईिीएेउऊुूओोॉऑऋृ";
constexpr std::string_view vowel_sounds = "AAAIIIIEEEEUUUUOOOOrrAAAIIIIEEUUUUOOOOrr";
constexpr std::u32string_view gliding = U"ഐൈऐैഔൗऔौ";
constexpr std::size_t consonants_with_vowel_ml = 36, consonants_with_vowel_hi = 34;
static_assert(malayalam.size() == malayalam_sounds.size());
static_assert(devanagari.size() == devanagari_sounds.size());
static_assert(vowels.size() == vowel_sounds.size());

constexpr char silent = 'a';  // the vowel that is not written; settled as A

bool takes_away_vowel(char32_t next) {
    return next == 0x0D4D || next == 0x094D || (next >= 0x0D3E && next <= 0x0D4C) ||
           next == 0x0D57 || (next >= 0x093E && next <= 0x094C);
}

// Pairs that sound as others: ന്റ, റ്റ, and letters with a dot below.
std::u32string simple(std::u32string_view word) {
    static constexpr std::array<std::pair<std::u32string_view, std::u32string_view>, 3> pairs{
        {{U"ന്റ", U"ന്ട"}, {U"റ്റ", U"ട"}, {U"\u093C", U""}}};
    std::u32string text(word);
    for (const auto& [from, to] : pairs) {
        for (auto at = text.find(from); at != std::u32string::npos;
             at = text.find(from, at + to.size()))
            text.replace(at, from.size(), to);
    }
    return text;
}

void add_indic(std::string& key, char32_t letter, char32_t next) {
    const auto ml = malayalam.find(letter), hi = devanagari.find(letter);
    const auto none = std::u32string_view::npos;
    if (ml != none || hi != none) {
        key += ml != none ? malayalam_sounds[ml] : devanagari_sounds[hi];
        const bool bears = ml != none ? ml < consonants_with_vowel_ml
                                      : hi < consonants_with_vowel_hi && next != 0;
        if (bears && !takes_away_vowel(next)) key += silent;
        return;
    }
    if (const auto at = vowels.find(letter); at != none) {
        key += vowel_sounds[at];
        if (vowel_sounds[at] == 'r') key += 'I';
    } else if (const auto glide = gliding.find(letter); glide != none) {
        key += glide < gliding.size() / 2 ? "AI" : "AU";
    }
}

std::string indic(std::u32string_view word) {
    std::string key;
    const auto text = simple(word);
    for (std::size_t i = 0; i < text.size(); ++i)
        add_indic(key, text[i], i + 1 < text.size() ? text[i + 1] : 0);
    return key;
}

bool is_vowel(char c) { return c == silent || (c >= 'A' && c <= 'Z'); }

// Hindi swallows the unwritten vowel between two syllables: कमलेश is Kamlesh.
std::string swallowed(const std::string& key) {
    std::string rest;
    for (std::size_t i = 0; i < key.size(); ++i) {
        const bool between = key[i] == silent && i >= 2 && i + 2 < key.size() &&
                             !is_vowel(key[i - 1]) && is_vowel(key[i - 2]) &&
                             !is_vowel(key[i + 1]) && is_vowel(key[i + 2]);
        if (!between) rest += key[i];
    }
    return rest;
}

// Behind a nasal Malayalam writes no voice: പാണ്ടി is Pandi.
char behind_nasal(char c) {
    constexpr std::string_view voiced = "gjdb", voiceless = "kctp";
    const auto at = voiced.find(c);
    return at == std::string_view::npos ? c : voiceless[at];
}

std::string settled(const std::string& sounds) {
    constexpr std::string_view stops = "kgcjtdpbf";
    std::string key;
    for (std::size_t i = 0; i < sounds.size(); ++i) {
        char c = sounds[i] == silent ? 'A' : sounds[i];
        const char next = i + 1 < sounds.size() ? sounds[i + 1] : '\0';
        if (c == 'm' && next != '\0' && stops.find(next) != std::string_view::npos) c = 'n';
        if (!key.empty() && key.back() == 'n') c = behind_nasal(c);
        if (key.empty() || key.back() != c) key += c;
    }
    return key;
}

// Two letters that are one sound.
std::string_view pair_sound(char32_t one, char32_t two) {
    static constexpr std::array<std::pair<std::u32string_view, std::string_view>, 16> pairs{
        {{U"ee", "I"},
         {U"ea", "I"},
         {U"oo", "U"},
         {U"ou", "AU"},
         {U"ow", "AU"},
         {U"ph", "f"},
         {U"ch", "c"},
         {U"zh", "l"},
         {U"sh", "s"},
         {U"th", "t"},
         {U"dh", "d"},
         {U"kh", "k"},
         {U"gh", "g"},
         {U"bh", "b"},
         {U"jh", "j"},
         {U"ck", "k"}}};
    for (const auto& [letters, sound] : pairs) {
        if (letters[0] == one && letters[1] == two) return sound;
    }
    return {};
}

std::string latin(std::u32string_view word, char z) {
    constexpr std::string_view letters = "abcdefgijklmnopqrstuvwy";
    constexpr std::string_view sounds = "AbkdEfgIjklmnOpkrstUvvI";
    static_assert(letters.size() == sounds.size());
    std::string key;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const char32_t c = word[i], next = i + 1 < word.size() ? word[i + 1] : 0;
        if (const auto sound = pair_sound(c, next); !sound.empty()) {
            key += sound;
            ++i;
        } else if (c == U'h') {
            if (next != 0) key += 'h';
        } else if (c == U'z') {
            key += z;
        } else if (c == U'x') {
            key += "ks";
        } else if (c == U'c' && (next == U'e' || next == U'i' || next == U'y')) {
            key += 's';
        } else if (const auto at = letters.find(static_cast<char>(c));
                   c < 0x80 && at != std::string_view::npos) {
            key += sounds[at];
        }
    }
    return key;
}

}  // namespace

std::vector<std::string> spelling_keys(std::u32string_view word) {
    std::vector<std::string> keys;
    if (word.empty()) return keys;
    if (word[0] >= 0x80) {
        const auto key = indic(word);
        keys.push_back(settled(key));
        if (word[0] < 0x0D00 && swallowed(key) != key) keys.push_back(settled(swallowed(key)));
        return keys;
    }
    keys.push_back(settled(latin(word, 's')));
    if (word.find(U'z') != std::u32string_view::npos) keys.push_back(settled(latin(word, 'j')));
    for (std::size_t k = 0, first = keys.size(); k < first; ++k) {
        const auto key = keys[k];
        if (key.empty()) continue;
        constexpr std::size_t long_enough = 5;
        // "Rose", and the last vowel of "Narendra", which Hindi does not write.
        const bool cluster = key.size() > long_enough && key.back() == 'A' &&
                             !is_vowel(key[key.size() - 2]) && !is_vowel(key[key.size() - 3]);
        if (key.back() == 'E' || cluster) keys.push_back(key.substr(0, key.size() - 1));
    }
    return keys;
}

}  // namespace redaction
