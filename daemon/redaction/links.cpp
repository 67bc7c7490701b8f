#include "redaction/links.h"

#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/link_parts.h"

namespace redaction {

namespace {

constexpr std::array<std::string_view, 42> endings{
    "com",    "org",  "net",     "in",      "me",     "ly",   "gl",  "io",   "app",
    "info",   "xyz",  "link",    "site",    "online", "co",   "tv",  "cc",   "be",
    "us",     "uk",   "ae",      "biz",     "live",   "club", "top", "shop", "store",
    "dev",    "page", "web",     "ru",      "cn",     "to",   "gg",  "fb",   "chat",
    "social", "test", "example", "invalid", "edu",    "gov"};

bool is_url_character(char32_t c) {
    constexpr std::u32string_view signs = U"-._~:/?#[]@!$&'()*+,;=%";
    return is_alnum(c) || signs.find(c) != std::u32string_view::npos;
}

// Brackets and stops at the ends belong to the sentence.
Range trimmed(const std::u32string& text, Range range) {
    constexpr std::u32string_view before = U".,;:!?'([-*_~&";
    constexpr std::u32string_view after = U".,;:!?'([-*_~&";
    while (range.start < range.end &&
           before.find(text[range.start]) != std::u32string_view::npos)
        ++range.start;
    const auto inside = std::u32string_view(text).substr(range.start, range.end - range.start);
    const auto round = inside.find(U'('), square = inside.find(U'[');
    for (; range.end > range.start; --range.end) {
        const char32_t last = text[range.end - 1];
        // Where its bracket opens; a mark that closes none needs none.
        const auto open = last == U')' ? round : last == U']' ? square : 0;
        if (after.find(last) == std::u32string_view::npos && open < range.end - range.start)
            break;
    }
    return range;
}

std::string refanged(std::string_view link) {
    std::string plain;
    for (std::size_t i = 0; i < link.size(); ++i) {
        const char c = link[i];
        if (c == '[' || c == ']') continue;
        if (c == '(' && i + 2 < link.size() && link[i + 1] == '.' && link[i + 2] == ')') {
            plain.push_back('.');
            i += 2;
            continue;
        }
        plain.push_back(c);
    }
    return plain;
}

// Hosts of one letter and an ending, known by name.
bool is_short_host(std::string_view host) {
    static constexpr std::array<std::string_view, 4> known{"t.me", "m.me", "x.com", "t.co"};
    return among(host, known);
}

// "e.g.com": a missing blank behind an abbreviation.
bool is_abbreviation(std::string_view host) {
    for (std::size_t i = 0; i + 1 < host.rfind('.'); i += 2) {
        if (host[i + 1] != '.') return false;
    }
    return std::count(host.begin(), host.end(), '.') > 1;
}

struct LinkShape {
    bool is_link = false;
    std::string normal;
    std::string host;
    std::size_t skip = 0;  // characters before the link in the run
};

LinkShape link_shape(const std::string& run, bool lower_case_start) {
    LinkShape shape;
    const auto scheme = run.find("://");
    const auto bracketed = run.find("[:]//");
    const auto sign = std::min(scheme, bracketed);
    if (sign != std::string::npos) {
        auto start = sign;
        while (start > 0 && run[start - 1] >= 'a' && run[start - 1] <= 'z') --start;
        shape.skip = start;
        shape.is_link = sign > start && run.size() > sign + 3;
    }
    shape.normal = normal_link(std::string_view(run).substr(shape.skip));
    shape.host = shape.normal.substr(0, shape.normal.find_first_of("/?#:"));
    if (shape.is_link) return shape;
    const auto host_sign = run.find('@');
    if (host_sign != std::string::npos && host_sign < run.find('/')) return shape;
    const auto dot = shape.host.rfind('.');
    if (dot == std::string::npos || dot == 0) return shape;
    const auto top = std::string_view(shape.host).substr(dot + 1);
    const bool has_path = shape.normal.size() > shape.host.size() + 1;
    const bool www = run.find("www.") == 0;
    const bool letters = shape.host.find_first_not_of(
                             "abcdefghijklmnopqrstuvwxyz0123456789.-") == std::string::npos;
    shape.is_link =
        letters && (www || (is_ending(top) && dot >= 2 && (has_path || lower_case_start)) ||
                    (has_path && is_short_host(shape.host)));
    if (!has_path && is_abbreviation(shape.host)) shape.is_link = false;
    return shape;
}

bool is_map(const std::string& host, const std::string& normal) {
    return host.starts_with("maps.") || host == "plus.codes" ||
           normal.find("google.com/maps") != std::string::npos ||
           normal.find("goo.gl/maps") != std::string::npos || normal.starts_with("geo:");
}

class LinkFinder {
  public:
    explicit LinkFinder(const Page& page) : page_(page), text_(page.latin()) {}

    Candidates find() {
        for (std::size_t i = 0; i < text_.size();) {
            if (!is_url_character(text_[i])) {
                ++i;
                continue;
            }
            std::size_t end = i;
            while (end < text_.size() && is_url_character(text_[end])) ++end;
            run({i, end});
            i = end;
        }
        return std::move(found_);
    }

  private:
    void run(Range whole) {
        constexpr std::size_t shortest = 4, longest = 4000;
        auto range = trimmed(text_, whole);
        if (range.end < range.start + shortest) return;
        range.end = std::min(range.end, range.start + longest);
        if (std::u32string_view(text_)
                .substr(range.start, range.end - range.start)
                .find(U'.') == std::u32string_view::npos) {
            return;
        }
        const auto text = ascii_of(text_, range);
        const bool lower = page_.source_at(range.start) >= U'a' || is_digit(text_[range.start]);
        const auto shape = link_shape(text, lower);
        if (!shape.is_link) return;
        range.start += shape.skip;
        if (is_phone_link(shape)) return;
        const bool map = is_map(shape.host, shape.normal);
        found_.push_back({map ? ValueType::gps : ValueType::url, range, score::link,
                          shape.normal, Label::none, map ? "map link" : "shape"});
    }

    // wa.me/91..., api.whatsapp.com/send?phone=...: the number in it is what counts.
    static bool is_phone_link(const LinkShape& shape) {
        if (shape.host != "wa.me" && shape.host.find("whatsapp.com") == std::string::npos)
            return false;
        std::size_t digits = 0, longest = 0;
        for (const char c : shape.normal) {
            digits = c >= '0' && c <= '9' ? digits + 1 : 0;
            longest = std::max(longest, digits);
        }
        constexpr std::size_t phone = 10;
        return longest >= phone;
    }

    const Page& page_;
    const std::u32string& text_;
    Candidates found_;
};

}  // namespace

bool is_ending(std::string_view label) { return among(label, endings); }

bool matches(const std::u32string& text, std::size_t at, std::u32string_view word) {
    return std::u32string_view(text).substr(std::min(at, text.size()), word.size()) == word;
}

std::string normal_link(std::string_view link) {
    auto plain = refanged(link);
    if (const auto sign = plain.find("://"); sign != std::string::npos)
        plain.erase(0, sign + 3);
    if (plain.starts_with("www.")) plain.erase(0, 4);
    while (!plain.empty() && plain.back() == '/') plain.pop_back();
    return plain;
}

Candidates find_links(const Page& page) { return LinkFinder(page).find(); }

}  // namespace redaction
