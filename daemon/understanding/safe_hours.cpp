#include "understanding/safe_hours.h"

#include <algorithm>
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

class HourFinder {
  public:
    HourFinder(const Passage& passage, Range range) : p_(passage), range_(range) {}

    std::optional<std::string> find() {
        collect();
        if (hours_.empty()) return std::nullopt;
        if (hours_.size() >= 2) return between(hours_[0], hours_[1]);
        const Range around{range_.first, range_.last};
        const int hour = on_clock(hours_[0], Half::evening);
        if (p_.has("hours.after", around)) return "after " + std::to_string(hour);
        if (p_.has("hours.before", around))
            return "before " + std::to_string(on_clock(hours_[0], Half::morning));
        return std::nullopt;
    }

  private:
    bool is_hour(std::size_t t) const {
        const auto text = p_.token_text(t);
        if (p_.tokens()[t].kind != TokenKind::digits || text.size() > 2) return false;
        const bool minutes = t > 0 &&
                             (p_.gap_after(t - 1) == U":" || p_.gap_after(t - 1) == U".") &&
                             p_.tokens()[t - 1].kind == TokenKind::digits;
        return !minutes && value(t) <= 24;
    }
    int value(std::size_t t) const {
        int out = 0;
        for (const char32_t c : p_.token_text(t)) out = out * 10 + static_cast<int>(c - U'0');
        return out;
    }

    void collect() {
        for (std::size_t t = range_.first; t < range_.last; ++t) {
            if (!is_hour(t)) continue;
            const Range near{t + 1, std::min(t + 4, range_.last)};
            const Range before{t - std::min<std::size_t>(2, t - range_.first), t};
            Half half = Half::unknown;
            if (next_is("hours.am", near) || p_.has("hours.morning", before))
                half = Half::morning;
            else if (next_is("hours.pm", near) || p_.has("hours.evening", before))
                half = Half::evening;
            const bool timed = half != Half::unknown || next_is("hours.clock", near) ||
                               p_.has("hours.range", before) || next_is("hours.range", near) ||
                               is_dashed(t) || p_.has("hours.after", before) ||
                               p_.has("hours.before", before);
            if (timed) hours_.push_back({value(t), half, t});
        }
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
    std::vector<Hour> hours_;
};

}  // namespace

std::optional<std::string> find_safe_hours(const Passage& passage) {
    for (const auto& hit : passage.hits("hours.call")) {
        if (!is_own(passage.zone_of(hit.first))) continue;
        const Range sentence = passage.sentence_of(hit.first);
        if (passage.has("hours.not_call", sentence)) continue;
        if (auto hours = HourFinder(passage, sentence).find()) return hours;
    }
    return std::nullopt;
}

}  // namespace understanding
