#include "redaction/links.h"

#include <algorithm>
#include <array>

#include "redaction/labels.h"

namespace redaction {

namespace {

constexpr std::array<std::string_view, 42> endings{
    "com",    "org",  "net",     "in",      "me",     "ly",   "gl",  "io",   "app",
    "info",   "xyz",  "link",    "site",    "online", "co",   "tv",  "cc",   "be",
    "us",     "uk",   "ae",      "biz",     "live",   "club", "top", "shop", "store",
    "dev",    "page", "web",     "ru",      "cn",     "to",   "gg",  "fb",   "chat",
    "social", "test", "example", "invalid", "edu",    "gov"};

bool is_ending(std::string_view label) {
    return std::find(endings.begin(), endings.end(), label) != endings.end();
}

bool is_local(char32_t c) {
    return is_alnum(c) || c == U'.' || c == U'_' || c == U'-' || c == U'+' || c == U'%';
}
bool is_host(char32_t c) { return is_alnum(c) || c == U'-'; }

bool matches(const std::u32string& text, std::size_t at, std::u32string_view word) {
    return std::u32string_view(text).substr(std::min(at, text.size()), word.size()) == word;
}

// "." as written or spelled: [.] (.) [dot] (dot) " dot ". Length, 0 when there is none.
struct Form {
    std::u32string_view text;
    bool spelled;
};
constexpr std::array<Form, 9> dots{{{U"[.]", true},
                                    {U"(.)", true},
                                    {U"{.}", true},
                                    {U"[dot]", true},
                                    {U"(dot)", true},
                                    {U" [dot] ", true},
                                    {U" (dot) ", true},
                                    {U" dot ", true},
                                    {U".", false}}};
constexpr std::array<Form, 9> ats{{{U" [at] ", true},
                                   {U"[at]", true},
                                   {U" (at) ", true},
                                   {U"(at)", true},
                                   {U"{at}", true},
                                   {U"[@]", true},
                                   {U" @ ", true},
                                   {U"@", false},
                                   {U" at ", true}}};

struct Step {
    std::size_t length = 0;
    bool spelled = false;
};

Step dot_at(const std::u32string& text, std::size_t at) {
    for (const auto& form : dots) {
        if (matches(text, at, form.text)) return {form.text.size(), form.spelled};
    }
    return {};
}

struct HostEnd {
    std::size_t end = 0;
    std::size_t labels = 0;
    bool spelled = false;
    std::string normal;
};

// Labels and dots from `start` on.
HostEnd read_host(const std::u32string& text, std::size_t start) {
    HostEnd host;
    constexpr std::size_t longest = 255;
    std::size_t i = start;
    while (i < text.size() && i - start < longest) {
        std::size_t end = i;
        while (end < text.size() && is_host(text[end])) ++end;
        while (end > i && text[end - 1] == U'-') --end;
        if (end == i) break;
        if (host.labels > 0) host.normal.push_back('.');
        host.normal += ascii_of(text, {i, end});
        ++host.labels;
        host.end = end;
        const auto dot = dot_at(text, end);
        if (dot.length == 0 || end + dot.length >= text.size() ||
            !is_host(text[end + dot.length]))
            break;
        host.spelled = host.spelled || dot.spelled;
        i = end + dot.length;
    }
    return host;
}

struct LocalStart {
    std::size_t start = 0;
    std::string normal;
};

// Backwards over the part before the @, with spelled dots.
LocalStart read_local(const std::u32string& text, std::size_t end) {
    constexpr std::size_t longest = 128;
    std::size_t start = end;
    while (start > 0 && end - start < longest) {
        if (is_local(text[start - 1])) {
            --start;
            continue;
        }
        bool stepped = false;
        for (const auto& form : dots) {
            const auto length = form.text.size();
            if (!form.spelled || start < length || !matches(text, start - length, form.text))
                continue;
            if (start == length || !is_alnum(text[start - length - 1])) continue;
            start -= length;
            stepped = true;
            break;
        }
        if (!stepped) break;
    }
    while (start < end && !is_alnum(text[start]) && text[start] != U'_') ++start;
    std::string normal;
    for (std::size_t i = start; i < end;) {
        const auto dot = dot_at(text, i);
        if (dot.spelled) {
            normal.push_back('.');
            i += dot.length;
        } else {
            normal += ascii_of(text, {i, i + 1});
            ++i;
        }
    }
    return {start, normal};
}

bool has_top_level(std::string_view host) {
    const auto dot = host.rfind('.');
    if (dot == std::string_view::npos) return false;
    const auto top = host.substr(dot + 1);
    return top.size() >= 2 && top.find_first_of("0123456789") == std::string_view::npos;
}

class AddressFinder {
  public:
    AddressFinder(const Page& page, const Policy& policy)
        : page_(page), text_(page.latin()), policy_(policy) {}

    Candidates find() {
        for (std::size_t i = 1; i + 1 < text_.size(); ++i) {
            for (const auto& form : ats) {
                if (!matches(text_, i, form.text)) continue;
                address(i, form);
                break;
            }
        }
        return std::move(found_);
    }

  private:
    void address(std::size_t at, const Form& form) {
        const auto local = read_local(text_, at);
        const auto right = at + form.text.size();
        if (local.normal.empty() || right >= text_.size() || !is_alnum(text_[right])) return;
        const auto host = read_host(text_, right);
        const bool word_only = form.text == U" at ";
        if (word_only && (!host.spelled || !has_top_level(host.normal))) return;
        const Range range{local.start, host.end};
        if (has_top_level(host.normal)) {
            if (form.spelled && !host.spelled &&
                !is_ending(host.normal.substr(host.normal.rfind('.') + 1)))
                return;
            found_.push_back({ValueType::email, range, score::link + 1,
                              local.normal + "@" + host.normal, Label::none, "shape"});
        } else if (!form.spelled || form.text == U"[at]" || form.text == U"(at)") {
            payment(local, host, range);
        }
    }

    // No dot behind the @: a payment address. An unknown handle counts, but not a lone letter
    // or a path.
    void payment(const LocalStart& local, const HostEnd& host, Range range) {
        constexpr std::size_t shortest = 2, longest_handle = 64;
        if (host.labels != 1 || local.normal.size() < shortest ||
            host.normal.size() < shortest || host.normal.size() > longest_handle ||
            is_digit(static_cast<unsigned char>(host.normal[0]))) {
            return;
        }
        if (host.normal.find('-') != std::string::npos) return;
        const bool known = policy_.is_upi_handle(host.normal);
        found_.push_back({ValueType::upi_vpa, range, known ? score::link : score::checked,
                          local.normal + "@" + host.normal, Label::none,
                          known ? "handle" : "shape"});
    }

    const Page& page_;
    const std::u32string& text_;
    const Policy& policy_;
    Candidates found_;
};

// --- links
// ----------------------------------------------------------------------------------------------------

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
    while (range.end > range.start) {
        const char32_t last = text[range.end - 1];
        const char32_t open = last == U')' ? U'(' : last == U']' ? U'[' : 0;
        const auto inside =
            std::u32string_view(text).substr(range.start, range.end - range.start);
        const bool closes = open != 0 && inside.find(open) != std::u32string_view::npos;
        if (after.find(last) == std::u32string_view::npos && (open == 0 || closes)) break;
        --range.end;
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
        letters && (www || (is_ending(top) && dot >= 2 && (has_path || lower_case_start)));
    return shape;
}

bool is_map(const std::string& host, const std::string& normal) {
    return host.starts_with("maps.") || normal.find("google.com/maps") != std::string::npos ||
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

// --- account names
// --------------------------------------------------------------------------------------------

bool is_name_character(char32_t c) { return is_alnum(c) || c == U'_' || c == U'.'; }

Range name_from(const std::u32string& text, std::size_t start) {
    std::size_t end = start;
    while (end < text.size() && is_name_character(text[end])) ++end;
    while (end > start && text[end - 1] == U'.') --end;
    return {start, end};
}

// "@name", or a name with a digit, stop or underscore behind "insta id".
Candidates find_handles(const Page& page) {
    Candidates found;
    const auto& text = page.latin();
    constexpr std::size_t shortest = 3, longest = 40, reach = 14;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        if (text[i] != U'@' ||
            (i > 0 && (is_name_character(text[i - 1]) || text[i - 1] == U'/')))
            continue;
        const auto name = name_from(text, i + 1);
        if (name.end - name.start < shortest || name.end - name.start > longest) continue;
        found.push_back({ValueType::social_handle,
                         {i, name.end},
                         score::checked,
                         ascii_of(text, name),
                         Label::none,
                         "shape"});
    }
    for (const auto& cue : page.cues("type.handle")) {
        std::size_t i = cue.end;
        while (i < text.size() && i < cue.end + reach && !is_alnum(text[i])) ++i;
        if (page.has_cue_in("type.is", {i, std::min(i + 8, text.size())}) && i < text.size()) {
            const auto is = page.first_cue_after("type.is", i);
            if (is && is->start == i) {
                i = is->end;
                while (i < text.size() && i < is->end + 3 && !is_alnum(text[i]) &&
                       text[i] != U'_')
                    ++i;
            }
        }
        const auto name = name_from(text, std::min(i, text.size()));
        const auto written = ascii_of(text, name);
        const bool quoted =
            name.start > 0 && (text[name.start - 1] == U'"' || text[name.start - 1] == U'“' ||
                               text[name.start - 1] == U'\'');
        const bool looks = written.find_first_of("0123456789._") != std::string::npos || quoted;
        if (!looks || written.size() < shortest || written.size() > longest) continue;
        if (written.find_first_not_of("0123456789.") == std::string::npos) continue;
        found.push_back({ValueType::social_handle, name, score::checked, written, Label::own,
                         "label:handle"});
    }
    return found;
}

// --- network and map positions
// --------------------------------------------------------------------------------

// IPv4 in four parts of at most 255, not a part of a longer dotted number.
std::optional<Range> ipv4_at(const std::u32string& text, std::size_t start) {
    std::size_t i = start;
    for (int part = 0; part < 4; ++part) {
        if (part > 0) {
            if (i >= text.size() || text[i] != U'.') return std::nullopt;
            ++i;
        }
        int value = 0;
        std::size_t digits = 0;
        for (; i < text.size() && is_digit(text[i]) && digits < 4; ++i, ++digits) {
            value = value * 10 + static_cast<int>(text[i] - U'0');
        }
        if (digits == 0 || digits > 3 || value > 255) return std::nullopt;
    }
    if (i < text.size() && (is_alnum(text[i]) || (text[i] == U'.' && i + 1 < text.size() &&
                                                  is_digit(text[i + 1])))) {
        return std::nullopt;
    }
    return Range{start, i};
}

bool is_hex(char32_t c) { return is_digit(c) || (c >= U'a' && c <= U'f'); }

// IPv6 (RFC 4291): eight groups, or fewer with one "::".
std::optional<Range> ipv6_at(const std::u32string& text, std::size_t start) {
    std::size_t i = start, groups = 0, doubles = 0, digits = 0;
    constexpr std::size_t longest = 45;
    for (; i < text.size() && i - start < longest; ++i) {
        if (is_hex(text[i])) {
            if (++digits > 4) return std::nullopt;
        } else if (text[i] == U':') {
            if (digits > 0) ++groups;
            if (i > start && text[i - 1] == U':') ++doubles;
            digits = 0;
        } else {
            break;
        }
    }
    if (digits > 0) ++groups;
    while (i > start && text[i - 1] == U':' && (i - 1 == start || text[i - 2] != U':')) --i;
    if (i < text.size() && is_alnum(text[i])) return std::nullopt;
    const bool fits =
        (doubles == 0 && groups == 8) || (doubles == 1 && groups >= 2 && groups < 8);
    return fits ? std::optional(Range{start, i}) : std::nullopt;
}

Candidates find_networks(const Page& page) {
    Candidates found;
    const auto& text = page.latin();
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool fresh =
            i == 0 || (!is_alnum(text[i - 1]) && text[i - 1] != U'.' && text[i - 1] != U':');
        const bool labelled = i > 0 && text[i - 1] == U':' && (i < 2 || !is_hex(text[i - 2]));
        if (!is_hex(text[i]) || (!fresh && !labelled)) continue;
        auto range = is_digit(text[i]) ? ipv4_at(text, i) : std::nullopt;
        if (!range) range = ipv6_at(text, i);
        if (!range) continue;
        found.push_back({ValueType::ip, *range, score::checked, ascii_of(text, *range),
                         Label::none, "shape"});
        i = range->end - 1;
    }
    return found;
}

// A number with at least three decimals, up to `most` degrees.
std::optional<Range> degrees_at(const std::u32string& text, std::size_t start) {
    std::size_t i = start, whole = 0, decimals = 0;
    if (i < text.size() && text[i] == U'-') ++i;
    for (; i < text.size() && is_digit(text[i]); ++i) ++whole;
    if (whole == 0 || whole > 3 || i >= text.size() || text[i] != U'.') return std::nullopt;
    for (++i; i < text.size() && is_digit(text[i]); ++i) ++decimals;
    constexpr std::size_t least_decimals = 3, most_decimals = 12;
    if (decimals < least_decimals || decimals > most_decimals) return std::nullopt;
    return Range{start, i};
}

// "8.5241, 76.9366", "8.5241 N 76.9366 E", "lat: 8.5241 long: 76.9366".
Candidates find_positions(const Page& page) {
    Candidates found;
    const auto& text = page.latin();
    constexpr std::size_t reach = 16;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_digit(text[i]) || (i > 0 && (is_alnum(text[i - 1]) || text[i - 1] == U'.')))
            continue;
        const auto first = degrees_at(text, i);
        if (!first) continue;
        std::size_t k = first->end;
        while (k < text.size() && k < first->end + reach && !is_digit(text[k]) &&
               text[k] != U'\n')
            ++k;
        const auto second =
            k < text.size() && is_digit(text[k]) ? degrees_at(text, k) : std::nullopt;
        if (!second) continue;
        std::size_t end = second->end;
        for (const auto sign : {U"° e", U"°e", U" e"}) {
            if (matches(text, end, sign)) end += std::u32string_view(sign).size();
        }
        found.push_back({ValueType::gps,
                         {i, end},
                         score::link,
                         ascii_of(text, *first) + "," + ascii_of(text, *second),
                         Label::none,
                         "shape"});
        i = end;
    }
    return found;
}

}  // namespace

std::string normal_link(std::string_view link) {
    auto plain = refanged(link);
    if (const auto sign = plain.find("://"); sign != std::string::npos)
        plain.erase(0, sign + 3);
    if (plain.starts_with("www.")) plain.erase(0, 4);
    while (!plain.empty() && plain.back() == '/') plain.pop_back();
    return plain;
}

Candidates find_links(const Page& page, const Policy& policy) {
    Candidates all = AddressFinder(page, policy).find();
    for (auto& more : {LinkFinder(page).find(), find_handles(page), find_networks(page),
                       find_positions(page)}) {
        all.insert(all.end(), more.begin(), more.end());
    }
    return all;
}

}  // namespace redaction
