#include "redaction/said.h"

#include <algorithm>
#include <array>

#include "redaction/grammar.h"

namespace redaction {

namespace {

using understanding::TokenKind;
using understanding::ZoneKind;
using understanding::ZoneOwner;

class SaidFinder {
  public:
    explicit SaidFinder(const Page& page) : page_(page), text_(page.text()) {}

    std::vector<understanding::Zone> find() {
        for (std::size_t at = 0; at < text_.size();) {
            const auto close = is_opening(at) ? closing_of(at) : std::nullopt;
            if (!close) {
                ++at;
                continue;
            }
            take(at, *close);
            at = *close + 1;
        }
        return std::move(said_);
    }

  private:
    bool is_opening(std::size_t at) const { return text_[at] == U'"' || text_[at] == U'“'; }

    // Within the paragraph: marks that are left open quote nothing.
    std::optional<std::size_t> closing_of(std::size_t open) const {
        constexpr std::size_t longest = 3000;
        const char32_t mark = text_[open] == U'“' ? U'”' : U'"';
        const auto last = std::min(text_.size(), open + longest);
        for (auto i = open + 1; i < last; ++i) {
            if (text_[i] == mark) return i;
            if (text_[i] == U'\n' && i + 1 < last && text_[i + 1] == U'\n') break;
        }
        return std::nullopt;
    }

    void take(std::size_t open, std::size_t close) {
        const Range inside{open + 1, close};
        const auto* zone = page_.zone_at(open);
        const bool own = zone == nullptr ||
                         (zone->owner == ZoneOwner::writer && zone->kind == ZoneKind::fresh);
        const bool his = own && is_speech(inside) && is_his(open, inside);
        last_close_ = close;
        last_his_ = his;
        if (!his) return;
        understanding::Zone said;
        said.kind = ZoneKind::quoted;
        said.owner = ZoneOwner::other;
        said.span = page_.span(inside);
        said_.push_back(std::move(said));
    }

    // A name or a title in marks is no speech.
    bool is_speech(Range inside) const {
        constexpr std::size_t fewest_words = 3;
        static constexpr std::array<List, 6> spoken{
            "role.yours", "role.mine", "role.i", "role.me", "role.pay", "role.contact_request"};
        const auto words = page_.token_at(inside.end) - page_.token_at(inside.start);
        return words >= fewest_words &&
               std::any_of(spoken.begin(), spoken.end(),
                           [&](List list) { return page_.has_cue_in(list, inside); });
    }

    bool is_his(std::size_t open, Range inside) const {
        const auto lead = lead_of(open);
        if (!lead) return last_his_;
        if (puts_words_into_her_mouth(*lead)) return false;
        const Range trail = trail_of(inside.end + 1);
        if (speaks(*lead, trail)) return true;
        return !is_friendly(*lead) && !page_.has_cue_in("role.says", trail) &&
               page_.has_cue_in("role.your", inside);
    }

    // "A profile with my picture and the words": what it says is said as if by her.
    bool puts_words_into_her_mouth(Range lead) const {
        return page_.has_cue_in("role.mine", lead) && !page_.has_cue_in("role.says", lead) &&
               (page_.has_cue_in("role.fake", lead) || page_.has_cue_in("type.handle", lead));
    }

    // The words that introduce the speech; nothing where it follows upon another one.
    std::optional<Range> lead_of(std::size_t open) const {
        auto clause = page_.clause_of(open);
        if (!has_words({clause.start, open}) && clause.start > 0) {
            clause = page_.clause_of(clause.start - 1);
        }
        const Range lead{std::max(clause.start, last_close_ ? *last_close_ + 1 : 0), open};
        if (lead.start >= lead.end || !has_words(lead)) {
            if (last_close_ && *last_close_ >= clause.start) return std::nullopt;
            return Range{open, open};
        }
        return lead;
    }

    bool has_words(Range range) const {
        const auto& tokens = page_.tokens();
        const auto token = page_.token_at(range.start);
        return token < tokens.size() && tokens[token].end <= range.end;
    }

    Range trail_of(std::size_t behind) const {
        constexpr std::size_t reach = 40;
        if (behind >= text_.size()) return {behind, behind};
        return {behind, std::min(page_.clause_of(behind).end, behind + reach)};
    }

    // "He wrote:", "this came:", "the caller's message:"; "I told him:" and "my friend wrote:"
    // are not his.
    bool speaks(Range lead, Range trail) const {
        static constexpr std::array<List, 6> his{"role.his",     "role.offender_noun",
                                                 "role.receive", "role.harm",
                                                 "role.fake",    "role.hers"};
        if (page_.has_cue_in("role.says", trail) && page_.has_cue_in("role.his", trail))
            return true;
        // "... X pe call kare" aisa sms aaya.
        if (lead.start == lead.end && page_.has_cue_in("role.receive", trail)) return true;
        return !is_friendly(lead) && std::any_of(his.begin(), his.end(), [&](List list) {
            return page_.has_cue_in(list, lead);
        });
    }

    // "When my uncle called, he laughed:": another clause begins behind the friend, and in it
    // he acts.
    bool is_his_turn(Range lead) const {
        const auto he = last_who_acts("role.his", lead);
        if (!he) return false;
        std::optional<Range> friends;
        for (const List list : {List("role.kin"), List("role.third"), List("role.i")}) {
            const auto one = last_who_acts(list, lead);
            if (one && (!friends || one->end > friends->end)) friends = one;
        }
        return friends && friends->end < he->start && parts_clauses({friends->end, he->start});
    }

    std::optional<Range> last_who_acts(List list, Range lead) const {
        auto word = page_.last_cue_before(list, lead.end);
        while (word && word->start >= lead.start && !may_act(*word))
            word = page_.last_cue_before(list, word->start);
        return word && word->start >= lead.start ? word : std::nullopt;
    }

    // "called, he laughed": behind a comma no preposition reaches him.
    bool may_act(Range word) const {
        const auto token = page_.token_at(word.start);
        const bool parted = token > 0 && text_[page_.tokens()[token - 1].end] == U',';
        return parted || case_of(page_, word) == Case::bare;
    }

    // A comma or "when", and nobody has said anything: "my husband told me he saw" goes on.
    bool parts_clauses(Range between) const {
        if (page_.has_cue_in("role.says", between)) return false;
        const auto text =
            std::u32string_view(text_).substr(between.start, between.end - between.start);
        return text.find(U',') != std::u32string_view::npos ||
               text.find(U"പ്പോൾ ") != std::u32string_view::npos ||
               text.find(U"ppol ") != std::u32string_view::npos;
    }

    // "My friend saw it. She wrote:".
    bool tells_of_friend_before(Range lead) const {
        if (lead.start == 0) return false;
        const auto before = page_.clause_of(lead.start - 1);
        return page_.has_cue_in("role.third", before) || page_.has_cue_in("role.kin", before) ||
               page_.has_cue_in("role.woman", before);
    }

    // She herself, a relative or a friend is the first of whom the lead speaks.
    bool is_friendly(Range lead) const {
        static constexpr std::array<List, 4> friends{"role.i", "role.kin", "role.third",
                                                     "role.help"};
        if (page_.has_cue_in("role.receive", lead) || is_his_turn(lead)) return false;
        auto him = lead.end;
        for (const List list :
             {List("role.his"), List("role.offender_noun"), List("role.hers")}) {
            if (list == List("role.hers") && tells_of_friend_before(lead)) continue;
            const auto hit = page_.first_cue_after(list, lead.start);
            if (hit && hit->end <= lead.end) him = std::min(him, hit->start);
        }
        return std::any_of(friends.begin(), friends.end(), [&](List list) {
            const auto hit = page_.first_cue_after(list, lead.start);
            return hit && hit->end <= lead.end && hit->start < him;
        });
    }

    const Page& page_;
    const std::u32string& text_;
    std::vector<understanding::Zone> said_;
    std::optional<std::size_t> last_close_;
    bool last_his_ = false;
};

}  // namespace

std::vector<understanding::Zone> find_said(const Page& page) { return SaidFinder(page).find(); }

}  // namespace redaction
