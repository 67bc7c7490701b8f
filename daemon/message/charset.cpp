#include "message/charset.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "base/text.h"
#include "message/oddity_names.h"

namespace message {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// Squeezed label (letters and digits only, lower case) to the ICU name of the larger set behind
// it. What is not here goes to ICU as it is written.
constexpr std::array larger_sets = std::to_array<Pair>({
    {"utf8", "utf-8"},
    {"unicode11utf8", "utf-8"},
    {"xunicode20utf8", "utf-8"},
    {"cp65001", "utf-8"},
    {"utf8mb4", "utf-8"},
    {"iso88591", "windows-1252"},
    {"88591", "windows-1252"},
    {"isoir100", "windows-1252"},
    {"latin1", "windows-1252"},
    {"l1", "windows-1252"},
    {"usascii", "windows-1252"},
    {"ascii", "windows-1252"},
    {"ansix341968", "windows-1252"},
    {"ansix341986", "windows-1252"},
    {"iso646us", "windows-1252"},
    {"us", "windows-1252"},
    {"ansi", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"windows1252", "windows-1252"},
    {"iso88599", "windows-1254"},
    {"latin5", "windows-1254"},
    {"iso885911", "windows-874"},
    {"tis620", "windows-874"},
    {"gb2312", "gb18030"},
    {"csgb2312", "gb18030"},
    {"gb231280", "gb18030"},
    {"euccn", "gb18030"},
    {"gbk", "gb18030"},
    {"cp936", "gb18030"},
    {"windows936", "gb18030"},
    {"gb18030", "gb18030"},
    {"euckr", "windows-949"},
    {"cp949", "windows-949"},
    {"uhc", "windows-949"},
    {"ksc5601", "windows-949"},
    {"ksc56011987", "windows-949"},
    {"ksc56011989", "windows-949"},
    {"windows949", "windows-949"},
    {"shiftjis", "windows-31j"},
    {"sjis", "windows-31j"},
    {"xsjis", "windows-31j"},
    {"cp932", "windows-31j"},
    {"mskanji", "windows-31j"},
    {"iso2022jpms", "iso-2022-jp"},
    {"iso2022jp3", "iso-2022-jp"},
    {"iso2022jp2004", "iso-2022-jp"},
    {"xeucjp", "euc-jp"},
    {"xgbk", "gb18030"},
    {"cngb", "gb18030"},
    {"cnbig5", "big5"},
    {"cp50220", "iso-2022-jp"},
    {"cp50221", "iso-2022-jp"},
    {"hzgb2312", "hz"},
    {"hz", "hz"},
    {"big5", "big5"},
    {"xxbig5", "big5"},
    {"cp950", "big5"},
    {"utf7", "utf-7"},
    {"unicode11utf7", "utf-7"},
    {"utf16", "utf-16"},
    {"ucs2", "utf-16"},
    {"iso10646ucs2", "utf-16"},
    {"unicode", "utf-16"},
});

// Labels that ICU would open, but that name no charset of text.
constexpr std::array<std::string_view, 6> no_charsets{"unknown",      "unknown8bit", "xunknown",
                                                      "xuserdefined", "none",        "default"};

std::string squeeze(std::string_view label) {
    std::string out;
    for (const char c : base::lower_ascii(label)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out.push_back(c);
    }
    return out;
}

struct Fit {
    std::u16string text;
    std::size_t failed = 0;
    std::size_t fitted = 0;  // letters beyond ASCII
    bool single_byte = false;
};

void count_and_replace(const void* context, UConverterToUnicodeArgs* args, const char*, int32_t,
                       UConverterCallbackReason reason, UErrorCode* code) {
    if (reason > UCNV_IRREGULAR) return;
    // ICU hands the context back as const; it is ours and not const.
    ++*static_cast<std::size_t*>(const_cast<void*>(context));
    const UChar replacement = 0xFFFD;
    *code = U_ZERO_ERROR;
    ucnv_cbToUWriteUChars(args, &replacement, 1, 0, code);
}

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};

std::size_t count_fitted(const std::u16string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char16_t unit) {
        return unit >= 0x80 && unit != 0xFFFD && unit != 0x1A && !U16_IS_TRAIL(unit);
    }));
}

std::optional<Fit> convert(std::string_view octets, const std::string& icu_name) {
    UErrorCode code = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, CloseConverter> converter(
        ucnv_open(icu_name.c_str(), &code));
    if (U_FAILURE(code) || !converter) return std::nullopt;
    Fit fit;
    fit.single_byte = ucnv_getMaxCharSize(converter.get()) == 1;
    ucnv_setToUCallBack(converter.get(), count_and_replace, &fit.failed, nullptr, nullptr,
                        &code);
    std::vector<UChar> buffer(std::min<std::size_t>(octets.size() + 16, 16384));
    const char* source = octets.data();
    const char* const end = source + octets.size();
    do {
        code = U_ZERO_ERROR;
        UChar* target = buffer.data();
        ucnv_toUnicode(converter.get(), &target, buffer.data() + buffer.size(), &source, end,
                       nullptr, true, &code);
        fit.text.append(buffer.data(), target);
    } while (code == U_BUFFER_OVERFLOW_ERROR);
    if (U_FAILURE(code)) return std::nullopt;
    fit.fitted = count_fitted(fit.text);
    return fit;
}

std::string utf8_of(std::u16string_view text) {
    std::string out;
    out.reserve(text.size() * 3);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char16_t unit = text[i];
        if (U16_IS_LEAD(unit) && i + 1 < text.size() && U16_IS_TRAIL(text[i + 1])) {
            base::append_utf8(out,
                              static_cast<char32_t>(U16_GET_SUPPLEMENTARY(unit, text[i + 1])));
            ++i;
        } else {
            base::append_utf8(out, U16_IS_SURROGATE(unit) ? char32_t{0xFFFD} : char32_t{unit});
        }
    }
    if (out.starts_with("\xEF\xBB\xBF")) out.erase(0, 3);
    return out;
}

bool has_high_octet(std::string_view octets) {
    return std::any_of(octets.begin(), octets.end(), [](char c) { return (c & 0x80) != 0; });
}

DecodedText convert_utf8_by_force(std::string_view octets) {
    const std::optional<Fit> fit = convert(octets, "utf-8");
    return {fit ? utf8_of(fit->text) : base::to_utf8(base::to_code_points(octets)),
            oddity::damaged_text};
}

std::string windows_1252(std::string_view octets) {
    const std::optional<Fit> fit = convert(octets, "windows-1252");
    return fit ? utf8_of(fit->text) : base::to_utf8(base::to_code_points(octets));
}

// UTF-16 without a byte order mark: the zero octets of spaces, digits and line ends stand on
// the side of the high octet; without any, the high octets of the Indic blocks (U+0900 to
// U+0DFF) do.
std::string utf16_order(std::string_view octets) {
    std::array<std::size_t, 2> zeros{};
    std::array<std::size_t, 2> indic{};
    for (std::size_t i = 0; i < octets.size(); ++i) {
        zeros[i % 2] += octets[i] == 0 ? 1 : 0;
        indic[i % 2] += (octets[i] >= 0x09 && octets[i] <= 0x0D) ? 1 : 0;
    }
    if (zeros[0] != zeros[1]) return zeros[1] > zeros[0] ? "utf-16le" : "utf-16be";
    return indic[1] > indic[0] ? "utf-16le" : "utf-16be";
}

std::optional<DecodedText> by_mark(std::string_view octets) {
    if (octets.starts_with("\xEF\xBB\xBF")) {
        const std::string_view rest = octets.substr(3);
        if (base::is_utf8(rest)) return DecodedText{std::string(rest), {}};
        return convert_utf8_by_force(rest);
    }
    using namespace std::string_view_literals;
    const char* name = nullptr;
    if (octets.starts_with("\xFF\xFE\0\0"sv))
        name = "utf-32le";
    else if (octets.starts_with("\xFF\xFE"sv))
        name = "utf-16le";
    else if (octets.starts_with("\xFE\xFF"sv))
        name = "utf-16be";
    if (name == nullptr) return std::nullopt;
    const std::optional<Fit> fit = convert(octets, name);
    if (!fit || fit->failed > fit->text.size() / 2) return std::nullopt;
    return DecodedText{utf8_of(fit->text),
                       fit->failed > 0 ? oddity::damaged_text : std::string_view{}};
}

// "ESC ( B" with another escape right behind it shifts for nothing; ICU takes that for an
// attack and writes U+FFFD. Two encoded words that are joined look so.
std::string without_empty_shifts(std::string_view octets) {
    std::string out;
    for (std::size_t at = 0; at < octets.size(); ++at) {
        if (octets.substr(at, 4) == "\x1B(B\x1B") at += 3;
        out.push_back(octets[at]);
    }
    return out;
}

DecodedText by_guess(std::string_view octets, std::string_view strange) {
    if (base::is_utf8(octets)) return {std::string(octets), strange};
    return {windows_1252(octets), strange.empty() ? oddity::unknown_charset : strange};
}

DecodedText by_label(std::string_view octets, const std::string& key) {
    if (key == "utf-8") {
        if (base::is_utf8(octets)) return {std::string(octets), {}};
    } else if (key.starts_with("utf-16") && octets.find('\0') == std::string_view::npos &&
               base::is_utf8(octets) && !octets.empty()) {
        return {std::string(octets), oddity::wrong_charset};
    }
    const bool shifts = key.starts_with("iso-2022");
    const std::optional<Fit> fit = convert(shifts ? without_empty_shifts(octets) : octets,
                                           key == "utf-16" ? utf16_order(octets) : key);
    if (!fit) return by_guess(octets, oddity::unknown_charset);
    if (fit->single_byte && has_high_octet(octets) && base::is_utf8(octets)) {
        return {std::string(octets), oddity::wrong_charset};
    }
    const std::string_view strange = key == "utf-7" ? oddity::utf7 : std::string_view{};
    if (fit->failed == 0) return {utf8_of(fit->text), strange};
    if (fit->fitted > fit->failed) return {utf8_of(fit->text), oddity::damaged_text};
    return by_guess(octets, oddity::wrong_charset);
}

bool is_no_charset(std::string_view label) {
    const std::string squeezed = squeeze(label);
    return squeezed.empty() ||
           std::find(no_charsets.begin(), no_charsets.end(), squeezed) != no_charsets.end();
}

bool opens(const std::string& key) {
    UErrorCode code = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(key.c_str(), &code));
    return U_SUCCESS(code) && converter;
}

}  // namespace

std::string charset_key(std::string_view label) {
    const std::string squeezed = squeeze(label);
    for (const auto& [from, to] : larger_sets) {
        if (from == squeezed) return std::string(to);
    }
    if (squeezed.starts_with("win125") && squeezed.size() == 7)
        return "windows-" + squeezed.substr(3);
    return base::lower_ascii(base::trim_ascii(label.substr(0, 60)));
}

DecodedText decode_text(std::string_view octets, std::string_view label) {
    if (std::optional<DecodedText> marked = by_mark(octets)) return *std::move(marked);
    if (base::trim_ascii(label).empty()) return by_guess(octets, {});
    if (is_no_charset(label)) return by_guess(octets, oddity::unknown_charset);
    return by_label(octets, charset_key(label));
}

std::optional<std::string> decode_word_octets(std::string_view octets, std::string_view label) {
    const std::string key = charset_key(label);
    if (is_no_charset(label) || (key != "utf-8" && !opens(key))) {
        if (base::is_utf8(octets)) return std::string(octets);
        return std::nullopt;
    }
    return by_label(octets, key).text;
}

std::string decode_unlabelled(std::string_view octets) {
    return base::is_utf8(octets) ? std::string(octets) : windows_1252(octets);
}

}  // namespace message
