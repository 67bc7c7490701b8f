#include "letter/inert_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "letter/characters.h"
#include "letter/wrap.h"

namespace letter {
namespace {

// A joiner is spelling when an Indic letter or mark stands directly before it.
bool is_spelling(char32_t previous, char32_t c) {
    return (c == 0x200C || c == 0x200D) && is_indic(previous);
}

void append_shown(std::string& out, char32_t previous, char32_t c) {
    if (c == '\n' || !is_hidden(c) || is_spelling(previous, c)) {
        base::append_utf8(out, c);
    } else if (c == '\t') {
        out += ' ';
    } else {
        out += fmt::format("<U+{:04X}>", static_cast<std::uint32_t>(c));
    }
}

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

bool is_alnum(char c) { return (c >= '0' && c <= '9') || is_letter(c); }

bool is_host(char c) { return is_alnum(c) || c == '.' || c == '-' || c == '_'; }

bool starts_at(std::string_view text, std::size_t at, std::string_view lower_word) {
    return base::lower_ascii(text.substr(at, lower_word.size())) == lower_word;
}

// http -> hxxp at the end of what was written so far, which stands directly before "://".
void spoil_scheme(std::string& out) {
    const std::string tail =
        base::lower_ascii(out.size() < 5 ? out : out.substr(out.size() - 5));
    std::size_t back = 0;
    if (tail.ends_with("https")) {
        back = 5;
    } else if (tail.ends_with("http")) {
        back = 4;
    }
    if (back > 0) out.replace(out.size() - back + 1, 2, "xx");
}

// Endings that mail programs make a link of even without a scheme or a slash. Not every ending
// there is: people also write "vannu.pinne" without a blank, and that must stay easy to read.
bool is_link_ending(std::string_view label) {
    static constexpr std::array<std::string_view, 34> endings{
        "app",    "club",    "cn",   "co",   "com",  "dev",  "example", "gl",   "in",
        "info",   "invalid", "io",   "link", "live", "ly",   "me",      "mobi", "net",
        "online", "org",     "page", "ru",   "shop", "site", "store",   "test", "tk",
        "to",     "top",     "tv",   "uk",   "us",   "vip",  "xyz"};
    return std::find(endings.begin(), endings.end(), base::lower_ascii(label)) != endings.end();
}

// The domain of a mail address is no link, and the officer needs the address as it is.
bool is_after_at(std::string_view text, std::size_t at) {
    while (at > 0 && is_host(text[at - 1])) --at;
    return at > 0 && text[at - 1] == '@';
}

// The last dot of a host: "bit.ly/abc", "a.example:8080", "instagram.com".
bool is_link_dot(std::string_view text, std::size_t at) {
    if (at == 0 || !is_alnum(text[at - 1])) return false;
    std::size_t end = at + 1;
    while (end < text.size() && is_letter(text[end])) ++end;
    if (end <= at + 2) return false;
    const char next = end < text.size() ? text[end] : ' ';
    if (next == '/' || next == ':') return true;
    const bool more = is_alnum(next) || next == '-' || next == '_' || next == '@' ||
                      (next == '.' && end + 1 < text.size() && is_alnum(text[end + 1]));
    return !more && is_link_ending(text.substr(at + 1, end - at - 1)) && !is_after_at(text, at);
}

bool is_www_dot(std::string_view text, std::size_t at) {
    return at >= 3 && starts_at(text, at - 3, "www") && (at == 3 || !is_host(text[at - 4]));
}

}  // namespace

std::string show_hidden(std::string_view utf8) {
    const std::u32string text = base::to_code_points(utf8);
    std::string out;
    out.reserve(utf8.size());
    char32_t previous = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool line_end = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
        if (line_end) continue;
        append_shown(out, previous, text[i]);
        previous = text[i];
    }
    return out;
}

std::string break_links(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size() + 16);
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        if (utf8.substr(i, 3) == "://") {
            spoil_scheme(out);
            out += "[:]//";
            i += 2;
        } else if (utf8[i] == '.' && (is_www_dot(utf8, i) || is_link_dot(utf8, i))) {
            out += "[.]";
        } else {
            out += utf8[i];
        }
    }
    return out;
}

std::string inert_line(std::string_view utf8, std::size_t most) {
    std::string shown = break_links(show_hidden(utf8));
    for (char& c : shown) {
        if (c == '\n') c = ' ';
    }
    std::u32string text = base::to_code_points(base::trim_ascii(shown));
    if (text.size() <= most) return base::to_utf8(text);
    std::size_t cut = most - 3;
    while (cut > 0 && clings_to(text[cut - 1], text[cut])) --cut;
    return base::to_utf8(text.substr(0, cut)) + "...";
}

std::string quote(std::string_view utf8) {
    constexpr std::size_t width = 76;
    std::string out;
    for (const std::string& line :
         wrap(break_links(show_hidden(utf8)), width, LongWords::cut)) {
        out += line.empty() ? "|\n" : "| " + line + "\n";
    }
    return out;
}

}  // namespace letter
