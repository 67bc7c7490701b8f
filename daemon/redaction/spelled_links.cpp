// Links that were taken apart so that no filter sees them: "instagram . com / x",
// "facebook dot com slash x".
#include <array>

#include "redaction/among.h"
#include "redaction/link_parts.h"
#include "redaction/links.h"

namespace redaction {

namespace {

using Forms = std::array<std::u32string_view, 4>;

// A stop of a sentence looks like a loose dot: only before these it may be one of a host.
bool is_sure_ending(std::string_view label) {
    static constexpr std::array<std::string_view, 3> sure{"com", "net", "org"};
    return among(label, sure);
}

std::size_t length_before(const std::u32string& text, std::size_t end, const Forms& forms) {
    for (const auto form : forms) {
        if (end > form.size() && matches(text, end - form.size(), form)) return form.size();
    }
    return 0;
}

class SpelledLinks {
  public:
    explicit SpelledLinks(const Page& page) : page_(page), text_(page.latin()) {}

    Candidates find() {
        for (const auto& token : page_.tokens()) {
            if (token.end - token.start <= longest_ending && is_latin(text_[token.start]))
                ending({token.start, token.end});
        }
        return std::move(found_);
    }

  private:
    static constexpr std::size_t longest_ending = 7;

    // "com" of "instagram . com / x".
    void ending(Range word) {
        static constexpr Forms loose{U" . ", U". ", U" .", U"."};
        static constexpr Forms spelled{U" dot ", U"[dot]", U"(dot)", U" [dot] "};
        const auto slash = slash_at(word.end);
        if (slash == 0) return;
        const auto label = ascii_of(text_, word);
        if (!is_ending(label)) return;
        auto dot = length_before(text_, word.start, spelled);
        const bool begins_sentence = page_.source_at(word.start) < U'a';
        if (dot == 0 && is_sure_ending(label) && !begins_sentence)
            dot = length_before(text_, word.start, loose);
        if (dot == 0 || (dot == 1 && slash == 1)) return;
        const Range host{host_start(word.start - dot), word.start - dot};
        const Range path{word.end + slash, path_end(word.end + slash)};
        constexpr std::size_t shortest_host = 2;
        if (host.end - host.start < shortest_host || path.end == path.start) return;
        const auto normal = ascii_of(text_, host) + "." + label + "/" + ascii_of(text_, path);
        found_.push_back({ValueType::url,
                          {host.start, path.end},
                          score::link,
                          normal_link(normal),
                          Label::none,
                          "spelled"});
    }

    std::size_t slash_at(std::size_t at) const {
        static constexpr Forms slashes{U" / ", U" slash ", U"/ ", U" /"};
        for (const auto form : slashes) {
            if (matches(text_, at, form)) return form.size();
        }
        return matches(text_, at, U"/") ? 1 : 0;
    }

    std::size_t host_start(std::size_t end) const {
        auto start = end;
        while (start > 0 && (is_alnum(text_[start - 1]) || text_[start - 1] == U'-')) --start;
        return start;
    }

    std::size_t path_end(std::size_t start) const {
        constexpr std::u32string_view signs = U"-._~/?#@=%&";
        auto end = start;
        while (end < text_.size() &&
               (is_alnum(text_[end]) || signs.find(text_[end]) != std::u32string_view::npos))
            ++end;
        while (end > start && !is_alnum(text_[end - 1])) --end;
        return end;
    }

    const Page& page_;
    const std::u32string& text_;
    Candidates found_;
};

}  // namespace

Candidates find_spelled_links(const Page& page) { return SpelledLinks(page).find(); }

}  // namespace redaction
