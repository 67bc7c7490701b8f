// Addresses that no house word names: what follows "resides at", and the lines that end a
// letter.
#include <algorithm>
#include <array>

#include "redaction/address_edges.h"
#include "redaction/among.h"
#include "redaction/life.h"
#include "redaction/name_words.h"

namespace redaction {

namespace {

using understanding::TokenKind;

class ToldAddresses {
  public:
    ToldAddresses(const Page& page, const understanding::Facts& facts)
        : page_(page), text_(page.text()), edges_(page, facts) {}

    Candidates read() {
        for (const auto list : {List("type.address"), List("type.lives"), List("type.house")}) {
            covered_until_ = 0;
            for (const auto& cue : page_.cues(list)) told(cue, list);
        }
        for (std::size_t at = 0; at < text_.size(); at = page_.line_of(at).end + 1)
            signed_line(page_.line_of(at));
        for (std::size_t t = 0; t < page_.tokens().size(); ++t) {
            numbered_door(t);
            her_door(t);
            quoted_house(t);
        }
        return std::move(found_);
    }

  private:
    // "resides at 'Sreyas', Near Temple", "पता 7बी, स्काईलाइन, थेवरा", "ente veettilekk (X, Y
    // PO)": what follows the word for living there without a colon, in parts that look like it.
    void told(Range cue, List list) {
        const auto& tokens = page_.tokens();
        auto t = page_.token_at(cue.end);
        auto from = cue.end;
        constexpr std::size_t most_links = 2, longest_gap = 3;
        for (std::size_t i = 0; i < most_links && t < tokens.size() && is_link(t); ++i)
            from = tokens[t++].end;
        if (t >= tokens.size() || cue.start < covered_until_ ||
            tokens[t].start - from > longest_gap ||
            text_.substr(from, tokens[t].start - from).find_first_not_of(U" \"'“‘(,") !=
                std::u32string::npos)
            return;
        const auto start = tokens[t].start;
        const bool digits = tokens[t].kind == TokenKind::digits;
        if (digits && list == List("type.house")) return;  // "room 1104"
        if (!digits && !could_be_name(page_, t) && !edges_.is_house_word(t)) return;
        auto end = edges_.tail(start);
        constexpr std::size_t longest_bracket = 90;
        const auto bracket =
            std::u32string_view(text_).substr(start, longest_bracket).find(U')');
        const bool opened = start > 0 && text_[start - 1] == U'(';
        const bool closed = bracket != std::u32string_view::npos;
        if (closed && (opened || start + bracket < end)) end = start + bracket;
        const auto first = edges_.part_end(start, end);
        if (first >= end || edges_.is_open_place({start, first})) return;
        const Range rest{first + 1, end};
        const auto last_part = text_.rfind(U',', end - 1) + 1;
        const bool located = edges_.has_place_word(rest) || has_digit({start, first}) ||
                             edges_.is_open_place({last_part, end});
        const bool in_brackets = opened && closed && edges_.looks_like_part(rest);
        if (!(located || in_brackets) || first - start > longest_part) return;
        edges_.cover_parts({start, end}, "lives there", found_);
        covered_until_ = end;
    }

    static constexpr std::size_t longest_part = 40;  // code points

    // "12/447 Kallarackal, Beach Road, Ponnani": a door of the ward, a name, a street or town.
    void numbered_door(std::size_t token) {
        const auto& tokens = page_.tokens();
        constexpr std::size_t longest = 5, parts = 3;
        if (token + parts > tokens.size() || tokens[token].kind != TokenKind::digits ||
            tokens[token + 1].kind != TokenKind::digits || !could_be_name(page_, token + 2) ||
            text_.substr(tokens[token].end, tokens[token + 1].start - tokens[token].end) !=
                U"/" ||
            tokens[token + 1].end - tokens[token + 1].start > longest ||
            page_.covered_by("type.month", tokens[token + 2].start))
            return;
        const auto gap = text_.substr(tokens[token + 1].end,
                                      tokens[token + 2].start - tokens[token + 1].end);
        const auto end = edges_.tail(tokens[token + 1].end);
        const auto name = tokens[token + 2].start;
        const auto comma =
            std::u32string_view(text_).substr(name, end > name ? end - name : 0).rfind(U',');
        const bool located = edges_.has_place_word({tokens[token + 1].end, end}) ||
                             (comma != std::u32string_view::npos &&
                              edges_.is_open_place({name + comma + 1, end}));
        if ((gap == U" " || gap == U", ") && located)
            edges_.cover_parts({tokens[token].start, end}, "door number", found_);
    }

    // "Hum A-204 me rehte hain", "mere 3B ke darwaze": what stands so behind her is her door,
    // unless it is a class.
    void her_door(std::size_t token) {
        const auto& tokens = page_.tokens();
        const auto next = token + 1;
        if (token == 0 || next >= tokens.size()) return;
        const auto gap =
            text_.substr(tokens[token].end, tokens[next].start - tokens[token].end);
        const auto length = [&](std::size_t t) { return tokens[t].end - tokens[t].start; };
        const bool letter_first = tokens[token].kind == TokenKind::word && length(token) == 1 &&
                                  page_.is_capital(token) && gap == U"-" &&
                                  tokens[next].kind == TokenKind::digits && length(next) == 3;
        const bool digit_first =
            tokens[token].kind == TokenKind::digits && length(token) <= 2 && gap.empty() &&
            tokens[next].kind == TokenKind::word && length(next) == 1 && page_.is_capital(next);
        const auto before = tokens[token - 1].start;
        const bool hers = page_.covered_by("role.mine", before) ||
                          (letter_first && page_.covered_by("role.i", before));
        const auto clause = page_.clause_of(tokens[token].start);
        static constexpr std::array<List, 3> home{"type.lives", "type.house", "type.door"};
        const bool at_home =
            letter_first || std::any_of(home.begin(), home.end(), [&](List list) {
                return page_.has_cue_in(list, clause);
            });
        if ((letter_first || digit_first) && hers && at_home &&
            !page_.has_cue_in("type.class", clause))
            edges_.cover_whole({tokens[token].start, tokens[next].end}, "her door", found_);
    }

    // "\"Swaralaya\", Behind Post Office, Karalmanna": a house bears its name between marks.
    void quoted_house(std::size_t token) {
        const auto& tokens = page_.tokens();
        const auto start = tokens[token].start;
        if (start == 0 || !is_mark(text_[start - 1]) || !could_be_name(page_, token)) return;
        constexpr std::size_t most_words = 3;
        auto last = token;
        while (last + 1 < tokens.size() && last - token + 1 < most_words &&
               side_by_side(page_, last, last + 1) && could_be_name(page_, last + 1))
            ++last;
        auto at = tokens[last].end;
        const bool inside = at < text_.size() && text_[at] == U',';
        if (inside) ++at;
        if (at >= text_.size() || !is_mark(text_[at])) return;
        ++at;
        if (!inside && (at >= text_.size() || text_[at] != U',')) return;
        const auto end = edges_.tail(at);
        if (edges_.has_place_word({at, end}))
            edges_.cover_parts({start, end}, "house in marks", found_);
    }

    static bool is_mark(char32_t c) {
        return std::u32string_view(U"\"\'“”‘’").find(c) != std::u32string_view::npos;
    }

    bool is_link(std::size_t token) const {
        static constexpr std::array<std::u32string_view, 9> links{
            U"is", U"at", U"in", U"no", U"number", U"hai", U"है", U"aanu", U"me"};
        return among(page_.word(token), links);
    }

    bool has_digit(Range range) const {
        return std::any_of(text_.begin() + static_cast<std::ptrdiff_t>(range.start),
                           text_.begin() + static_cast<std::ptrdiff_t>(range.end), is_digit);
    }

    // "Rajani, Vadakkeparambil, Kodakara": who she is, her house and her town, and nothing else
    // on the line.
    void signed_line(Range line) {
        constexpr std::size_t longest = 90, most = 5;
        if (line.end - line.start > longest) return;
        std::vector<Range> pieces;
        for (auto at = line.start; at < line.end && pieces.size() <= most;) {
            auto end = edges_.part_end(at, line.end);
            Range piece{at, end};
            while (piece.start < piece.end && AddressEdges::is_loose(text_[piece.start]))
                ++piece.start;
            while (piece.end > piece.start && AddressEdges::is_loose(text_[piece.end - 1]))
                --piece.end;
            pieces.push_back(piece);
            at = end + 1;
        }
        constexpr std::size_t least = 3, longest_first = 3;
        if (pieces.size() < least || pieces.size() > most) return;
        const bool town = edges_.is_open_place(pieces.back());
        const bool placed = std::any_of(pieces.begin() + 1, pieces.end(), [&](Range piece) {
            return edges_.has_place_word(piece);
        });
        const bool names = std::all_of(pieces.begin() + 1, pieces.end(),
                                       [&](Range piece) { return is_all_names(piece); });
        const auto words =
            page_.token_at(pieces.front().end) - page_.token_at(pieces.front().start);
        if (!names || words == 0 || words > longest_first || !(town || placed) ||
            !is_named(pieces.front()) || edges_.is_open_place(pieces.front()))
            return;
        for (std::size_t i = 1; i < pieces.size(); ++i) {
            if (!edges_.is_open_place(pieces[i]))
                edges_.cover(pieces[i], "signed line", found_);
        }
    }

    bool is_named(Range piece) const {
        const auto first = page_.token_at(piece.start);
        return first < page_.tokens().size() && could_be_name(page_, first);
    }

    bool is_all_names(Range piece) const {
        constexpr std::size_t most = 3;
        const auto& tokens = page_.tokens();
        const auto first = page_.token_at(piece.start);
        auto t = first;
        for (; t < tokens.size() && tokens[t].end <= piece.end; ++t) {
            const bool shouted = !is_indic(page_.word(t)[0]) && page_.is_shouted(t) &&
                                 tokens[t].end - tokens[t].start > most;
            if (!could_be_name(page_, t) || (shouted && !page_.shouts())) return false;
        }
        return t > first && t - first <= most;
    }

    const Page& page_;
    const std::u32string& text_;
    AddressEdges edges_;
    std::size_t covered_until_ = 0;
    Candidates found_;
};

}  // namespace

Candidates find_told_addresses(const Page& page, const understanding::Facts& facts) {
    return ToldAddresses(page, facts).read();
}

}  // namespace redaction
