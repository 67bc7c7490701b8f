#include <array>

#include "redaction/address_edges.h"
#include "redaction/among.h"
#include "redaction/life.h"
#include "redaction/name_words.h"

namespace redaction {

namespace {

using understanding::TokenKind;

// Above names: a school that bears one is covered whole.
constexpr double org_score = score::words + 1.5;
constexpr std::size_t most_left = 6, most_right = 4;

bool is_acronym(std::u32string_view word) {
    static constexpr std::array<std::u32string_view, 13> acronyms{
        U"hss", U"ghss", U"gvhss", U"lps", U"ups",       U"glps", U"gups",
        U"ghs", U"hs",   U"vhss",  U"iti", U"ജിഎച്ച്എസ്എസ്", U"ഐടിഐ"};
    return among(word, acronyms);
}

class OrganisationReader {
  public:
    OrganisationReader(const Page& page, const understanding::Facts& facts)
        : page_(page),
          tokens_(page.tokens()),
          text_(page.text()),
          places_(places_on(page, facts)),
          child_(facts.child == understanding::Child::victim) {}

    Candidates read() {
        for (const auto& cue : page_.cues("type.org")) organisation(cue, Kind::school);
        for (const auto& cue : page_.cues("type.firm")) {
            if (speaks_of_work(cue)) organisation(cue, Kind::firm);
        }
        for (const auto& cue : page_.cues("type.business")) {
            const auto token = page_.token_at(cue.start);
            if (is_indic(page_.word(token)[0]) || page_.is_capital(token))
                organisation(cue, Kind::firm);
        }
        for (const auto& cue : page_.cues("type.works")) workplace(cue);
        for (const auto& cue : page_.cues("type.park")) {
            park(cue);
        }
        for (const auto& cue : page_.cues("type.class")) school_class(cue);
        return std::move(found_);
    }

  private:
    // A firm is hers only where work is spoken of.
    enum class Kind { school, firm };

    void add(Range range, std::string cue) {
        found_.push_back(
            {ValueType::org, range, org_score, page_.seen(range), Label::none, std::move(cue)});
    }

    // "Cognivista Infopark Phase 2".
    void park(Range cue) {
        const auto token = page_.token_at(cue.start), next = page_.token_at(cue.end);
        bool named = false;
        const auto first = left_of(token, Kind::firm, named);
        auto end = cue.end;
        static constexpr std::array<std::u32string_view, 5> phases{U"phase", U"campus", U"फेज़",
                                                                   U"फेज", U"ഫേസ്"};
        if (next + 1 < tokens_.size() && beside(next - 1, next) &&
            among(page_.word(next), phases)) {
            end = tokens_[next].end;
            if (tokens_[next + 1].kind == TokenKind::digits && beside(next, next + 1))
                end = tokens_[next + 1].end;
        }
        add({tokens_[first].start, end}, "work park");
    }

    bool speaks_of_work(Range cue) const {
        const auto clause = page_.clause_of(cue.start);
        const auto hit = page_.first_cue_after("type.works", clause.start);
        return hit && hit->start < clause.end;
    }

    void organisation(Range cue, Kind kind) {
        const auto token = page_.token_at(cue.start), last = page_.token_at(cue.end - 1);
        bool named = false;
        const auto first = left_of(token, kind, named);
        const auto end = right_of(last, kind);
        const bool behind = end > tokens_[last].end;
        const bool acronym = is_acronym(page_.word(last)) || (first < token && behind);
        if (!(named || (behind && acronym)) || is_police(first, last)) return;
        add({tokens_[first].start, end}, "org word");
    }

    // "I work at Bluebell Softech", "Royal Threads il joli": capitals say that it is a name. A
    // known person's name goes before, a known place stays.
    void workplace(Range cue) {
        static constexpr std::array<std::u32string_view, 5> before{U"at", U"in", U"for",
                                                                   U"with", U"from"};
        static constexpr std::array<std::u32string_view, 6> behind{U"il",   U"ile", U"me",
                                                                   U"mein", U"le",  U"mai"};
        const auto token = page_.token_at(cue.start), next = page_.token_at(cue.end);
        if (next + 1 < tokens_.size() && among(page_.word(next), before) &&
            beside(next, next + 1))
            capitals(next + 1, end_of_capitals(next + 1));
        if (token < 2 || !among(page_.word(token - 1), behind) || !beside(token - 1, token))
            return;
        auto first = token - 1;
        while (first > 0 && token - first <= most_right && is_capital_name(first - 1) &&
               beside(first - 1, first))
            --first;
        capitals(first, token - 1);
    }

    bool is_capital_name(std::size_t token) const {
        return !is_indic(page_.word(token)[0]) && !page_.shouts() && is_name_word(token) &&
               page_.is_capital(token);
    }

    std::size_t end_of_capitals(std::size_t token) const {
        auto end = token;
        while (end < tokens_.size() && end - token < most_right && is_capital_name(end) &&
               (end == token || beside(end - 1, end)))
            ++end;
        return end;
    }

    void capitals(std::size_t first, std::size_t end) {
        constexpr std::size_t fewest = 2;  // one word may be a town that nobody listed
        if (first + fewest > end || is_police(first, end - 1)) return;
        for (auto t = first; t < end; ++t) {
            if (is_place_at(tokens_[t].start)) return;
        }
        const Range range{tokens_[first].start, tokens_[end - 1].end};
        found_.push_back({ValueType::org, range, score::suspected, page_.seen(range),
                          Label::none, "workplace"});
    }

    bool is_place_at(std::size_t start) const { return places_.hold({start, start + 1}); }

    // The first word of the name before the org word.
    std::size_t left_of(std::size_t token, Kind kind, bool& named) const {
        auto first = token;
        bool small = false;
        while (first > 0 && token - first < most_left && beside(first - 1, first)) {
            const auto before = first - 1;
            const bool link = is_link(before);
            const bool name = is_name_word(before);
            const bool lower = !name && !link && is_small_word(before, first, token, kind);
            if (!name && !link && !lower) break;
            if (name && small) break;  // "Meet at crescent school"
            small = small || lower;
            named =
                named || (name && !is_genitive(before)) || lower || (link && names_one(before));
            --first;
        }
        while (first < token && (is_small_link(first) || is_genitive(first))) ++first;
        return first;
    }

    // Blanks, hyphens, apostrophes and the stop behind St or Govt.
    bool beside(std::size_t left, std::size_t right) const {
        const auto from = tokens_[left].end, to = tokens_[right].start;
        constexpr std::size_t longest = 3, abbreviation = 4;
        if (to - from > longest) return false;
        for (auto i = from; i < to; ++i) {
            const char32_t c = text_[i];
            const bool stop = c == U'.' && from - tokens_[left].start <= abbreviation;
            const bool mark = c == U'\'' || c == 0x2019 || c == U'-' || c == U'&';
            if (c != U' ' && !stop && !mark) return false;
        }
        return true;
    }

    bool is_link(std::size_t token) const {
        return page_.covered_by("type.org_link", tokens_[token].start) ||
               page_.covered_by("type.org", tokens_[token].start);
    }

    // A capital everyday word belongs to the name: Little Flower, City Dental, Women's College.
    bool is_name_word(std::size_t token) const {
        if (tokens_[token].kind != TokenKind::word) return false;
        if (could_be_name(page_, token) || is_genitive(token) || is_mary(token)) return true;
        if (is_baby(token)) return true;
        return !is_indic(page_.word(token)[0]) && page_.is_capital(token) &&
               !tokens_[token].sentence_start && !page_.shouts() && is_only_plain(token);
    }

    // "Baby Memorial", "Amma Clinic": a relative's word that is a name here.
    bool is_baby(std::size_t token) const {
        return page_.is_capital(token) && !tokens_[token].sentence_start && !page_.shouts() &&
               page_.covered_by("role.kin", tokens_[token].start) &&
               (token == 0 || !page_.covered_by("role.mine", tokens_[token - 1].start));
    }

    // "सेंट मेरी": elsewhere the word says "my".
    bool is_mary(std::size_t token) const {
        return page_.word(token) == U"मेरी" && token > 0 &&
               (page_.word(token - 1) == U"सेंट" || page_.word(token - 1) == U"संत");
    }

    bool is_only_plain(std::size_t token) const {
        static constexpr std::array<List, 10> others{
            "role.mine", "role.me",   "role.i",   "role.his",         "role.hers",
            "role.kin",  "role.harm", "role.and", "role.goal_before", "role.source_before"};
        static const ListSet set = set_of(others);
        return page_.word(token).size() > 2 && (page_.lists_of(token) & set).none();
    }

    // "i study at mes college": where work or study is spoken of, small letters name a school.
    bool is_small_word(std::size_t small, std::size_t next, std::size_t org, Kind kind) const {
        constexpr std::size_t most = 3;
        static constexpr std::array<std::u32string_view, 16> common{
            U"high",     U"primary", U"lower",  U"upper", U"nursery", U"boarding",
            U"evening",  U"tuition", U"dance",  U"music", U"private", U"medical",
            U"coaching", U"ladies",  U"junior", U"play"};
        const auto word = page_.word(small);
        if (org - next >= most || is_indic(word[0]) || kind == Kind::firm) return false;
        if (page_.is_capital(small) && !page_.shouts()) return false;
        if (among(word, common)) return false;
        return could_be_small_name(page_, small) &&
               (speaks_of_work({tokens_[org].start, tokens_[org].end}) || page_.shouts());
    }

    // राजकीय, ഗവ and Govt tell one school from another; "of" and "the" do not.
    bool names_one(std::size_t token) const {
        return is_indic(page_.word(token)[0]) &&
               page_.covered_by("type.org_link", tokens_[token].start);
    }

    // The s of Mary's.
    bool is_genitive(std::size_t token) const {
        const auto start = tokens_[token].start;
        return page_.word(token) == U"s" && start > 0 &&
               (text_[start - 1] == U'\'' || text_[start - 1] == 0x2019);
    }

    // "of", "the": no beginning of a name; Girls and राजकीय are.
    bool is_small_link(std::size_t token) const {
        return page_.covered_by("type.org_link", tokens_[token].start) &&
               !page_.is_capital(token) && !is_indic(page_.word(token)[0]);
    }

    // The end of the name: "College of Arts and Science", "HSS Kalady", "ITI Kalamassery".
    std::size_t right_of(std::size_t last, Kind kind) const {
        auto end = last;
        auto next = last + 1;
        const bool of = next < tokens_.size() && is_of(page_.word(next)) && beside(last, next);
        if (of) {
            ++next;
            while (next < tokens_.size() && next - last <= most_right + 1 &&
                   beside(next - 1, next) && (is_subject(next) || is_link(next))) {
                if (is_subject(next)) end = next;
                ++next;
            }
            return tokens_[end].end;
        }
        while (kind == Kind::firm && next < tokens_.size() && next - last <= most_right &&
               beside(next - 1, next) && page_.is_capital(next) && !page_.shouts() &&
               (page_.covered_by("type.business", tokens_[next].start) ||
                page_.covered_by("type.firm", tokens_[next].start)))
            end = next++;
        constexpr std::size_t most_places = 2;
        while (kind == Kind::school && next < tokens_.size() && next - last <= most_places &&
               beside(next - 1, next) && is_its_place(next)) {
            end = next++;
        }
        return tokens_[end].end;
    }

    static bool is_of(std::u32string_view word) { return word == U"of" || word == U"for"; }
    bool is_subject(std::size_t token) const {
        if (tokens_[token].kind != TokenKind::word) return false;
        return could_be_name(page_, token) || is_name_word(token) ||
               page_.covered_by("type.subject", tokens_[token].start);
    }

    // A town behind the word: a capital, or a place that is known.
    bool is_its_place(std::size_t token) const {
        if (tokens_[token].kind != TokenKind::word) return false;
        if (page_.covered_by("type.org", tokens_[token].start)) return true;
        if (is_place_at(tokens_[token].start)) return true;
        return !is_indic(page_.word(token)[0]) && could_be_name(page_, token) &&
               !tokens_[token].sentence_start;
    }

    bool is_police(std::size_t first, std::size_t last) const {
        for (auto t = first; t <= last && t < tokens_.size(); ++t) {
            if (page_.covered_by("type.police", tokens_[t].start)) return true;
        }
        return false;
    }

    // The class of a child victim narrows her down as her school does.
    void school_class(Range cue) {
        if (!child_) return;
        const auto token = page_.token_at(cue.start);
        Range range = cue;
        if (token > 0 && cue.start - tokens_[token - 1].end <= 3 &&
            tokens_[token - 1].kind == TokenKind::digits) {
            range.start = tokens_[token - 1].start;
        }
        auto behind = page_.token_at(cue.end);
        constexpr std::size_t short_word = 4, most_words = 2;
        for (std::size_t i = 0; i < most_words && behind < tokens_.size(); ++i, ++behind) {
            const auto& next = tokens_[behind];
            const bool number = next.kind == TokenKind::digits;
            const bool division = i > 0 && next.end - next.start == 1;
            if (next.start - range.end > 2 || next.end - next.start > short_word) break;
            if (i == 0 ? !(number || is_roman(page_.word(behind))) : !division) break;
            range.end = next.end;
        }
        found_.push_back(
            {ValueType::org, range, score::words, page_.seen(range), Label::none, "class"});
    }

    static bool is_roman(std::u32string_view word) {
        return word.find_first_not_of(U"ivx") == std::u32string_view::npos;
    }

    const Page& page_;
    const std::vector<understanding::Token>& tokens_;
    const std::u32string& text_;
    OpenPlaces places_;
    bool child_;
    Candidates found_;
};

}  // namespace

Candidates find_organisations(const Page& page, const understanding::Facts& facts) {
    return OrganisationReader(page, facts).read();
}

}  // namespace redaction
