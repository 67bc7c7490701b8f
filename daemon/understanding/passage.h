// One text made ready for questions: its view, tokens, the words of all lists in it, zones,
// sentences and clauses.
//
// Promises: token numbers are positions in tokens(); ranges are [first, last). A sentence ends
// at . ! ? ; danda, a blank line, a short line's end, or the border of a zone; a clause ends
// there and at commas, colons, brackets and the words of list "clause.split". Linear in the
// text.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "understanding/facts.h"
#include "understanding/lexicon.h"
#include "understanding/view.h"

namespace understanding {

struct Range {
    std::size_t first = 0;
    std::size_t last = 0;  // past the end
    bool holds(std::size_t token) const { return token >= first && token < last; }
};

class Passage {
  public:
    Passage(Where where, std::u32string text, const Lexicon& lexicon);

    Where where() const { return where_; }
    const std::u32string& text() const { return text_; }
    const View& view() const { return view_; }
    const std::vector<Token>& tokens() const { return tokens_; }
    // Of all lists, by position; to be had once. hits() stays.
    std::vector<WordHit> give_word_hits() { return std::move(word_hits_); }

    // Where words of a list stand, by token.
    const std::vector<Range>& hits(std::string_view list) const;
    // First hit of the list that lies inside the range, or nullptr.
    const Range* hit_in(std::string_view list, Range range) const;
    bool has(std::string_view list, Range range) const {
        return hit_in(list, range) != nullptr;
    }
    bool has(std::string_view list) const { return !hits(list).empty(); }

    void set_zones(std::vector<Zone> zones);  // then sentences and clauses are cut
    const std::vector<Zone>& zones() const { return zones_; }
    const Zone& zone_of(std::size_t token) const;
    Range sentence_of(std::size_t token) const { return sentences_[sentence_[token]]; }
    Range clause_of(std::size_t token) const { return clauses_[clause_[token]]; }
    const std::vector<Range>& sentences() const { return sentences_; }

    std::u32string_view token_text(std::size_t token) const;  // of the view
    // What stands between a token and the next one, in the view; to the end of the text after
    // the last.
    std::u32string_view gap_after(std::size_t token) const;
    Span span_of(Range range) const;
    // The first token that begins at or after this source position.
    std::size_t token_at(std::size_t source_position) const;
    Range all() const { return {0, tokens_.size()}; }

  private:
    struct TextHash {
        using is_transparent = void;
        // Names of lists differ in their length and end, and each clause asks for dozens.
        std::size_t operator()(std::string_view s) const {
            constexpr std::size_t enough = 8, factor = 31;
            std::size_t hash = s.size();
            for (std::size_t i = s.size() - std::min(s.size(), enough); i < s.size(); ++i)
                hash = hash * factor + static_cast<unsigned char>(s[i]);
            return hash;
        }
    };

    // "me" is "in" in Hindi of Latin letters, and "main" is no "I" in English.
    void forget(std::string_view list, std::u32string_view word);
    void cut();
    bool ends_sentence(std::size_t token) const;

    Where where_;
    std::u32string text_;
    View view_;
    std::vector<Token> tokens_;
    std::vector<WordHit> word_hits_;
    std::unordered_map<std::string, std::vector<Range>, TextHash, std::equal_to<>> hits_;
    std::vector<Zone> zones_;
    std::vector<Range> sentences_, clauses_;
    std::vector<std::size_t> sentence_, clause_, zone_;
};

// True when the zone speaks with the writer's own voice.
bool is_own(const Zone& zone);

}  // namespace understanding
