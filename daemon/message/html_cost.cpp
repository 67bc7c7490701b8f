#include "message/html_cost.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "base/text.h"

namespace message {
namespace {

constexpr int deepest = 400;
constexpr std::uint64_t most_attribute_steps = 100'000'000;
constexpr std::uint64_t most_roots =
    20;  // each further <body> is compared with the attributes of all before

// Elements that end by themselves: their number says nothing about depth.
constexpr std::array<std::string_view, 24> self_ending{
    "area", "base", "br",     "col",    "embed", "hr",    "img",  "input",
    "link", "meta", "param",  "source", "wbr",   "p",     "li",   "td",
    "tr",   "th",   "option", "dt",     "dd",    "tbody", "html", "body"};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string tag_name(std::string_view html, std::size_t at) {
    std::size_t end = at;
    while (end < html.size() && end < at + 20 &&
           (is_letter(html[end]) || (html[end] >= '0' && html[end] <= '9')))
        ++end;
    return base::lower_ascii(html.substr(at, end - at));
}

// Words of one tag, at least as many as it has attributes: the square of their number is what
// looking for double ones costs. A quotation mark ends a word, too: a="1"b="2" needs no blank.
std::uint64_t words_of(std::string_view tag) {
    std::uint64_t words = 0;
    bool in_word = false;
    for (const char c : tag) {
        const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '/';
        if (!blank && !in_word) ++words;
        in_word = !blank && c != '"' && c != '\'';
    }
    return words;
}

std::string decode_entity(std::string_view name) {
    using Entity = std::pair<std::string_view, std::string_view>;
    constexpr std::array known = std::to_array<Entity>(
        {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", " "}});
    for (const auto& [from, to] : known) {
        if (from == name) return std::string(to);
    }
    if (name.size() < 2 || name[0] != '#') return {};
    const bool hex = name[1] == 'x' || name[1] == 'X';
    char32_t value = 0;
    for (const char c : name.substr(hex ? 2 : 1)) {
        const bool digit = c >= '0' && c <= '9';
        const char lower = base::lower_ascii({&c, 1})[0];
        const bool letter = hex && lower >= 'a' && lower <= 'f';
        if (!digit && !letter) return {};
        value =
            value * (hex ? 16 : 10) + static_cast<char32_t>(digit ? c - '0' : lower - 'a' + 10);
        if (value > 0x10FFFF) return {};
    }
    std::string out;
    base::append_utf8(out, value);
    return out;
}

// Both answer how many octets of `html` they have dealt with.
std::size_t strip_tag(std::string_view html, std::string& out) {
    const std::size_t end = html.find('>');
    if (end == std::string_view::npos) {
        out += html;  // no tag: nothing may vanish
        return html.size();
    }
    const std::string name = tag_name(html, 1);
    const bool breaks = html.substr(1, 1) == "/" || name == "br" || name == "p" ||
                        name == "div" || name == "tr" || name == "li";
    out.push_back(breaks ? '\n' : ' ');
    // Comments and attributes may hold text: keep what is inside as it stands.
    if (html.substr(1, 1) == "!") out += html.substr(2, end - 2);
    return end + 1;
}

std::size_t write_entity(std::string_view html, std::string& out) {
    const std::size_t end = html.substr(0, 12).find(';');
    const std::string decoded =
        end == std::string_view::npos ? "" : decode_entity(html.substr(1, end - 1));
    out += decoded.empty() ? "&" : decoded;
    return decoded.empty() ? 1 : end + 1;
}

}  // namespace

bool is_affordable_html(std::string_view html) {
    int depth = 0;
    std::uint64_t steps = 0;
    for (std::size_t at = html.find('<'); at != std::string_view::npos;
         at = html.find('<', at + 1)) {
        if (at + 1 >= html.size()) break;
        if (html[at + 1] == '/') {
            depth = std::max(0, depth - 1);
            continue;
        }
        if (!is_letter(html[at + 1])) continue;
        const std::string name = tag_name(html, at + 1);
        const std::size_t end = html.find('>', at);
        const std::string_view tag =
            html.substr(at, end == std::string_view::npos ? end : end - at);
        const std::uint64_t words = words_of(tag);
        steps += words * words;
        if (name == "html" || name == "body") steps += most_attribute_steps / most_roots;
        const bool ends_itself =
            std::find(self_ending.begin(), self_ending.end(), name) != self_ending.end();
        if (!ends_itself) ++depth;
        if (depth > deepest || steps > most_attribute_steps) return false;
        at += tag.size() - 1;
    }
    return true;
}

std::string strip_tags(std::string_view html) {
    std::string out;
    for (std::size_t i = 0; i < html.size();) {
        if (html[i] == '<') {
            i += strip_tag(html.substr(i), out);
        } else if (html[i] == '&') {
            i += write_entity(html.substr(i), out);
        } else {
            out.push_back(html[i++]);
        }
    }
    return out;
}

}  // namespace message
