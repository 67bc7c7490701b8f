#include "understanding/safe_hours.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace understanding {

namespace {

enum class Half { unknown, morning, evening };

struct Hour {
    int hour = 0;
    Half half = Half::unknown;
    std::size_t token = 0;
};

constexpr int noon = 12;
constexpr std::array<std::string_view, 12> hour_lists{
    "hour.1", "hour.2", "hour.3", "hour.4",  "hour.5",  "hour.6",
    "hour.7", "hour.8", "hour.9", "hour.10", "hour.11", "hour.12"};

class HourFinder {
  public:
    HourFinder(const Passage& passage, Range range)
        : p_(passage), range_(range), never_(passage.has("hours.never", range)) {}

    std::optional<std::string> find() {
        collect();
        if (hours_.empty()) return std::nullopt;
        if (hours_.size() >= 2)
            return never_ ? std::nullopt : std::optional(between(hours_[0], hours_[1]));
        const bool after = p_.has("hours.after", range_);
        if (!after && !p_.has("hours.before", range_)) return std::nullopt;
        const int hour = on_clock(hours_[0], after ? Half::evening : Half::morning);
        // "Do not call after nine": before nine it is, then.
        return (after != never_ ? "after " : "before ") + std::to_string(hour);
    }

  private:
    bool is_hour(std::size_t t) const {
        const Range next{t + 1, std::min(t + 2, range_.last)};
        if (p_.has("hours.not_hour", next)) return false;  // "after two days"
        if (named_hour(t) > 0) return true;
        const auto text = p_.token_text(t);
        if (p_.tokens()[t].kind != TokenKind::digits || text.size() > 2) return false;
        const bool minutes = t > 0 &&
                             (p_.gap_after(t - 1) == U":" || p_.gap_after(t - 1) == U".") &&
                             p_.tokens()[t - 1].kind == TokenKind::digits;
        return !minutes && value(t) <= 24;
    }
    // "six", "ആറിന്", "छह", "chhe", "aarinu"; 0 for any other word.
    int named_hour(std::size_t t) const {
        for (std::size_t i = 0; i < hour_lists.size(); ++i)
            if (p_.has(hour_lists[i], {t, t + 1})) return static_cast<int>(i) + 1;
        return 0;
    }
    int value(std::size_t t) const {
        if (const int named = named_hour(t); named > 0) return named;
        int out = 0;
        for (const char32_t c : p_.token_text(t)) out = out * 10 + static_cast<int>(c - U'0');
        return out;
    }

    void collect() {
        for (std::size_t t = range_.first; t < range_.last; ++t) {
            if (!is_hour(t)) continue;
            const Range near{t + 1, std::min(t + 4, range_.last)};
            const Range before{t - std::min<std::size_t>(2, t - range_.first), t};
            const Half half = half_of(before, near);
            constexpr std::size_t close = 2;  // "between two and four"
            const bool second = !hours_.empty() && t - hours_.back().token <= close;
            const bool timed =
                half != Half::unknown || second || is_dashed(t) || is_framed(before, near);
            if (timed) hours_.push_back({value(t), half, t});
        }
    }
    // "10 am", "ten in the morning", "രാവിലെ പത്ത്"
    Half half_of(Range before, Range near) const {
        if (next_is("hours.am", near) || next_is("hours.morning", near) ||
            p_.has("hours.morning", before))
            return Half::morning;
        if (next_is("hours.pm", near) || next_is("hours.evening", near) ||
            p_.has("hours.evening", before))
            return Half::evening;
        return Half::unknown;
    }
    // "after 6", "6 ke baad", "10 മുതൽ", "10 o'clock"
    bool is_framed(Range before, Range near) const {
        if (next_is("hours.clock", near)) return true;
        for (const auto* list : {"hours.range", "hours.after", "hours.before"})
            if (p_.has(list, before) || next_is(list, near)) return true;
        return false;
    }
    bool is_dashed(std::size_t t) const {
        const auto dash = [](std::u32string_view gap) {
            return gap == U"-" || gap == U" - " || gap == U"–";
        };
        return dash(p_.gap_after(t)) || (t > 0 && dash(p_.gap_after(t - 1)));
    }
    bool next_is(std::string_view list, Range near) const {
        const auto* hit = p_.hit_in(list, near);
        if (hit == nullptr) return false;
        for (std::size_t t = near.first; t < hit->first; ++t) {
            const bool minutes = p_.tokens()[t].kind == TokenKind::digits && t == near.first &&
                                 p_.gap_after(t - 1) == U":";
            if (!minutes && !p_.has("hours.clock", {t, t + 1})) return false;
        }
        return true;
    }

    static int on_clock(const Hour& h, Half guess) {
        const Half half = h.half == Half::unknown && h.hour < 8 ? guess : h.half;
        if (half == Half::evening && h.hour < noon) return h.hour + noon;
        if (half == Half::morning && h.hour == noon) return 0;
        return h.hour;
    }

    static std::string between(const Hour& from, const Hour& to) {
        Hour start = from;
        if (start.half == Half::unknown && to.half != Half::unknown && from.hour < to.hour)
            start.half = to.half;
        const int first = start.half == Half::unknown && start.hour < 8
                              ? start.hour + noon
                              : on_clock(start, Half::unknown);
        int last = to.half == Half::unknown ? to.hour : on_clock(to, Half::unknown);
        if (last <= first && last < noon) last += noon;
        return std::to_string(first) + "-" + std::to_string(last);
    }

    const Passage& p_;
    Range range_;
    bool never_;
    std::vector<Hour> hours_;
};

}  // namespace

std::optional<std::string> find_safe_hours(const Passage& passage) {
    for (const auto* list : {"hours.call", "hours.never"}) {
        for (const auto& hit : passage.hits(list)) {
            if (!is_own(passage.zone_of(hit.first))) continue;
            const Range sentence = passage.sentence_of(hit.first);
            if (passage.has("hours.not_call", sentence)) continue;
            if (auto hours = HourFinder(passage, sentence).find()) return hours;
        }
    }
    return std::nullopt;
}

}  // namespace understanding
