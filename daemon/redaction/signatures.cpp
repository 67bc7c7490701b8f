#include "redaction/signatures.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "redaction/grammar.h"
#include "redaction/name_words.h"

namespace redaction {

namespace {

using understanding::TokenKind;
using understanding::ZoneKind;
using understanding::ZoneOwner;

constexpr std::size_t most_parts = 4;

class Signatures {
  public:
    Signatures(const Page& page, People& people)
        : page_(page), tokens_(page.tokens()), text_(page.text()), people_(people) {}

    void learn() {
        marked();
        last_lines();
        above_a_postscript();
        zone_owners();
    }

  private:
    // Lines that the zones know as a signature.
    void marked() {
        std::size_t line_end = 0;
        for (const auto& token : tokens_) {
            if (token.start < line_end) continue;
            const auto line = page_.line_of(token.start);
            line_end = line.end;
            const auto* zone = page_.zone_at(token.start);
            if (zone != nullptr && zone->kind == ZoneKind::signature &&
                zone->owner == ZoneOwner::writer) {
                signature_line(line);
            }
        }
    }

    // Each part between commas that consists of one to four possible name words.
    void signature_line(Range line) {
        std::vector<std::u32string> parts;
        bool clean = true;
        std::size_t at = line.start;
        const auto close = [&] {
            if (clean && !parts.empty() && parts.size() <= most_parts)
                people_.remember(parts, KnownBy::signature);
            parts.clear();
            clean = true;
        };
        for (auto t = page_.token_at(line.start);
             t < tokens_.size() && tokens_[t].end <= line.end; ++t) {
            for (; at < tokens_[t].start; ++at) {
                if (text_[at] == U',' || text_[at] == U'(' || text_[at] == U'|') close();
                if (text_[at] == U':') clean = false;
            }
            at = tokens_[t].end;
            const auto start = tokens_[t].start;
            if (page_.covered_by("type.closing", start)) {
                parts.clear();
            } else if (page_.covered_by("type.org", start) ||
                       page_.covered_by("type.house", start) || !is_name_word(t)) {
                clean = false;
            } else {
                parts.emplace_back(page_.word(t));
            }
        }
        close();
    }

    bool is_name_word(std::size_t token) const {
        return could_be_name(page_, token) ||
               (could_be_small_name(page_, token) && is_listed(token));
    }
    bool is_listed(std::size_t token) const {
        return people_.given_names().find(page_.word(token)) != NameKind::none;
    }

    // A letter without closing words ends with a name too: on its last line, above her number
    // and her house, or as its last sentence.
    void last_lines() {
        if (tokens_.empty()) return;
        constexpr int most_lines = 5;
        auto end = tokens_.size();
        for (int lines = 0; lines < most_lines && end > 0; ++lines) {
            const auto range = last_piece(end);
            const auto first = page_.token_at(range.start);
            const auto* zone = page_.zone_at(tokens_[first].start);
            const bool hers =
                zone == nullptr ||
                (zone->owner == ZoneOwner::writer &&
                 (zone->kind == ZoneKind::fresh || zone->kind == ZoneKind::signature));
            if (!hers || first == 0 || stands_under_accused(first)) return;
            if (take_name(first, end)) return;
            if (!is_card_line(first, end)) return;
            end = first;
        }
    }

    // "Name of the accused", and below it his name.
    bool stands_under_accused(std::size_t first) const {
        constexpr std::size_t most_words = 6;
        const auto line = page_.line_of(tokens_[first].start);
        if (line.start == 0) return false;
        const auto above = page_.line_of(line.start - 1);
        return page_.has_cue_in("role.offender_noun", above) &&
               page_.has_cue_in("type.name_label", above) &&
               page_.token_at(above.end) - page_.token_at(above.start) <= most_words;
    }

    // The last line before token `end`, or the last sentence on it.
    Range last_piece(std::size_t end) const {
        const auto last = tokens_[end - 1];
        const auto line = page_.line_of(last.start);
        const auto clause = page_.clause_of(last.start);
        return {std::max(line.start, clause.start), last.end};
    }

    // One to four words that may be a name, a comma or the end of the piece behind them.
    bool take_name(std::size_t first, std::size_t end) {
        while (first < end && page_.covered_by("type.closing", tokens_[first].start)) ++first;
        std::vector<std::u32string> parts;
        bool listed = false, heard = false;
        auto t = first;
        for (; t < end && (is_name_word(t) || ends_name_of(listed, t)); ++t) {
            if (t > first && !side_by_side(page_, t - 1, t)) break;
            listed = listed || is_listed(t);
            heard = heard || people_.given_names().sounds_like_one(page_.word(t));
            parts.emplace_back(page_.word(t));
        }
        if (parts.empty() || parts.size() > most_parts) return false;
        const bool whole =
            t == end || text_[tokens_[t - 1].end] == U',' ||
            text_[tokens_[t - 1].end] == U'(' ||
            (t > first && is_number(t, end) &&
             case_of(page_, {tokens_[first].start, tokens_[t - 1].end}) == Case::bare);
        // What only sounds like a name needs her number behind it.
        const bool hers = listed || (heard && t < end && is_number(t, end)) ||
                          stands_alone(first, t, end) || tells_of_herself(first, t, end);
        if (!hers || !(whole || (listed && goes_on_with_place(first, t, end)))) return false;
        people_.remember(std::move(parts), KnownBy::signature);
        return true;
    }

    // "Saraswathy Amma".
    bool ends_name_of(bool listed, std::size_t token) const {
        return listed && page_.covered_by("role.kin", tokens_[token].start) &&
               case_of(page_, {tokens_[token].start, tokens_[token].end}) == Case::bare;
    }

    // "ऋचा, बी.एड. कॉलेज में पढ़ती हूँ": on a line of its own, and the verb says I.
    bool tells_of_herself(std::size_t first, std::size_t next, std::size_t end) const {
        const Range piece{tokens_[first].start, tokens_[end - 1].end};
        return next < end && text_[tokens_[next - 1].end] == U',' &&
               tokens_[first].start == line_text_start(first) &&
               page_.has_cue_in("who.am", piece) && !tells_of_another(piece);
    }

    // "Sangeeta railway colony qtr 114/C": nothing but her house, and no verb.
    bool goes_on_with_place(std::size_t first, std::size_t next, std::size_t end) const {
        constexpr std::size_t longest = 9;
        if (next >= end) return false;
        const Range rest{tokens_[next].start, tokens_[end - 1].end};
        const auto line = page_.line_of(tokens_[first].start);
        const bool whole_line =
            tokens_[first].start == line_text_start(first) &&
            text_.substr(rest.end, line.end - rest.end).find_first_not_of(U" \n") ==
                std::u32string::npos;
        return whole_line && end - next <= longest && is_card_line(next, end) &&
               page_.has_cue_in("type.house", rest) && !page_.has_cue_in("type.lives", rest) &&
               !page_.has_cue_in("type.is", rest) && !tells_of_another(rest);
    }

    bool tells_of_another(Range words) const {
        static constexpr std::array<List, 5> others{"role.his", "role.harm", "role.kin",
                                                    "role.third", "role.offender_noun"};
        return std::any_of(others.begin(), others.end(),
                           [&](List list) { return page_.has_cue_in(list, words); });
    }

    // "... he sends photos.\n\nKeerthana\nPS please do not ring after eight.": a listed name
    // that fills the first line of the last paragraph, and nothing about him behind it.
    void above_a_postscript() {
        const auto blank = text_.rfind(U"\n\n");
        if (blank == std::u32string::npos) return;
        const auto first = page_.token_at(blank + 2);
        if (first == 0 || first >= tokens_.size()) return;
        const auto line = page_.line_of(tokens_[first].start);
        constexpr std::size_t most_behind = 40;
        auto end = first;
        bool listed = true;
        for (; end < tokens_.size() && tokens_[end].end <= line.end; ++end)
            listed = listed && is_name_word(end) && is_listed(end);
        const Range behind{line.end, text_.size()};
        static constexpr std::array<List, 3> his{"role.his", "role.harm", "role.offender_noun"};
        const bool about_him = std::any_of(
            his.begin(), his.end(), [&](List list) { return page_.has_cue_in(list, behind); });
        const auto* zone = page_.zone_at(tokens_[first].start);
        const bool fresh = zone == nullptr ||
                           (zone->owner == ZoneOwner::writer && zone->kind == ZoneKind::fresh);
        if (!listed || !fresh || about_him || tokens_.size() - end > most_behind ||
            stands_under_accused(first) || !stands_alone(first, end, end))
            return;
        std::vector<std::u32string> parts;
        for (auto t = first; t < end; ++t) parts.emplace_back(page_.word(t));
        people_.remember(std::move(parts), KnownBy::signature);
    }

    // "Swathy 68300 12345": nothing but her number to the end.
    bool is_number(std::size_t first, std::size_t end) const {
        std::size_t digits = 0;
        for (auto t = first; t < end; ++t) {
            const auto& token = tokens_[t];
            if (token.kind == TokenKind::digits)
                digits += token.end - token.start;
            else if (!page_.covered_by("type.phone", token.start))
                return false;
        }
        constexpr std::size_t shortest_number = 6;
        return digits >= shortest_number;
    }

    // An unlisted name: a line of its own behind the end of a sentence, with capitals where
    // there are any.
    bool stands_alone(std::size_t first, std::size_t next, std::size_t end) const {
        constexpr std::size_t most_unlisted = 3;
        if (next != end || next - first > most_unlisted || page_.shouts()) return false;
        if (tokens_[first].start != line_text_start(first)) return false;
        auto before = tokens_[first].start;
        while (before > 0 && is_blank(text_[before - 1])) --before;
        const char32_t stop = before > 0 ? text_[before - 1] : U'.';
        return stop == U'.' || stop == U'!' || stop == U'?' || stop == U'।' || stop == U',';
    }
    std::size_t line_text_start(std::size_t token) const {
        auto start = page_.line_of(tokens_[token].start).start;
        while (start < tokens_[token].start && is_blank(text_[start])) ++start;
        return start;
    }

    // Her number, house, school or place, as they stand below a name.
    bool is_card_line(std::size_t first, std::size_t end) const {
        constexpr std::size_t longest = 12, number_length = 6;
        if (end - first > longest) return false;
        for (auto t = first; t < end; ++t) {
            const auto start = tokens_[t].start;
            if (tokens_[t].kind == TokenKind::digits && tokens_[t].end - start >= number_length)
                return true;
            if (page_.covered_by("type.org", start) || page_.covered_by("type.house", start) ||
                page_.covered_by("type.phone", start) ||
                page_.covered_by("type.post_office", start) ||
                page_.covered_by("type.place_word", start))
                return true;
        }
        const auto piece = std::u32string_view(text_).substr(
            tokens_[first].start, tokens_[end - 1].end - tokens_[first].start);
        return piece.find_first_of(U"@:") != std::u32string_view::npos ||
               end - first == 1;  // a town
    }

    // The quoted sender, the speakers of a chat.
    void zone_owners() {
        const understanding::Zone* before = nullptr;
        for (const auto& token : tokens_) {
            const auto* zone = page_.zone_at(token.start);
            if (zone == nullptr || zone == before) continue;
            before = zone;
            const bool speaks = zone->kind == ZoneKind::chat_line;
            const bool quoted =
                zone->owner == ZoneOwner::other && zone->kind != ZoneKind::form_line;
            if ((speaks || quoted) && !zone->owner_name.empty()) learn_owner(*zone);
        }
    }

    void learn_owner(const understanding::Zone& zone) {
        const auto source = base::to_code_points(zone.owner_name);
        const auto view = understanding::make_view(source);
        std::vector<std::u32string> parts;
        for (const auto& token : understanding::tokenise(view, source)) {
            if (token.kind == TokenKind::word)
                parts.push_back(view.text.substr(token.start, token.end - token.start));
        }
        const bool own = zone.kind == ZoneKind::chat_line && zone.owner == ZoneOwner::writer;
        if (parts.size() <= most_parts)
            people_.remember(std::move(parts),
                             own ? KnownBy::own_statement : KnownBy::quoted_sender);
    }

    const Page& page_;
    const std::vector<understanding::Token>& tokens_;
    const std::u32string& text_;
    People& people_;
};

}  // namespace

void learn_signatures(const Page& page, People& people) { Signatures(page, people).learn(); }

}  // namespace redaction
