#include "letter/encode.h"

#include <fmt/format.h>

#include "base/text.h"
#include "letter/characters.h"

namespace letter {
namespace {

constexpr std::size_t longest_line = 76;
constexpr std::size_t longest_word =
    45;  // octets in one encoded word: 12 + 60 = 72 of the 75 allowed

std::string with_crlf(std::string_view lf_text) {
    std::string out;
    out.reserve(lf_text.size() + lf_text.size() / 32);
    for (const char c : lf_text) {
        if (c == '\n') out += '\r';
        out += c;
    }
    return out;
}

bool is_plain(char c) { return c >= ' ' && c <= '~' && c != '='; }

std::string hex_octet(char c) { return fmt::format("={:02X}", static_cast<std::uint8_t>(c)); }

// Blanks at a line's end vanish on the way; a leading "." or "From " is changed on the way.
std::string qp_octet(std::string_view line, std::size_t i) {
    const bool last = i + 1 == line.size();
    const bool blank_at_end = last && line[i] == ' ';
    const bool risky_start = i == 0 && (line[0] == '.' || line.starts_with("From "));
    if (is_plain(line[i]) && !blank_at_end && !risky_start) return std::string(1, line[i]);
    return hex_octet(line[i]);
}

// A soft break may leave a "." or "From " at the start of the next line: that one is encoded,
// too.
void append_qp_line(std::string& out, std::string_view line) {
    std::size_t used = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        std::string piece = qp_octet(line, i);
        if (used + piece.size() > longest_line - 1) {
            out += "=\r\n";
            used = 0;
            if (line[i] == '.' || line[i] == 'F') piece = hex_octet(line[i]);
        }
        out += piece;
        used += piece.size();
    }
    out += "\r\n";
}

bool is_plain_header(std::string_view text) {
    std::size_t word = 0;
    for (const char c : text) {
        if (c < ' ' || c > '~') return false;
        word = c == ' ' ? 0 : word + 1;
        if (word > 60) return false;
    }
    return text.find("=?") == std::string_view::npos;
}

}  // namespace

std::string to_quoted_printable(std::string_view lf_text) {
    std::string out;
    std::size_t i = 0;
    while (i < lf_text.size()) {
        const std::size_t end = std::min(lf_text.find('\n', i), lf_text.size());
        append_qp_line(out, lf_text.substr(i, end - i));
        i = end + 1;
    }
    return out;
}

std::string to_base64_lines(std::string_view octets) {
    const std::string all = base::to_base64(octets);
    std::string out;
    for (std::size_t i = 0; i < all.size(); i += longest_line) {
        out += all.substr(i, longest_line);
        out += "\r\n";
    }
    return out;
}

EncodedText encode_text(std::string_view lf_text) {
    std::string readable = to_quoted_printable(lf_text);
    std::string compact = to_base64_lines(with_crlf(lf_text));
    if (readable.size() <= compact.size()) return {std::move(readable), "quoted-printable"};
    return {std::move(compact), "base64"};
}

std::string encode_words(std::string_view utf8) {
    if (is_plain_header(utf8)) return std::string(utf8);
    const std::u32string text = base::to_code_points(utf8);
    std::string out;
    std::string word;
    const auto flush = [&out, &word] {
        if (word.empty()) return;
        out += (out.empty() ? "=?utf-8?B?" : " =?utf-8?B?") + base::to_base64(word) + "?=";
        word.clear();
    };
    for (std::size_t i = 0; i < text.size();) {
        std::string cluster;
        do {
            base::append_utf8(cluster, text[i++]);
        } while (i < text.size() && clings_to(text[i - 1], text[i]) &&
                 cluster.size() + 4 <= longest_word);
        if (word.size() + cluster.size() > longest_word) flush();
        word += cluster;
    }
    flush();
    return out;
}

std::string encode_name(std::string_view utf8) {
    std::string encoded = encode_words(utf8);
    if (encoded != utf8) return encoded;
    std::string out = "\"";
    for (const char c : utf8) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

}  // namespace letter
