// Schools, shops and offices that the word before them names: "mera parlour Naina Care", "the
// creche (Tiny Petals)", "Hotel Grand Samudra", "CUSAT".
#include <algorithm>
#include <array>

#include "redaction/address_edges.h"
#include "redaction/among.h"
#include "redaction/life.h"
#include "redaction/name_words.h"

namespace redaction {

namespace {

using understanding::TokenKind;

// Above names where the name itself says what it is, below them where only the word before
// does.
constexpr double named_score = score::words + 1.5, told_score = score::suspected + 1;
constexpr std::size_t longest_name = 5;  // words

class WorkplaceReader {
  public:
    WorkplaceReader(const Page& page, const understanding::Facts& facts)
        : page_(page),
          tokens_(page.tokens()),
          text_(page.text()),
          places_(places_on(page, facts)) {}

    Candidates read() {
        for (const auto& cue : page_.cues("type.institution")) institution(cue);
        for (const auto& cue : page_.cues("type.trade")) {
            begins_with_trade(cue);
            behind(cue);
        }
        for (const auto& cue : page_.cues("type.org")) behind(cue);
        for (std::size_t at = text_.find(U'('); at != std::u32string::npos;
             at = text_.find(U'(', at + 1))
            in_brackets(at);
        return std::move(found_);
    }

  private:
    void add(std::size_t first, std::size_t end, double points, const char* cue) {
        const Range range{tokens_[first].start, tokens_[end - 1].end};
        for (auto t = first; t < end; ++t) {
            if (page_.covered_by("type.police", tokens_[t].start)) return;
        }
        found_.push_back({ValueType::org, range, points, page_.seen(range), Label::none, cue});
    }

    // "CUSAT", "IISER Vithura", "डीपीएस कक्कनाड": in small letters many are words.
    void institution(Range cue) {
        const auto first = page_.token_at(cue.start), last = page_.token_at(cue.end - 1);
        const bool latin = !is_indic(page_.word(first)[0]);
        if (latin && (page_.shouts() || !page_.is_shouted(first))) return;
        auto end = last + 1;
        constexpr std::size_t most = 2;
        while (end < tokens_.size() && end - last <= most &&
               side_by_side(page_, end - 1, end) &&
               (is_place(end) || (latin && is_capital_name(end))))
            ++end;
        add(first, end, named_score, "institution");
    }

    // "Hotel Grand Samudra", "Cafe Kaapi Kada".
    void begins_with_trade(Range cue) {
        static constexpr std::array<std::u32string_view, 9> fronts{
            U"hotel",  U"cafe",  U"restaurant", U"lodge", U"resort",
            U"studio", U"salon", U"bakery",     U"spa"};
        const auto token = page_.token_at(cue.start);
        if (!among(page_.word(token), fronts) || !page_.is_capital(token) || page_.shouts())
            return;
        const auto end = end_of_capitals(token + 1);
        if (end > token + 1) add(token, end, named_score, "trade word");
    }

    // "my shop Soni Bangles", "College: MES Womens", "कंपनी सूर्या वीनियर्स में".
    void behind(Range cue) {
        auto next = page_.token_at(cue.end);
        if (next >= tokens_.size() || tokens_[next].start >= page_.line_of(cue.start).end)
            return;
        auto from = cue.end;
        constexpr std::size_t most_links = 3;
        bool named = false;
        for (std::size_t i = 0; i < most_links && next < tokens_.size() && is_link(next) &&
                                is_gap(from, tokens_[next].start);
             ++i) {
            named = named || says_name(next);
            from = tokens_[next++].end;
        }
        if (next >= tokens_.size() || !is_gap(from, tokens_[next].start)) return;
        if (from != cue.end && !named) return;  // "mere bank ka OTP"
        const auto between =
            std::u32string_view(text_).substr(cue.end, tokens_[next].start - cue.end);
        named = named || between.find_first_of(U":\"“‘") != std::u32string_view::npos;
        const auto end =
            is_indic(page_.word(next)[0]) ? end_of_indic(next, named) : end_of_capitals(next);
        const std::size_t fewest = named || is_hers(cue.start) ? 1 : 2;
        const bool word = end == next + 1 && page_.lists_of(next).any() && !named;
        if (end < next + fewest || word || is_somebody(next, end)) return;
        add(next, end, told_score, "behind a trade word");
    }

    // "I teach in a school (Green Valley)", "ഓഫീസിന്റെ (Lakeside Analytics)": where work or
    // study is spoken of right before the bracket.
    void in_brackets(std::size_t open) {
        constexpr std::size_t reach = 5;
        const auto first = page_.token_at(open);
        if (first == 0 || first >= tokens_.size()) return;
        const auto clause = page_.clause_of(open == 0 ? 0 : open - 1);
        bool work = false, person = false;
        for (auto t = first; t > 0 && first - t < reach && tokens_[t - 1].start >= clause.start;
             --t) {
            const auto start = tokens_[t - 1].start;
            work = work || page_.covered_by("type.trade", start) ||
                   page_.covered_by("type.org", start) || page_.covered_by("type.works", start);
            person = person || (t == first && could_be_name(page_, t - 1) &&
                                !page_.covered_by("type.org", start) &&
                                !page_.covered_by("type.trade", start));
        }
        if (!work || person) return;
        auto end = first;
        while (end < tokens_.size() && end - first < longest_name &&
               (is_capital_name(end) || (is_indic(page_.word(end)[0]) && is_name(end))) &&
               (end == first || side_by_side(page_, end - 1, end) || is_joined(end)))
            ++end;
        if (end == first || is_somebody(first, end) || end >= tokens_.size()) return;
        const auto close = tokens_[end - 1].end;
        if (close >= text_.size() || (text_[close] != U')' && text_[close] != U',')) return;
        add(first, end, told_score, "in brackets");
    }

    bool is_place(std::size_t token) const {
        const auto start = tokens_[token].start;
        return places_.hold({start, start + 1});
    }

    bool is_name(std::size_t token) const {
        return tokens_[token].kind == TokenKind::word &&
               (could_be_name(page_, token) || is_trade(token));
    }

    bool is_trade(std::size_t token) const {
        return page_.covered_by("type.trade", tokens_[token].start) ||
               page_.covered_by("type.business", tokens_[token].start) ||
               page_.covered_by("type.firm", tokens_[token].start) ||
               page_.covered_by("type.org", tokens_[token].start);
    }

    // A capital everyday word belongs to the name as well.
    bool is_capital_name(std::size_t token) const {
        if (tokens_[token].kind != TokenKind::word || is_indic(page_.word(token)[0]) ||
            page_.shouts() || !page_.is_capital(token))
            return false;
        static constexpr std::array<List, 6> others{"role.mine", "role.i",  "role.his",
                                                    "role.hers", "role.me", "type.role_noun"};
        static const ListSet set = set_of(others);
        return (page_.lists_of(token) & set).none();
    }

    // "Beauty & Care", "Tanya's Physio Point".
    bool is_joined(std::size_t token) const {
        const auto from = tokens_[token - 1].end, to = tokens_[token].start;
        constexpr std::size_t longest = 3;
        return to - from <= longest &&
               text_.substr(from, to - from).find_first_not_of(U" &'’.-") ==
                   std::u32string::npos;
    }

    std::size_t end_of_capitals(std::size_t first) const {
        auto end = first;
        while (end < tokens_.size() && end - first < longest_name &&
               (is_capital_name(end) || (end > first && page_.word(end) == U"s")) &&
               (end == first || is_joined(end)))
            ++end;
        return end;
    }

    // Any word of an Indic script may be a name: closed by a mark, or in Hindi by the word that
    // says in, of or is.
    std::size_t end_of_indic(std::size_t first, bool named) const {
        static constexpr std::array<std::u32string_view, 8> closing{U"में", U"है",  U"का", U"की",
                                                                    U"के", U"पर", U"से",  U"हैं"};
        auto end = first;
        while (end < tokens_.size() && end - first < longest_name && is_name(end) &&
               (end == first || side_by_side(page_, end - 1, end)))
            ++end;
        if (end == first) return first;
        const auto close = tokens_[end - 1].end;
        const bool marked =
            close >= text_.size() ||
            std::u32string_view(U",;.)।\n\"”’").find(text_[close]) != std::u32string_view::npos;
        const bool hindi = end < tokens_.size() && among(page_.word(end), closing) &&
                           side_by_side(page_, end - 1, end);
        return (named && marked) || hindi ? end : first;
    }

    // Blanks, a colon, a hyphen or a mark of speech between the word and the name.
    bool is_gap(std::size_t from, std::size_t to) const {
        constexpr std::size_t longest = 4;
        return to >= from && to - from <= longest &&
               text_.substr(from, to - from).find_first_not_of(U" :-–\"“‘'") ==
                   std::u32string::npos;
    }

    bool says_name(std::size_t token) const {
        static constexpr std::array<std::u32string_view, 9> words{
            U"name", U"named", U"called", U"naam", U"peru", U"पेर", U"नाम", U"പേര്", U"പേരു"};
        return among(page_.word(token), words);
    }

    bool is_link(std::size_t token) const {
        static constexpr std::array<std::u32string_view, 8> links{
            U"का", U"की", U"ka", U"ki", U"is", U"yude", U"nte", U"inte"};
        return says_name(token) || among(page_.word(token), links);
    }

    // "my shop", "mere pati ki dukan".
    bool is_hers(std::size_t at) const {
        const auto token = page_.token_at(at);
        constexpr std::size_t reach = 3;
        for (auto t = token; t > 0 && token - t < reach; --t) {
            if (page_.covered_by("role.mine", tokens_[t - 1].start) ||
                page_.covered_by("role.kin", tokens_[t - 1].start))
                return true;
        }
        return false;
    }

    // Given names and nothing else: the head of the office, not the office; only a town; or a
    // bank or a trust that everybody knows by its letters.
    bool is_somebody(std::size_t first, std::size_t end) const {
        constexpr std::size_t longest_mark = 5;  // "bank: SBI" tells nobody where she works
        if (end == first + 1 && !is_indic(page_.word(first)[0]) && page_.is_shouted(first) &&
            tokens_[first].end - tokens_[first].start <= longest_mark)
            return true;
        bool names = true, places = true;
        for (auto t = first; t < end; ++t) {
            const auto start = tokens_[t].start;
            names = names &&
                    (page_.covered_by("type.given_name", start) || tokens_[t].end - start <= 2);
            places = places && is_place(t);
        }
        return names || places;
    }

    const Page& page_;
    const std::vector<understanding::Token>& tokens_;
    const std::u32string& text_;
    OpenPlaces places_;
    Candidates found_;
};

}  // namespace

Candidates find_named_workplaces(const Page& page, const understanding::Facts& facts) {
    return WorkplaceReader(page, facts).read();
}

}  // namespace redaction
