#include "understanding/view.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>

#include "understanding/look_alike.h"

namespace understanding {

namespace {

constexpr char32_t virama = 0x0D4D;
constexpr char32_t joiner = 0x200D;

// Old text writes a chillu as consonant, virama, ZWJ; Unicode 5.1 and later as one letter.
char32_t chillu_of(char32_t consonant) {
    switch (consonant) {
        case U'ണ':
            return U'ൺ';
        case U'ന':
            return U'ൻ';
        case U'ര':
            return U'ർ';
        case U'ല':
            return U'ൽ';
        case U'ള':
            return U'ൾ';
        case U'ക':
            return U'ൿ';
        default:
            return 0;
    }
}

UChar32 icu(char32_t c) { return static_cast<UChar32>(c); }

bool is_dropped(char32_t c) {
    return u_charType(icu(c)) == U_FORMAT_CHAR ||
           u_hasBinaryProperty(icu(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

// A mark that sits on a digit is an evasion or a keycap emoji, never a vowel sign.
bool is_mark_on_digit(char32_t c, const std::u32string& before) {
    if (before.empty() || before.back() < U'0' || before.back() > U'9') return false;
    const auto type = u_charType(icu(c));
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK;
}

class Builder {
  public:
    explicit Builder(std::u32string_view source)
        : source_(source), nfkc_(unorm2_getNFKCInstance(&status_)) {
        view_.text.reserve(source.size());
        view_.from.reserve(source.size() + 1);
    }

    View build() {
        std::size_t i = 0;
        while (i < source_.size()) i += take(i);
        view_.from.push_back(static_cast<std::uint32_t>(source_.size()));
        if (saw_foreign_) unmask();
        return std::move(view_);
    }

  private:
    // Takes the code point at i (or the three of an old chillu); returns how many were taken.
    std::size_t take(std::size_t i) {
        const char32_t c = source_[i];
        if (c < 0x80) {
            put(c >= U'A' && c <= U'Z' ? c + 32 : c, i);
            return 1;
        }
        if (i + 2 < source_.size() && source_[i + 1] == virama && source_[i + 2] == joiner) {
            if (const char32_t chillu = chillu_of(c)) {
                put(chillu, i);
                return 3;
            }
        }
        if (is_dropped(c) || is_mark_on_digit(c, view_.text)) return 1;
        if (!compose(c)) expand(c, i);
        return 1;
    }

    // Two-part vowel signs and accents typed after their letter become one code point (NFC).
    bool compose(char32_t c) {
        if (view_.text.empty() || (U_GET_GC_MASK(icu(c)) & U_GC_M_MASK) == 0) return false;
        const auto pair = unorm2_composePair(nfkc_, icu(view_.text.back()), icu(c));
        if (pair < 0) return false;
        view_.text.back() = same_sign(static_cast<char32_t>(pair));
        return true;
    }

    void expand(char32_t c, std::size_t at) {
        if (c >= 0x0D00 && c <= 0x0D7F) {
            put(folded(c), at);
            return;
        }
        std::array<UChar, 2> in{};
        std::array<UChar, 40> out{};
        int32_t in_length = 0;
        UErrorCode status = U_ZERO_ERROR;
        const UChar32 single = icu(c);
        u_strFromUTF32(in.data(), 2, &in_length, &single, 1, &status);
        const auto length =
            unorm2_normalize(nfkc_, in.data(), in_length, out.data(), 40, &status);
        if (U_FAILURE(status) != 0) {
            put(c, at);
            return;
        }
        const UChar* units = out.data();
        for (int32_t k = 0; k < length;) {
            UChar32 plain = 0;
            U16_NEXT(units, k, length, plain);
            put(folded(static_cast<char32_t>(plain)), at);
        }
    }

    // The old two-sided au sign and the new one-sided one are the same vowel.
    static char32_t same_sign(char32_t c) { return c == 0x0D4C ? 0x0D57 : c; }

    static char32_t folded(char32_t c) {
        const auto digit = u_charDigitValue(icu(c));
        if (digit >= 0 && u_charType(icu(c)) == U_DECIMAL_DIGIT_NUMBER) {
            return U'0' + static_cast<char32_t>(digit);
        }
        return same_sign(static_cast<char32_t>(u_foldCase(icu(c), U_FOLD_CASE_DEFAULT)));
    }

    // A word of Latin letters with some of another script that look like them is a Latin word.
    void unmask() {
        auto& text = view_.text;
        for (std::size_t i = 0; i < text.size();) {
            std::size_t end = i;
            bool latin = false, foreign = false;
            for (; end < text.size() && (is_plain(text[end]) || is_disguised(text[end]));
                 ++end) {
                latin = latin || is_plain(text[end]);
                foreign = foreign || is_disguised(text[end]);
            }
            if (latin && foreign) std::transform(&text[i], &text[end], &text[i], look_alike);
            i = end > i ? end : i + 1;
        }
    }

    static bool is_plain(char32_t c) { return c >= U'a' && c <= U'z'; }
    static bool is_disguised(char32_t c) { return look_alike(c) != c; }

    void put(char32_t c, std::size_t at) {
        saw_foreign_ = saw_foreign_ || (c >= 0x370 && c <= 0x52F);
        view_.text.push_back(c);
        view_.from.push_back(static_cast<std::uint32_t>(at));
    }

    std::u32string_view source_;
    UErrorCode status_ = U_ZERO_ERROR;
    const UNormalizer2* nfkc_;
    View view_;
    bool saw_foreign_ = false;  // a letter of Greek or Cyrillic
};

// 0: no letter. Marks take the script of the word they stand in.
constexpr int no_script = 0;
constexpr int any_script = -1;
constexpr int digit_script = -2;

int script_of(char32_t c) {
    if (c >= U'0' && c <= U'9') return digit_script;
    if (c < 0x80) return c >= U'a' && c <= U'z' ? USCRIPT_LATIN : no_script;
    const auto mask = U_GET_GC_MASK(icu(c));
    if ((mask & U_GC_M_MASK) != 0) return any_script;
    if ((mask & U_GC_L_MASK) == 0) return no_script;
    if (c >= 0x0D00 && c <= 0x0D7F) return USCRIPT_MALAYALAM;
    if (c >= 0x0900 && c <= 0x097F) return USCRIPT_DEVANAGARI;
    UErrorCode status = U_ZERO_ERROR;
    const auto script = static_cast<int>(uscript_getScript(icu(c), &status));
    return script == USCRIPT_COMMON || script == USCRIPT_INHERITED ? any_script : script;
}

bool is_space_or_end(const std::u32string& text, std::size_t at) {
    return at >= text.size() || u_isUWhiteSpace(icu(text[at])) != 0;
}

bool ends_sentence(const std::u32string& text, std::size_t at) {
    const char32_t c = text[at];
    if (c == U'\n' || c == U'।' || c == U'॥' || c == 0x2028 || c == 0x2029) return true;
    return (c == U'.' || c == U'!' || c == U'?') && is_space_or_end(text, at + 1);
}

std::size_t end_of_token(const std::u32string& text, std::size_t start, int& script) {
    std::size_t end = start + 1;
    for (; end < text.size(); ++end) {
        const int next = script_of(text[end]);
        if (next == no_script || (next == digit_script) != (script == digit_script)) break;
        if (next == any_script || next == script) continue;
        if (script != any_script) break;
        script = next;
    }
    return end;
}

}  // namespace

View make_view(std::u32string_view source) { return Builder(source).build(); }

std::vector<Token> tokenise(const View& view, std::u32string_view source) {
    std::vector<Token> tokens;
    bool fresh = true;
    for (std::size_t i = 0; i < view.text.size();) {
        int script = script_of(view.text[i]);
        if (script == no_script) {
            fresh = fresh || ends_sentence(view.text, i);
            ++i;
            continue;
        }
        Token token;
        token.start = i;
        token.kind = script == digit_script ? TokenKind::digits : TokenKind::word;
        token.end = i = end_of_token(view.text, i, script);
        token.sentence_start = fresh;
        token.capital = u_isupper(icu(source[view.from[token.start]])) != 0;
        tokens.push_back(token);
        fresh = false;
    }
    return tokens;
}

}  // namespace understanding
