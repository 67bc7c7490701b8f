#include "letter/characters.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace letter {
namespace {

UChar32 as_icu(char32_t c) { return static_cast<UChar32>(c); }

bool is_joiner(char32_t c) { return c == 0x200C || c == 0x200D; }

bool is_virama(char32_t c) {
    const int kind = u_getIntPropertyValue(as_icu(c), UCHAR_INDIC_SYLLABIC_CATEGORY);
    return kind == U_INSC_VIRAMA || kind == U_INSC_INVISIBLE_STACKER;
}

}  // namespace

bool is_variation_selector(char32_t c) {
    return u_hasBinaryProperty(as_icu(c), UCHAR_VARIATION_SELECTOR) != 0;
}

bool is_hidden(char32_t c) {
    if (is_variation_selector(c)) return false;
    const auto type = static_cast<UCharCategory>(u_charType(as_icu(c)));
    const bool control = type == U_CONTROL_CHAR || type == U_FORMAT_CHAR ||
                         type == U_LINE_SEPARATOR || type == U_PARAGRAPH_SEPARATOR ||
                         type == U_SURROGATE;
    return control || u_hasBinaryProperty(as_icu(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

bool is_indic(char32_t c) {
    if (c < 0x0900) return false;
    UErrorCode error = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(as_icu(c), &error);
    return script == USCRIPT_MALAYALAM || script == USCRIPT_DEVANAGARI ||
           script == USCRIPT_TAMIL || script == USCRIPT_KANNADA || script == USCRIPT_TELUGU ||
           script == USCRIPT_BENGALI || script == USCRIPT_GUJARATI ||
           script == USCRIPT_GURMUKHI || script == USCRIPT_ORIYA || script == USCRIPT_SINHALA;
}

bool clings_to(char32_t previous, char32_t c) {
    if (c < 0x0300) return false;
    const auto type = static_cast<UCharCategory>(u_charType(as_icu(c)));
    const bool mark = type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK ||
                      type == U_COMBINING_SPACING_MARK;
    if (mark || is_joiner(c)) return true;
    return is_joiner(previous) || (is_virama(previous) && is_indic(c));
}

int columns_of(char32_t c) {
    if (c < 0x1100) return 1;
    const int width = u_getIntPropertyValue(as_icu(c), UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace letter
