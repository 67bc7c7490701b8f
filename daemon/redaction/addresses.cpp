#include <algorithm>
#include <array>

#include "redaction/life.h"
#include "redaction/name_words.h"

namespace redaction {

namespace {

using understanding::PlaceKind;
using understanding::TokenKind;

// Above names: a house that bears one is covered whole.
constexpr double address_score = score::words + 2;

// The places that may stay: they carry the jurisdiction (fixed rule 3).
std::vector<Range> open_places(const Page& page, const understanding::Facts& facts) {
    std::vector<Range> places;
    for (const auto& place : facts.places) {
        if (place.span.where == page.where()) places.push_back(page.range_of(place.span));
    }
    std::sort(places.begin(), places.end());
    return places;
}

bool is_part_end(char32_t c) { return c == U',' || c == U'\n' || c == U';' || c == U'|'; }

class AddressReader {
  public:
    AddressReader(const Page& page, const understanding::Facts& facts)
        : page_(page), text_(page.text()), places_(open_places(page, facts)) {}

    Candidates read() {
        for (const auto& cue : page_.cues("type.address")) labelled(cue);
        for (const auto& cue : page_.cues("type.house")) house(cue);
        for (const auto& cue : page_.cues("type.post_office")) post_office(cue);
        joined_houses();
        return std::move(found_);
    }

  private:
    void add(Range range, std::string cue) {
        while (range.start < range.end && is_loose(text_[range.start])) ++range.start;
        while (range.end > range.start && is_loose(text_[range.end - 1])) --range.end;
        constexpr std::size_t shortest = 3;
        if (range.end - range.start < shortest) return;
        found_.push_back({ValueType::address, range, address_score, page_.seen(range),
                          Label::none, std::move(cue)});
    }

    static bool is_loose(char32_t c) {
        return is_blank(c) || c == U',' || c == U'-' || c == U':' || c == U'.' || c == U'=' ||
               c == U';' || c == U'–';
    }

    // Only a place name, so that the district stays readable.
    bool is_open_place(Range part) const {
        const auto loose = [&](char32_t c) { return is_loose(c) || is_digit(c); };
        while (part.start < part.end && loose(text_[part.start])) ++part.start;
        while (part.end > part.start && loose(text_[part.end - 1])) --part.end;
        if (part.start == part.end) return false;
        return std::any_of(places_.begin(), places_.end(), [&](const Range& place) {
            return place.start <= part.start && part.end <= place.end;
        });
    }

    std::size_t part_end(std::size_t at, std::size_t limit) const {
        while (at < limit && !is_part_end(text_[at])) ++at;
        return at;
    }

    // "Address: ..." to the end of the line, or the lines below when nothing stands on its own.
    void labelled(Range cue) {
        if (cue.start < labelled_until_) return;  // a word of the address before
        auto at = cue.end;
        while (at < text_.size() && text_[at] == U' ') ++at;
        if (at >= text_.size() || (text_[at] != U':' && text_[at] != U'-' && text_[at] != U'='))
            return;
        ++at;
        constexpr std::size_t longest = 400;
        const auto limit = std::min(text_.size(), at + longest);
        auto end = std::min(page_.line_of(at).end, limit);
        if (blank_between(at, end)) at = std::min(end + 1, text_.size());
        constexpr int most_lines = 5;
        end = at;
        for (int line = 0; line < most_lines && end < limit; ++line) {
            const auto next = page_.line_of(end);
            if (blank_between(next.start, next.end) || (line > 0 && has_label(next))) break;
            const bool goes_on = next.end > next.start && ends_with_comma(next);
            end = next.end;
            if (!goes_on) break;
            end = std::min(end + 1, text_.size());
        }
        labelled_until_ = std::min(end, limit);
        parts({at, labelled_until_}, "label:address");
    }

    bool blank_between(std::size_t from, std::size_t to) const {
        return std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(from),
                           text_.begin() + static_cast<std::ptrdiff_t>(std::max(from, to)),
                           is_blank);
    }
    bool ends_with_comma(Range line) const {
        auto end = line.end;
        while (end > line.start && is_blank(text_[end - 1])) --end;
        return end > line.start && text_[end - 1] == U',';
    }
    // A form line: a word or two and a colon.
    bool has_label(Range line) const {
        constexpr std::size_t longest = 25;
        const auto start = std::u32string_view(text_).substr(
            line.start, std::min(longest, line.end - line.start));
        return start.find(U':') != std::u32string_view::npos;
    }

    // Covers a region but for the parts that only name a place.
    void parts(Range region, const std::string& cue) {
        std::optional<Range> open;
        for (auto at = region.start; at < region.end;) {
            const auto end = part_end(at, region.end);
            if (is_open_place({at, end}) || end == at) {
                if (open) add(*open, cue);
                open.reset();
            } else {
                open = Range{open ? open->start : at, end};
            }
            at = end + 1;
        }
        if (open) add(*open, cue);
    }

    // "Sree Nilayam house, Kuravankonam PO": the name before the house word and the short parts
    // behind it.
    void house(Range cue) {
        const auto token = page_.token_at(cue.start);
        const auto first = name_before(token);
        const bool numbered = number_after(cue.end);
        const auto end = tail(cue.end);
        const bool placed = has_place_word({cue.end, end});
        const bool indic = is_indic(text_[cue.start]);
        if (first == token && !numbered) return;
        if (first < token && !numbered && !placed && (indic || !is_latin_house(first, token)))
            return;
        parts({page_.tokens()[first].start, end}, "house word");
    }

    // "പുത്തൻവീട്ടിൽ": the name and the house word written as one.
    void joined_houses() {
        static constexpr std::array<std::u32string_view, 6> ends{
            U"വീട്ടിൽ", U"വീട്", U"ഭവനം", U"ഭവനിൽ", U"നിവാസിൽ", U"മൻസിൽ"};
        static constexpr std::u32string_view neighbour = U"അയൽ";
        constexpr std::size_t shortest_name = 3;
        const auto& tokens = page_.tokens();
        for (std::size_t t = 0; t < tokens.size(); ++t) {
            const auto word = page_.word(t);
            if (word.starts_with(neighbour)) continue;
            const bool joined = std::any_of(ends.begin(), ends.end(), [&](auto end) {
                return word.size() >= end.size() + shortest_name && word.ends_with(end);
            });
            if (joined) add({tokens[t].start, tokens[t].end}, "joined house word");
        }
    }

    std::size_t name_before(std::size_t token) const {
        constexpr std::size_t most = 3;
        auto first = token;
        while (first > 0 && token - first < most && side_by_side(page_, first - 1, first) &&
               could_be_name(page_, first - 1)) {
            --first;
        }
        return first;
    }

    // A capital in the middle of a sentence, and not the everyday word that begins one.
    bool is_latin_house(std::size_t first, std::size_t token) const {
        return token - first >= 2 || !page_.tokens()[first].sentence_start;
    }

    bool number_after(std::size_t at) const {
        constexpr std::size_t reach = 8;
        for (auto i = at; i < text_.size() && i < at + reach && text_[i] != U'\n'; ++i) {
            if (is_digit(text_[i])) return true;
            if (text_[i] == U',') return false;
        }
        return false;
    }

    bool has_place_word(Range range) const {
        return page_.has_cue_in("type.place_word", range) ||
               page_.has_cue_in("type.post_office", range) ||
               page_.has_cue_in("type.pin", range);
    }

    // The parts behind the house word, as long as they look like an address.
    std::size_t tail(std::size_t from) const {
        const auto limit = address_limit(from);
        constexpr int most_parts = 5;
        auto end = part_end(from, limit);
        if (count_tokens({from, end}) > 4) return after_tokens(from, end);
        for (int part = 0; part < most_parts && end < limit && text_[end] == U','; ++part) {
            auto start = end + 1;
            while (start < limit && is_blank(text_[start])) ++start;
            const auto next = part_end(start, limit);
            if (!looks_like_part({start, next}) && !is_open_place({start, next})) break;
            end = next;
        }
        return end;
    }

    // An address goes on over a line end behind a comma, and no further than this.
    std::size_t address_limit(std::size_t from) const {
        constexpr std::size_t longest = 160;
        auto limit = page_.clause_of(from).end;
        while (limit < text_.size() && limit < from + longest && limit > 0 &&
               text_[limit - 1] == U'\n' && ends_with_comma({from, limit - 1})) {
            limit = page_.clause_of(limit).end;
        }
        return std::min(limit, from + longest);
    }

    std::size_t count_tokens(Range range) const {
        return page_.token_at(range.end) - page_.token_at(range.start);
    }

    // In a sentence that goes on, the house word itself is the end, with the number behind it.
    std::size_t after_tokens(std::size_t from, std::size_t end) const {
        const auto& tokens = page_.tokens();
        auto at = from;
        for (auto t = page_.token_at(from); t < tokens.size() && tokens[t].end <= end; ++t) {
            const bool belongs = tokens[t].kind == TokenKind::digits ||
                                 could_be_name(page_, t) ||
                                 page_.covered_by("type.place_word", tokens[t].start);
            if (!belongs) break;
            at = tokens[t].end;
        }
        return at;
    }

    bool looks_like_part(Range part) const {
        constexpr std::size_t most = 4;
        const auto count = count_tokens(part);
        if (count == 0 || count > most) return false;
        if (has_place_word(part)) return true;
        const auto& tokens = page_.tokens();
        for (auto t = page_.token_at(part.start);
             t < tokens.size() && tokens[t].end <= part.end; ++t) {
            if (tokens[t].kind == TokenKind::word && !could_be_name(page_, t)) return false;
        }
        return true;
    }

    // "Kuravankonam P.O."
    void post_office(Range cue) {
        const auto token = page_.token_at(cue.start);
        constexpr std::size_t most = 2;
        auto first = token;
        while (first > 0 && token - first < most && side_by_side(page_, first - 1, first) &&
               could_be_name(page_, first - 1)) {
            --first;
        }
        if (first < token) add({page_.tokens()[first].start, cue.end}, "post office");
    }

    const Page& page_;
    const std::u32string& text_;
    std::vector<Range> places_;
    std::size_t labelled_until_ = 0;
    Candidates found_;
};

// "a school", "my office": no name before the word.
class OrganisationReader {
  public:
    OrganisationReader(const Page& page, const understanding::Facts& facts)
        : page_(page), child_(facts.child == understanding::Child::victim) {}

    Candidates read() {
        for (const auto& cue : page_.cues("type.org")) organisation(cue);
        for (const auto& cue : page_.cues("type.class")) school_class(cue);
        return std::move(found_);
    }

  private:
    void organisation(Range cue) {
        const auto token = page_.token_at(cue.start);
        constexpr std::size_t most = 6;
        auto first = token;
        bool named = false;
        while (first > 0 && token - first < most && side_by_side(page_, first - 1, first)) {
            const auto before = first - 1;
            const bool name = could_be_name(page_, before) || is_genitive(before) ||
                              page_.covered_by("type.org", page_.tokens()[before].start);
            if (!name && !page_.covered_by("type.org_link", page_.tokens()[before].start))
                break;
            named = named || name;
            --first;
        }
        while (first < token && is_small_link(first)) ++first;
        if (!named || is_police(first, token)) return;
        const Range range{page_.tokens()[first].start, cue.end};
        found_.push_back(
            {ValueType::org, range, score::words, page_.seen(range), Label::none, "org word"});
    }

    // The s of Mary's.
    bool is_genitive(std::size_t token) const {
        const auto start = page_.tokens()[token].start;
        return page_.word(token) == U"s" && start > 0 &&
               (page_.text()[start - 1] == U'\'' || page_.text()[start - 1] == 0x2019);
    }

    // "of", "the": no beginning of a name; Girls and राजकीय are.
    bool is_small_link(std::size_t token) const {
        return page_.covered_by("type.org_link", page_.tokens()[token].start) &&
               !page_.is_capital(token) && !is_indic(page_.word(token)[0]);
    }

    bool is_police(std::size_t first, std::size_t last) const {
        for (auto t = first; t <= last && t < page_.tokens().size(); ++t) {
            if (page_.covered_by("type.police", page_.tokens()[t].start)) return true;
        }
        return false;
    }

    // The class of a child victim narrows her down as her school does.
    void school_class(Range cue) {
        if (!child_) return;
        const auto& tokens = page_.tokens();
        const auto token = page_.token_at(cue.start);
        Range range = cue;
        if (token > 0 && cue.start - tokens[token - 1].end <= 3 &&
            tokens[token - 1].kind == TokenKind::digits) {
            range.start = tokens[token - 1].start;
        }
        const auto behind = page_.token_at(cue.end);
        if (behind < tokens.size() && tokens[behind].start - cue.end <= 2 &&
            tokens[behind].end - tokens[behind].start <= 4) {
            range.end = tokens[behind].end;
        }
        found_.push_back(
            {ValueType::org, range, score::words, page_.seen(range), Label::none, "class"});
    }

    const Page& page_;
    bool child_;
    Candidates found_;
};

}  // namespace

Candidates find_addresses(const Page& page, const understanding::Facts& facts) {
    return AddressReader(page, facts).read();
}

Candidates find_organisations(const Page& page, const understanding::Facts& facts) {
    return OrganisationReader(page, facts).read();
}

}  // namespace redaction
