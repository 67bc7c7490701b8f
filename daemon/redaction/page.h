// One examined text, ready to be searched: its view, tokens, clauses and the cue words found in
// it.
//
// Promises: all positions are of the view; span() leads back to source code points. Lookups
// cost O(log n). Inside the room only. The text and the facts must outlive the page.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "redaction/lists.h"
#include "understanding/facts.h"
#include "understanding/view.h"

namespace redaction {

// Positions of the view, start < end.
struct Range {
    std::size_t start = 0;
    std::size_t end = 0;
    auto operator<=>(const Range&) const = default;
};

class Page {
  public:
    Page(const understanding::ExaminedText& source,
         const std::vector<understanding::WordHit>& words, understanding::Language language);

    understanding::Where where() const { return source_.where; }
    understanding::Language language() const { return language_; }  // of the whole mail
    const std::u32string& text() const { return view_.text; }
    // The same with look-alike Cyrillic and Greek letters as Latin ones: for identifiers only.
    const std::u32string& latin() const { return latin_; }
    const std::vector<understanding::Token>& tokens() const { return tokens_; }

    // The hits of a list in order, without those inside another hit of the same list.
    const std::vector<Range>& cues(List list) const { return cues_[list.number()]; }
    // The hit of `list` that covers `position`, begins at it, or ends at it.
    bool covered_by(List list, std::size_t position) const;
    std::optional<Range> cue_from(List list, std::size_t start) const;
    std::optional<Range> last_cue_before(List list, std::size_t end) const;
    std::optional<Range> first_cue_after(List list, std::size_t start) const;
    bool has_cue_in(List list, Range range) const;

    // All lists whose words cover a token.
    const ListSet& lists_of(std::size_t token) const { return lists_of_[token]; }

    // First token that ends after `position`; tokens().size() when there is none.
    std::size_t token_at(std::size_t position) const;
    std::u32string_view word(std::size_t token) const;
    // Nearly every word begins with a capital, so capitals say nothing.
    bool shouts() const { return shouts_; }
    // The token's first letter was a capital.
    bool is_capital(std::size_t token) const { return tokens_[token].capital; }
    // All its letters were capitals.
    bool is_shouted(std::size_t token) const;

    Range clause_of(std::size_t position) const;
    Range line_of(std::size_t position) const;
    const understanding::Zone* zone_at(std::size_t position) const;

    understanding::Span span(Range range) const {
        return view_.source_span(source_.where, range.start, range.end);
    }
    std::string as_written(Range range) const;  // UTF-8
    std::string seen(Range range) const;        // UTF-8 of the view
    // View positions of a source span.
    Range range_of(const understanding::Span& span) const;
    char32_t source_at(std::size_t position) const;

  private:
    void count_positions();
    void note(const understanding::WordHit& hit);
    bool is_of_another_writing(Range word) const;
    bool is_suffered(List list, Range harm) const;
    bool is_son(List list, Range house) const;
    void find_clauses();
    void hear_shouting();

    const understanding::ExaminedText& source_;
    understanding::View view_;
    std::u32string latin_;
    std::vector<understanding::Token> tokens_;
    std::array<std::vector<Range>, list_names.size()> cues_;
    std::vector<ListSet> lists_of_;  // of each token
    // Looked up for every cue and value, so counted once: the first token that ends behind each
    // position; the first position of the view that came from each source code point or later.
    std::vector<std::uint32_t> token_at_, view_at_;
    std::vector<std::size_t> clause_starts_, line_starts_;
    std::vector<understanding::Zone> said_;  // inside the zones of the text
    understanding::Language language_;
    bool shouts_ = false;
};

// ASCII letters and digits of a view.
inline bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
inline bool is_latin(char32_t c) { return c >= U'a' && c <= U'z'; }
inline bool is_alnum(char32_t c) { return is_digit(c) || is_latin(c); }
inline bool is_blank(char32_t c) { return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r'; }
// The ASCII code points of a range, others left out.
std::string ascii_of(const std::u32string& text, Range range);

}  // namespace redaction
