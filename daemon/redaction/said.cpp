#include "redaction/said.h"

#include <algorithm>
#include <array>

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
        static constexpr std::array<List, 5> spoken{"role.yours", "role.mine", "role.i",
                                                    "role.me", "role.pay"};
        const auto words = page_.token_at(inside.end) - page_.token_at(inside.start);
        return words >= fewest_words &&
               std::any_of(spoken.begin(), spoken.end(),
                           [&](List list) { return page_.has_cue_in(list, inside); });
    }

    bool is_his(std::size_t open, Range inside) const {
        const auto lead = lead_of(open);
        if (!lead) return last_his_;
        const Range trail = trail_of(inside.end + 1);
        if (speaks(*lead, trail)) return true;
        return !is_friendly(*lead) && !page_.has_cue_in("role.says", trail) &&
               page_.has_cue_in("role.your", inside);
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
        return !is_friendly(lead) && std::any_of(his.begin(), his.end(), [&](List list) {
            return page_.has_cue_in(list, lead);
        });
    }

    // She herself, a relative or a friend is the first of whom the lead speaks.
    bool is_friendly(Range lead) const {
        static constexpr std::array<List, 4> friends{"role.i", "role.kin", "role.third",
                                                     "role.help"};
        if (page_.has_cue_in("role.receive", lead)) return false;
        auto him = lead.end;
        for (const List list : {List("role.his"), List("role.offender_noun")}) {
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
