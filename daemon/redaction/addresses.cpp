#include <algorithm>
#include <array>

#include "redaction/address_edges.h"
#include "redaction/among.h"
#include "redaction/life.h"
#include "redaction/name_words.h"

namespace redaction {

namespace {

using understanding::PlaceKind;
using understanding::TokenKind;

class AddressReader {
  public:
    AddressReader(const Page& page, const understanding::Facts& facts)
        : page_(page), text_(page.text()), edges_(page, facts) {}

    Candidates read() {
        for (const auto& cue : page_.cues("type.address")) labelled(cue);
        for (const auto& cue : page_.cues("type.house")) house(cue);
        for (const auto& cue : page_.cues("type.post_office")) post_office(cue);
        for (const auto& cue : page_.cues("type.place_word")) street(cue);
        joined_houses();
        return std::move(found_);
    }

  private:
    void add(Range range, std::string cue) { edges_.cover(range, std::move(cue), found_); }

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
            const bool goes_on = next.end > next.start && edges_.ends_with_comma(next);
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
    // A form line: a word or two and a colon.
    bool has_label(Range line) const {
        constexpr std::size_t longest = 25;
        const auto start = std::u32string_view(text_).substr(
            line.start, std::min(longest, line.end - line.start));
        return start.find(U':') != std::u32string_view::npos;
    }

    void parts(Range region, const std::string& cue) {
        edges_.cover_parts(region, cue, found_);
    }

    // "Sree Nilayam house, Kuravankonam PO", "Plot 11, Vrindavan Colony": the name before the
    // house word or the number behind it, and the short parts on both sides.
    void house(Range cue) {
        if (cue.start < covered_until_) return;
        if (is_form_label(cue)) return labelled(cue);
        const auto token = page_.token_at(cue.start);
        const auto first = name_before(token);
        const bool numbered = number_after(cue.end);
        const auto end = edges_.tail(cue.end);
        const bool placed = edges_.has_place_word({cue.end, end});
        if (first == token && !numbered) return name_behind(cue);
        if (first == token && is_ward(token) && !placed && !is_where_she_lives(cue) &&
            !is_her_room(token, end))
            return;
        if (first < token && !numbered && !placed && !is_house_name(first, token)) return;
        cover(page_.tokens()[first].start, end, "house word");
    }

    // "our home Chandralayam", "ente veedu Panamoottil,": the name behind the word for her
    // house.
    void name_behind(Range cue) {
        const auto& tokens = page_.tokens();
        const auto token = page_.token_at(cue.start);
        const bool hers = token > 0 && page_.covered_by("role.mine", tokens[token - 1].start);
        auto next = page_.token_at(cue.end);
        if (hers && next < tokens.size() && page_.word(next) == U"is") ++next;
        if (!hers || next >= tokens.size() || !could_be_name(page_, next) ||
            edges_.is_open_place({tokens[next].start, tokens[next].end}))
            return;
        const auto end = tokens[next].end;
        const bool comma = end < text_.size() && text_[end] == U',';
        const bool malayalam = page_.word(next).ends_with(U"ിൽ") && comma;
        const bool beside =
            page_.word(next - 1) == U"is" || side_by_side(page_, next - 1, next);
        if (!beside || (is_indic(page_.word(next)[0]) && !malayalam)) return;
        cover(tokens[next].start, end, "house name");
    }

    // "House: Thottathil", at the beginning of its line.
    bool is_form_label(Range cue) const {
        auto at = cue.end;
        while (at < text_.size() && text_[at] == U' ') ++at;
        const auto line = page_.line_of(cue.start);
        constexpr std::size_t longest = 3;
        return at < text_.size() && text_[at] == U':' && cue.start - line.start <= longest;
    }

    // Hospitals have wards and rooms, too.
    bool is_ward(std::size_t token) const {
        static constexpr std::array<std::u32string_view, 9> weak{
            U"ward", U"വാർഡ്", U"वार्ड", U"room", U"റൂം", U"block", U"लेन", U"कमरा", U"door"};
        return among(page_.word(token), weak);
    }

    // "എന്റെ റൂം B-214", "kamra Room 14", "Room 14, Sneha Hostel".
    bool is_her_room(std::size_t token, std::size_t end) const {
        constexpr std::size_t reach = 45;
        const auto org = page_.first_cue_after("type.org", end);
        const bool comma = end < text_.size() && text_[end] == U',';
        if (comma && org && org->start - end <= reach &&
            text_.substr(end + 1, org->start - end - 1).find_first_of(U",.;\n") ==
                std::u32string::npos)
            return true;
        return token > 0 && (page_.covered_by("role.mine", page_.tokens()[token - 1].start) ||
                             edges_.is_house_word(token - 1));
    }

    // "Temple Road", "Shiv Mohalla": hers where she says that she lives there, in a form and in
    // a signature; elsewhere it is where something happened.
    void street(Range cue) {
        if (cue.start < covered_until_) return;
        const auto token = page_.token_at(cue.start);
        auto first = name_before(token);
        if (first == token && token > 0 && side_by_side(page_, token - 1, token) &&
            (page_.covered_by("type.org", page_.tokens()[token - 1].start) ||
             page_.covered_by("type.venue", page_.tokens()[token - 1].start)))
            --first;  // College Road
        if (!is_where_she_lives(cue)) return;
        // "Puthenpura, first floor", "Kottarathil, opp. milk society"
        const auto part = edges_.part_before(cue.start);
        const auto start = first < token ? page_.tokens()[first].start : part;
        if (first == token && (part == cue.start || edges_.head(part) == part)) return;
        // "I live in Thrissur near Swaraj Road": the town stays.
        const bool town = start < cue.start && edges_.is_open_place({start, cue.start});
        cover(town ? cue.start : start, edges_.tail(cue.end), "street");
    }

    void cover(std::size_t start, std::size_t end, const char* cue) {
        parts({edges_.head(start), end}, cue);
        covered_until_ = end;
    }

    bool is_where_she_lives(Range cue) const {
        const auto* zone = page_.zone_at(cue.start);
        if (zone != nullptr && zone->owner == understanding::ZoneOwner::writer &&
            (zone->kind == understanding::ZoneKind::signature ||
             zone->kind == understanding::ZoneKind::form_line))
            return true;
        const auto clause = page_.clause_of(cue.start);
        // "in Sheeba's house, Anugraha, Subash Nagar 2nd Street".
        constexpr std::size_t reach = 60;
        const auto house = page_.last_cue_before("type.house", cue.start);
        const bool at_home = house && house->start >= clause.start &&
                             cue.start - house->end <= reach && follows_comma(*house);
        return at_home || has_cue_from("type.lives", clause) ||
               has_cue_from("type.address", clause);
    }
    bool follows_comma(Range word) const {
        return word.end < text_.size() && text_[word.end] == U',';
    }
    bool has_cue_from(List list, Range clause) const {
        const auto hit = page_.first_cue_after(list, clause.start);
        return hit && hit->start < clause.end;
    }

    // "പുത്തൻവീട്ടിൽ": the name and the house word written as one.
    // വീട്ടിലാണ്, ഭവനിലേക്ക്: as they stand without "is" and "towards", വീട്ടിൽ.
    static std::u32string at_home(std::u32string_view word) {
        static constexpr std::array<std::u32string_view, 4> behind{U"ലാണ്", U"ലേക്ക്", U"ലായിരുന്നു",
                                                                   U"ൽനിന്ന്"};
        for (const auto tail : behind) {
            if (word.ends_with(tail))
                return std::u32string(word.substr(0, word.size() - tail.size())) + U"ൽ";
        }
        return std::u32string(word);
    }

    void joined_houses() {
        static constexpr std::array<std::u32string_view, 6> ends{
            U"വീട്ടിൽ", U"വീട്", U"ഭവനം", U"ഭവനിൽ", U"നിവാസിൽ", U"മൻസിൽ"};
        static constexpr std::u32string_view neighbour = U"അയൽ";
        constexpr std::size_t shortest_name = 3;
        const auto& tokens = page_.tokens();
        for (std::size_t t = 0; t < tokens.size(); ++t) {
            const auto word = at_home(page_.word(t));
            if (word.starts_with(neighbour)) continue;
            const bool joined = std::any_of(ends.begin(), ends.end(), [&](auto end) {
                return word.size() >= end.size() + shortest_name && word.ends_with(end);
            });
            if (!joined) continue;
            const auto first = name_before(t);
            cover(tokens[first + 1 < t ? t - 1 : first].start, edges_.tail(tokens[t].end),
                  "joined house word");
        }
    }

    static constexpr std::size_t longest_name = 3;  // words
    std::size_t name_before(std::size_t token, std::size_t most = longest_name) const {
        auto first = token;
        while (first > 0 && token - first < most && side_by_side(page_, first - 1, first) &&
               could_be_name(page_, first - 1)) {
            --first;
        }
        return first;
    }

    // Whether what stands before the house word is its name: not "rented", not "my brother's",
    // and in Indic scripts not the adverb before "at home".
    bool is_house_name(std::size_t first, std::size_t token) const {
        const auto before = page_.word(token - 1);
        if (page_.covered_by("type.not_house", page_.tokens()[token - 1].start)) return false;
        if (is_person_at_home(first, token)) return false;
        if (!is_indic(before[0]))
            return token - first >= 2 || !page_.tokens()[first].sentence_start ||
                   fills_line(first, token) ||
                   has_cue_from("type.lives", page_.clause_of(page_.tokens()[token].end));
        static constexpr std::array<std::u32string_view, 8> owners{
            U"ുടെ", U"ന്റെ", U"ത്തെ", U"ിലെ", U"ന്ന", U"ച്ച", U"യുള്ള", U"ായ"};
        static constexpr std::array<std::u32string_view, 6> houses{U"ൽ",  U"ത്ത്", U"ത്ത",
                                                                   U"ട്ട്", U"ം",  U"ൂർ"};
        const auto ends = [&](const auto& endings) {
            return std::any_of(endings.begin(), endings.end(),
                               [&](auto ending) { return before.ends_with(ending); });
        };
        if (before[0] < 0x0D00) return false;  // घर: any word may stand before it
        const bool inside = at_home(page_.word(token)).ends_with(U"ിൽ");
        return !ends(owners) && (!inside || ends(houses));
    }

    // "Noufal veettil varumbol": a given name, and at home he comes.
    bool is_person_at_home(std::size_t first, std::size_t token) const {
        const auto& tokens = page_.tokens();
        const auto house = page_.word(token);
        const bool inside = house.starts_with(U"veettil") || at_home(house) == U"വീട്ടിൽ";
        if (!inside || token - first != 1 || token + 1 >= tokens.size()) return false;
        return page_.covered_by("type.given_name", tokens[first].start) &&
               side_by_side(page_, token, token + 1) &&
               tokens[token + 1].kind == TokenKind::word && !page_.is_capital(token + 1) &&
               !page_.covered_by("type.place_word", tokens[token + 1].start) &&
               !page_.covered_by("type.post_office", tokens[token + 1].start) &&
               !page_.covered_by("type.lives", tokens[token + 1].start);
    }

    // "Charuvila Veedu" on a line of its own.
    bool fills_line(std::size_t first, std::size_t last) const {
        const auto& tokens = page_.tokens();
        const auto line = page_.line_of(tokens[first].start);
        return blank_between(line.start, tokens[first].start) &&
               blank_between(tokens[last].end, line.end);
    }

    // "no 12/345", "B-12", "302", and nothing else between.
    bool number_after(std::size_t at) const {
        const auto& tokens = page_.tokens();
        constexpr std::size_t longest_gap = 3, most_words = 2;
        auto end = at;
        auto t = page_.token_at(at);
        for (std::size_t words = 0; t < tokens.size() && words <= most_words; ++t, ++words) {
            if (tokens[t].start - end > longest_gap) return false;
            if (text_.substr(end, tokens[t].start - end).find_first_of(U",;\n") !=
                std::u32string::npos)
                return false;
            if (tokens[t].kind == TokenKind::digits) return tokens[t].end - tokens[t].start < 6;
            const bool letter = tokens[t].end - tokens[t].start <= 2;
            if (!letter && !page_.covered_by("type.number_word", tokens[t].start) &&
                !edges_.is_house_word(t))
                return false;
            end = tokens[t].end;
        }
        return false;
    }

    // "Kuravankonam P.O."
    void post_office(Range cue) {
        const auto token = page_.token_at(cue.start);
        constexpr std::size_t most_words = 2;
        const auto first = name_before(token, most_words);
        if (first < token) cover(page_.tokens()[first].start, cue.end, "post office");
    }

    const Page& page_;
    const std::u32string& text_;
    AddressEdges edges_;
    std::size_t labelled_until_ = 0, covered_until_ = 0;
    Candidates found_;
};

}  // namespace

Candidates find_addresses(const Page& page, const understanding::Facts& facts) {
    return AddressReader(page, facts).read();
}

}  // namespace redaction
