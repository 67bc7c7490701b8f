#include <algorithm>
#include <array>

#include "base/text.h"
#include "redaction/link_parts.h"
#include "redaction/links.h"
#include "redaction/name_words.h"

namespace redaction {

namespace {

bool is_local(char32_t c) {
    return is_alnum(c) || c == U'.' || c == U'_' || c == U'-' || c == U'+' || c == U'%';
}
bool is_host(char32_t c) { return is_alnum(c) || c == U'-'; }

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

enum class Dots { joined, apart };

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

// " . " in "name @ example . org": only behind an @ that stands apart too, before an ending.
std::size_t loose_dot_at(const std::u32string& text, std::size_t at) {
    constexpr std::u32string_view dot = U" . ";
    if (!matches(text, at, dot)) return 0;
    std::size_t end = at + dot.size();
    while (end < text.size() && is_host(text[end])) ++end;
    return is_ending(ascii_of(text, {at + dot.size(), end})) ? dot.size() : 0;
}

// Labels and dots from `start` on.
HostEnd read_host(const std::u32string& text, std::size_t start, Dots dots_allowed) {
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
        auto dot = dot_at(text, end);
        if (dot.length == 0 && dots_allowed == Dots::apart)
            dot = {loose_dot_at(text, end), true};
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

// The length of a spelled dot, behind something, that ends at `end`; or 0.
std::size_t spelled_dot_before(const std::u32string& text, std::size_t end) {
    for (const auto& form : dots) {
        const auto length = form.text.size();
        if (!form.spelled || end <= length || !matches(text, end - length, form.text)) continue;
        if (is_alnum(text[end - length - 1])) return length;
    }
    return 0;
}

std::string normal_local(const std::u32string& text, Range local) {
    std::string normal;
    for (std::size_t i = local.start; i < local.end;) {
        const auto dot = dot_at(text, i);
        if (dot.spelled) {
            normal.push_back('.');
            i += dot.length;
        } else {
            normal += ascii_of(text, {i, i + 1});
            ++i;
        }
    }
    return normal;
}

// " . " in "devi . k @ example . org".
std::size_t loose_dot_before(const std::u32string& text, std::size_t end) {
    constexpr std::u32string_view dot = U" . ";
    const bool is = end > dot.size() && matches(text, end - dot.size(), dot);
    return is && is_alnum(text[end - dot.size() - 1]) ? dot.size() : 0;
}

// അനിത@example.org (RFC 6531): back to a blank. Only a part that ends in such a letter is read
// so: words of the sentence may touch a Latin one.
LocalStart read_indic_local(const std::u32string& text, std::size_t end) {
    constexpr std::size_t longest = 64;
    if (!is_indic(text[end - 1])) return {end, {}};
    std::size_t start = end;
    while (start > 0 && end - start < longest &&
           (is_indic(text[start - 1]) || is_local(text[start - 1])))
        --start;
    return {start, base::to_utf8(std::u32string_view(text).substr(start, end - start))};
}

// Backwards over the part before the @, with spelled dots.
LocalStart read_local(const std::u32string& text, std::size_t end, Dots dots_allowed) {
    constexpr std::size_t longest = 128;
    std::size_t start = end;
    while (start > 0 && end - start < longest) {
        if (is_local(text[start - 1])) {
            --start;
            continue;
        }
        std::size_t length = spelled_dot_before(text, start);
        if (length == 0 && dots_allowed == Dots::apart) length = loose_dot_before(text, start);
        if (length == 0) break;
        start -= length;
    }
    while (start < end && !is_alnum(text[start]) && text[start] != U'_') ++start;
    return {start, normal_local(text, {start, end})};
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
        : text_(page.latin()), policy_(policy) {}

    Candidates find() {
        for (std::size_t i = 1; i + 1 < text_.size(); ++i) {
            if (!may_be_at(i)) continue;
            for (const auto& form : ats) {
                if (!matches(text_, i, form.text)) continue;
                address(i, form);
                break;
            }
        }
        return std::move(found_);
    }

  private:
    // Most positions are none; only these begin a form of @.
    bool may_be_at(std::size_t i) const {
        const char32_t c = text_[i], next = text_[i + 1];
        if (c == U' ') return next == U'a' || next == U'@' || next == U'[' || next == U'(';
        return c == U'@' || c == U'[' || c == U'(' || c == U'{';
    }

    void address(std::size_t at, const Form& form) {
        const auto dots_allowed = form.text == U" @ " ? Dots::apart : Dots::joined;
        auto local = read_local(text_, at, dots_allowed);
        if (form.text == U"@") {
            if (auto indic = read_indic_local(text_, at); !indic.normal.empty())
                local = std::move(indic);
        }
        const auto right = at + form.text.size();
        if (local.normal.empty() || right >= text_.size() || !is_alnum(text_[right])) return;
        const auto host = read_host(text_, right, dots_allowed);
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

    const std::u32string& text_;
    const Policy& policy_;
    Candidates found_;
};

}  // namespace

Candidates find_mail_addresses(const Page& page, const Policy& policy) {
    return AddressFinder(page, policy).find();
}

}  // namespace redaction
