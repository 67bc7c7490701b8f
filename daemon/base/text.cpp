#include "base/text.h"

#include <cstdint>

namespace base {
namespace {

constexpr char32_t replacement = 0xFFFD;

struct Decoded {
    char32_t code_point;
    std::size_t length;  // 0: not valid here
};

// The table of RFC 3629 section 4, as range checks.
Decoded decode_at(std::string_view s, std::size_t i) {
    const auto octet = [&](std::size_t k) { return static_cast<std::uint8_t>(s[k]); };
    const std::uint8_t first = octet(i);
    if (first < 0x80) return {first, 1};
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || i + length > s.size()) return {replacement, 0};
    char32_t value = first & (0x7FU >> length);
    for (std::size_t k = 1; k < length; ++k) {
        const std::uint8_t next = octet(i + k);
        if ((next & 0xC0U) != 0x80U) return {replacement, 0};
        value = (value << 6U) | (next & 0x3FU);
    }
    const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (overlong || surrogate || value > 0x10FFFF) return {replacement, 0};
    return {value, length};
}

std::string encode_bits(std::string_view octets, const char* alphabet, unsigned bits) {
    std::string out;
    std::uint32_t buffer = 0;
    unsigned held = 0;
    for (const char c : octets) {
        buffer = (buffer << 8U) | static_cast<std::uint8_t>(c);
        held += 8;
        while (held >= bits) {
            held -= bits;
            out += alphabet[(buffer >> held) & ((1U << bits) - 1U)];
        }
        buffer &= (1U << held) - 1U;
    }
    if (held > 0) out += alphabet[(buffer << (bits - held)) & ((1U << bits) - 1U)];
    return out;
}

}  // namespace

std::u32string to_code_points(std::string_view utf8) {
    std::u32string out;
    out.reserve(utf8.size());
    for (std::size_t i = 0; i < utf8.size();) {
        const Decoded d = decode_at(utf8, i);
        out += d.code_point;
        i += d.length == 0 ? 1 : d.length;
    }
    return out;
}

void append_utf8(std::string& out, char32_t c) {
    const bool bad = c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF);
    const char32_t v = bad ? replacement : c;
    const auto put = [&out](char32_t octet) { out += static_cast<char>(static_cast<std::uint8_t>(octet)); };
    if (v < 0x80) {
        put(v);
    } else if (v < 0x800) {
        put(0xC0U | (v >> 6U));
        put(0x80U | (v & 0x3FU));
    } else if (v < 0x10000) {
        put(0xE0U | (v >> 12U));
        put(0x80U | ((v >> 6U) & 0x3FU));
        put(0x80U | (v & 0x3FU));
    } else {
        put(0xF0U | (v >> 18U));
        put(0x80U | ((v >> 12U) & 0x3FU));
        put(0x80U | ((v >> 6U) & 0x3FU));
        put(0x80U | (v & 0x3FU));
    }
}

std::string to_utf8(std::u32string_view text) {
    std::string out;
    out.reserve(text.size() * 3);
    for (const char32_t c : text) append_utf8(out, c);
    return out;
}

bool is_utf8(std::string_view octets) {
    for (std::size_t i = 0; i < octets.size();) {
        const Decoded d = decode_at(octets, i);
        if (d.length == 0) return false;
        i += d.length;
    }
    return true;
}

std::size_t count_code_points(std::string_view utf8) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < utf8.size(); ++count) {
        const Decoded d = decode_at(utf8, i);
        i += d.length == 0 ? 1 : d.length;
    }
    return count;
}

std::string lower_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

std::string_view trim_ascii(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

std::string to_base64(std::string_view octets) {
    std::string out = encode_bits(
        octets, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 6);
    while (out.size() % 4 != 0) out += '=';
    return out;
}

std::optional<std::string> from_base64(std::string_view text) {
    static constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const char c : text.substr(0, text.find('='))) {
        const auto value = alphabet.find(c);
        if (value == std::string_view::npos) return std::nullopt;
        bits = (bits << 6U) | static_cast<std::uint32_t>(value);
        held += 6;
        if (held < 8) continue;
        held -= 8;
        out += static_cast<char>((bits >> held) & 0xFFU);
    }
    // One writing only: what it says, written again, is what was given.
    if (to_base64(out) != text) return std::nullopt;
    return out;
}

std::string to_base32(std::string_view octets) {
    return encode_bits(octets, "abcdefghijklmnopqrstuvwxyz234567", 5);
}

std::string to_hex(std::string_view octets) { return encode_bits(octets, "0123456789abcdef", 4); }

}  // namespace base
