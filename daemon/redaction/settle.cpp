#include "redaction/settle.h"

#include <algorithm>
#include <map>

namespace redaction {

namespace {

bool may_be_clipped(ValueType type) {
    return type == ValueType::address || type == ValueType::org || type == ValueType::person;
}

bool has_words(const Page& page, Range range) {
    constexpr std::size_t least = 3;
    std::size_t letters = 0;
    for (std::size_t i = range.start; i < range.end; ++i) {
        const char32_t c = page.text()[i];
        letters += is_latin(c) || c >= 0x80 || is_digit(c) ? 1 : 0;
    }
    return letters >= least;
}

// What was accepted, by start.
class Taken {
  public:
    // First accepted range that touches `range`.
    std::optional<Range> overlap(Range range) const {
        auto after = ranges_.lower_bound(range.end);
        if (after == ranges_.begin()) return std::nullopt;
        --after;
        if (after->second <= range.start) return std::nullopt;
        return Range{after->first, after->second};
    }
    void take(Range range) { ranges_[range.start] = range.end; }

  private:
    std::map<std::size_t, std::size_t> ranges_;
};

void trim_clip(const Page& page, Range& range) {
    const auto loose = [&](std::size_t at) {
        const char32_t c = page.text()[at];
        return c < 0x80 && !is_latin(c) && !is_digit(c);
    };
    while (range.start < range.end && loose(range.start)) ++range.start;
    while (range.end > range.start && loose(range.end - 1)) --range.end;
}

// The part of the candidate behind what is taken; the whole when nothing is.
std::optional<Candidate> free_tail(const Page& page, const Candidate& candidate,
                                   const std::optional<Range>& overlap) {
    auto tail = candidate;
    if (overlap) {
        tail.range.start = overlap->end;
        if (tail.range.start < tail.range.end) trim_clip(page, tail.range);
    }
    if (tail.range.start >= tail.range.end) return std::nullopt;
    if (overlap) {
        if (!has_words(page, tail.range)) return std::nullopt;
        tail.normal = page.seen(tail.range);
    }
    return tail;
}

// Accepts what is free of the candidate. overlap() gives the last taken range, so the free tail
// is behind it.
void accept(const Page& page, Candidate candidate, Taken& taken, Candidates& settled) {
    constexpr int most_clips = 16;
    for (int i = 0; i < most_clips; ++i) {
        const auto overlap = taken.overlap(candidate.range);
        if (overlap && !may_be_clipped(candidate.type)) return;
        if (const auto tail = free_tail(page, candidate, overlap)) {
            taken.take(tail->range);
            settled.push_back(*tail);
        }
        if (!overlap || overlap->start <= candidate.range.start) return;
        candidate.range.end = overlap->start;
        trim_clip(page, candidate.range);
        candidate.normal = page.seen(candidate.range);
        if (!has_words(page, candidate.range)) return;
    }
}

}  // namespace

Candidates settle(const Page& page, Candidates candidates) {
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) {
                         if (a.score != b.score) return a.score > b.score;
                         return a.range.end - a.range.start > b.range.end - b.range.start;
                     });
    Candidates settled;
    Taken taken;
    for (auto& candidate : candidates) {
        if (candidate.range.start < candidate.range.end)
            accept(page, std::move(candidate), taken, settled);
    }
    std::sort(settled.begin(), settled.end(),
              [](const Candidate& a, const Candidate& b) { return a.range < b.range; });
    return settled;
}

}  // namespace redaction
