#include "understanding/fold.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/text.h"
#include "understanding/phones.h"

namespace understanding {

namespace {

constexpr char32_t virama = U'്';

// --- generic words --------------------------------------------------------------------------

struct Generic {
    char mark;
    std::u32string_view words;  // separated by blanks, as the view shows them
};

// Loan word and native word, three scripts. A mark is a digit or a lower-case letter that is no
// phone.
constexpr std::array<Generic, 26> generics{{
    {'0', U"east kizhakke kizhakku kizhakkan ഈസ്റ്റ് കിഴക്കേ കിഴക്കെ കിഴക്ക് കിഴക്കൻ ईस्ट पूर्व"},
    {'1', U"west padinjare padinjaru വെസ്റ്റ് പടിഞ്ഞാറേ പടിഞ്ഞാറെ പടിഞ്ഞാറ് പടിഞ്ഞാറൻ वेस्ट पश्चिम"},
    {'2', U"north vadakke vadakku vadakkan നോർത്ത് വടക്കേ വടക്കെ വടക്ക് വടക്കൻ नॉर्थ नार्थ उत्तर"},
    {'3', U"south thekke thekku thekkan സൗത്ത് സൌത്ത് തെക്കേ തെക്കെ തെക്ക് തെക്കൻ साउथ दक्षिण"},
    {'4', U"town ടൗൺ ടൌൺ टाउन"},
    {'5', U"city സിറ്റി നഗരം सिटी शहर"},
    {'6', U"central സെൻട്രൽ सेंट्रल"},
    {'7', U"fort ഫോർട്ട് കോട്ട फोर्ट"},
    {'8', U"medical മെഡിക്കൽ मेडिकल med"},
    {'9', U"college കോളേജ് കോളജ് കോളെജ് कॉलेज कालेज"},
    {'a', U"new ന്യൂ പുതിയ न्यू"},
    {'b', U"harbour harbor ഹാർബർ ഹാർബറ് हार्बर"},
    {'d', U"museum മ്യൂസിയം म्यूज़ियम म्यूजियम संग्रहालय"},
    {'e', U"temple ടെമ്പിൾ ക്ഷേത്രം टेंपल मंदिर"},
    {'f', U"airport എയർപോർട്ട് വിമാനത്താവളം एयरपोर्ट"},
    {'g', U"cantonment കന്റോൺമെന്റ് കന്റോണ്മെന്റ് कैंटोनमेंट"},
    {'i', U"vanitha vanita women womens mahila വനിത വനിതാ वनिता महिला"},
    {'j', U"cyber സൈബർ साइबर"},
    {'q', U"crime ക്രൈം क्राइम अपराध"},
    {'u', U"coastal തീരദേശം തീരദേശ കോസ്റ്റൽ तटीय कोस्टल"},
    {'w', U"traffic ട്രാഫിക് ट्रैफिक यातायात"},
    {'x', U"railway റെയിൽവേ റെയിൽവെ रेलवे"},
    {'z', U"rural റൂറൽ रूरल ग्रामीण"},
    {'B', U"hill ഹിൽ हिल"},
    {'C', U"palace പാലസ് पैलेस"},
    {'D', U"dam ഡാം बांध डैम"},
}};

const std::unordered_map<std::u32string_view, char>& generic_words() {
    static const auto table = [] {
        std::unordered_map<std::u32string_view, char> words;
        for (const auto& generic : generics) {
            std::u32string_view rest = generic.words;
            while (!rest.empty()) {
                const auto blank = std::min(rest.find(U' '), rest.size());
                words.emplace(rest.substr(0, blank), generic.mark);
                rest.remove_prefix(std::min(blank + 1, rest.size()));
            }
        }
        return words;
    }();
    return table;
}

bool is_mark(char c) {
    constexpr std::string_view phones = "kctpslrvmnhyAIU";
    return phones.find(c) == std::string_view::npos;
}

bool is_vowel(char c) { return c == 'A' || c == 'I' || c == 'U'; }
bool is_stop(char c) { return c == 'k' || c == 'c' || c == 't' || c == 'p'; }

// --- the shared rules, in their order -------------------------------------------------------

char at(const std::string& s, std::size_t i) { return i < s.size() ? s[i] : '\0'; }

void drop_breath(std::string& s) {  // h after a consonant
    for (std::size_t i = 1; i < s.size();) {
        if (s[i] == 'h' && !is_vowel(s[i - 1]))
            s.erase(i, 1);
        else
            ++i;
    }
}

void degeminate(std::string& s) { s.erase(std::unique(s.begin(), s.end()), s.end()); }

void level_nasals(std::string& s) {  // any nasal before a stop is n
    for (std::size_t i = 0; i + 1 < s.size(); ++i) {
        if (s[i] == 'm' && is_stop(s[i + 1])) s[i] = 'n';
    }
}

void open_glides(std::string& s) {
    std::string out;
    for (std::size_t i = 0; i < s.size(); ++i) {
        const char before = out.empty() ? '\0' : out.back();
        const char after = at(s, i + 1);
        // consonant, y, vowel: karyam = kariyam; ay before a consonant is ai
        const bool is_i = !is_vowel(after) || (before != '\0' && !is_vowel(before));
        const bool is_silent = before == 'I' || after == 'I';  // Kottiyam = Kottiam
        if (s[i] != 'y') {
            out += s[i];
        } else if (is_i) {
            out += 'I';
        } else if (!is_silent) {
            out += 'y';
        }
    }
    s = out;
}

void merge_vowels(std::string& s) {
    std::string out;
    for (const char c : s) {
        const char before = out.empty() ? '\0' : out.back();
        if (before == 'A' && (c == 'I' || c == 'U'))
            out.back() = c;
        else if (before != c || !is_vowel(c))
            out += c;
    }
    s = out;
}

void turn_u_to_v(std::string& s) {  // Edathua = Edathva; u before v vanishes
    for (std::size_t i = 0; i + 1 < s.size();) {
        if (s[i] == 'U' && s[i + 1] == 'A' && i > 0) s[i] = 'v';
        if (s[i] == 'U' && s[i + 1] == 'v')
            s.erase(i, 1);
        else
            ++i;
    }
}

void calm_vowels(std::string& s) {  // unstable a, e, i before n or r and a stop
    for (std::size_t i = 0; i + 2 < s.size(); ++i) {
        const bool weak = s[i] == 'I' && (s[i + 1] == 'n' || s[i + 1] == 'r');
        if (weak && is_stop(s[i + 2])) s[i] = 'A';
    }
}

void replace_end(std::string& s, std::string_view end, std::string_view by) {
    if (s.size() <= end.size() || !s.ends_with(end)) return;
    s.resize(s.size() - end.size());
    s += by;
}

void level_endings(std::string& s) {
    replace_end(s, "mUn", "mAn");
    replace_end(s, "mUnI", "mAnI");
    replace_end(s, "pIlI", "pAlI");  // Vatanappilly = Vatanappally
    replace_end(s, "sIrI", "srI");
    replace_end(s, "cIrI", "srI");
    replace_end(s, "U", "");
    replace_end(s, "pArAnpA", "pArAnp");
    replace_end(s, "svAr", "svArm");
}

void drop_vowel_before_m(std::string& s) {
    const auto n = s.size();
    if (n > 2 && s[n - 1] == 'm' && is_vowel(s[n - 2])) s.erase(n - 2, 1);
}

std::string level(std::string s) {
    drop_breath(s);
    degeminate(s);
    level_nasals(s);
    open_glides(s);
    merge_vowels(s);
    turn_u_to_v(s);
    drop_vowel_before_m(s);
    calm_vowels(s);
    level_endings(s);
    degeminate(s);
    return s;
}

// --- step 0 ---------------------------------------------------------------------------------

std::u32string without_accents(std::u32string_view token) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2* nfkd = unorm2_getNFKDInstance(&status);
    std::u32string out;
    for (const char32_t c : token) {
        if (c < 0x80) {
            out += c;
            continue;
        }
        std::array<UChar, 20> parts{};
        const auto length =
            unorm2_getDecomposition(nfkd, static_cast<UChar32>(c), parts.data(), 20, &status);
        if (U_FAILURE(status) != 0 || length <= 0) {
            out += c;
            status = U_ZERO_ERROR;
        } else {
            out += static_cast<char32_t>(parts[0]);
        }
    }
    return out;
}

char32_t chillu_consonant(char32_t c) {
    switch (c) {
        case U'ർ':
            return U'ര';
        case U'ൽ':
            return U'ല';
        case U'ൾ':
            return U'ള';
        case U'ൻ':
            return U'ന';
        case U'ൺ':
            return U'ണ';
        default:
            return 0;
    }
}

std::u32string settle_malayalam(std::u32string_view t) {
    std::u32string out;
    for (const char32_t c : t) {
        const char32_t before = out.empty() ? U'\0' : out.back();
        if (c == 0x0D4E) {  // dot reph
            out += U'ർ';
        } else if (c == 0x0D4C) {
            out += char32_t{0x0D57};
        } else if (c == virama && before == U'ു') {
            out.back() = virama;
        } else if (c == virama && before == U'ൻ') {
            out.back() = U'ന';
            out += virama;
        } else if (c == U'റ' && before == U'ൻ') {
            out.back() = U'ന';
            out += {virama, c};
        } else if (c == U'ള' && before == U'ള') {
            out += {virama, c};
        } else {
            out += c;
        }
    }
    return out;
}

bool is_doubled_at(std::u32string_view s, std::size_t i) {
    return i + 2 < s.size() && s[i + 1] == virama && s[i] == s[i + 2];
}

// The anusvara before a stop is that stop's own nasal: two habits of writing one sound.
char32_t nasal_before(char32_t stop) {
    if (stop >= U'ക' && stop <= U'ഘ') return U'ങ';
    if (stop >= U'ച' && stop <= U'ഝ') return U'ഞ';
    if (stop >= U'ട' && stop <= U'ഢ') return U'ണ';
    if (stop >= U'ത' && stop <= U'ധ') return U'ന';
    if (stop >= U'പ' && stop <= U'ഭ') return U'മ';
    return 0;
}

std::u32string tight_malayalam(std::u32string_view s) {
    std::u32string out;
    for (std::size_t i = 0; i < s.size(); ++i) {
        const char32_t before = out.empty() ? U'\0' : out.back();
        const char32_t next = i + 1 < s.size() ? s[i + 1] : U'\0';
        if (is_doubled_at(s, i) && (s[i] == U'ശ' || chillu_consonant(before) != 0)) {
            i += 2;
            out += s[i];
        } else if (s[i] == U'യ' && next == virama && i + 2 < s.size() && s[i + 2] == U'ക') {
            ++i;  // യ്ക്ക is spoken, and often written, ക്ക
        } else if (const char32_t nasal = nasal_before(next); s[i] == U'ം' && nasal != 0) {
            out += {nasal, virama};
        } else {
            out += s[i];
        }
    }
    return out;
}

}  // namespace

Script script_of(std::u32string_view token) {
    for (const char32_t c : token) {
        if (c >= 0x0D00 && c <= 0x0D7F) return Script::malayalam;
        if (c >= 0x0900 && c <= 0x097F) return Script::devanagari;
        if ((c >= U'a' && c <= U'z') || (c >= 0x00C0 && c <= 0x024F)) return Script::latin;
    }
    return Script::other;
}

std::u32string settle(std::u32string_view token) {
    switch (script_of(token)) {
        case Script::malayalam:
            return settle_malayalam(token);
        case Script::latin:
            return without_accents(token);
        case Script::devanagari:
        case Script::other:
            break;
    }
    return std::u32string(token);
}

std::string tight_key(std::u32string_view settled) {
    if (script_of(settled) == Script::malayalam) return base::to_utf8(tight_malayalam(settled));
    return base::to_utf8(settled);
}

std::vector<std::string> broad_keys(std::u32string_view settled) {
    const auto generic = generic_words().find(settled);
    if (generic != generic_words().end()) return {std::string(1, generic->second)};
    switch (script_of(settled)) {
        case Script::malayalam:
            return {level(phones_of_malayalam(tight_malayalam(settled)))};
        case Script::latin:
            return {level(phones_of_latin(settled))};
        case Script::devanagari: {
            auto keys = phones_of_devanagari(settled);
            for (auto& key : keys) key = level(std::move(key));
            keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
            return keys;
        }
        case Script::other:
            break;
    }
    return {base::to_utf8(settled)};
}

std::size_t count_consonants(std::string_view key) {
    std::size_t count = 0;
    for (const char c : key) count += is_vowel(c) ? 0U : is_mark(c) ? 2U : 1U;
    return count;
}

bool is_generic(std::string_view key) {
    return std::all_of(key.begin(), key.end(), [](char c) { return is_mark(c); });
}

}  // namespace understanding
