#include "redaction/numbers.h"

namespace redaction {

namespace {

int number_of(std::string_view digits) {
    int value = 0;
    for (const char d : digits) value = value * 10 + (d - '0');
    return value;
}

bool is_date(const Chain& chain, std::size_t at) {
    if (at + 2 >= chain.size()) return false;
    const auto &a = chain[at], &b = chain[at + 1], &c = chain[at + 2];
    if (b.separator != c.separator || (b.separator != U'-' && b.separator != U'.'))
        return false;
    const auto small = [](const DigitGroup& g, int most) {
        return g.digits.size() <= 2 && number_of(g.digits) >= 1 && number_of(g.digits) <= most;
    };
    const auto year = [](const DigitGroup& g) {
        return g.digits.size() == 4 &&
               (g.digits.starts_with("19") || g.digits.starts_with("20"));
    };
    return (small(a, 31) && small(b, 31) && year(c)) ||
           (year(a) && small(b, 12) && small(c, 31));
}

// Chooses the parts of one chain that explain most: a walk from the end, looking at most
// longest_number digits ahead.
class ChainReader {
  public:
    ChainReader(const Page& page, const Chain& chain, const NumberJudge& judge)
        : page_(page),
          chain_(chain),
          judge_(judge),
          best_(chain.size() + 1),
          dates_(chain.size()) {
        for (std::size_t i = 0; i < chain_.size(); ++i) {
            if (!is_date(chain_, i)) continue;
            dates_[i] = dates_[i + 1] = dates_[i + 2] = true;
        }
    }

    void read(Candidates& into) {
        for (std::size_t i = chain_.size(); i-- > 0;) consider(i);
        for (std::size_t i = 0; i < chain_.size();) {
            const auto& step = best_[i];
            if (step.candidate) into.push_back(std::move(found_[*step.candidate]));
            i = step.next;
        }
    }

  private:
    static constexpr std::size_t longest_number = 19;

    struct Step {
        double points = 0;
        std::size_t next = 0;
        std::optional<std::size_t> candidate;  // of found_
    };

    void consider(std::size_t first) {
        auto& step = best_[first];
        step.points = best_[first + 1].points;
        step.next = first + 1;
        if (dates_[first]) return;
        const Labels labels(page_, chain_[first].range);
        // Kept from one beginning to the next: a chain may have as many as the mail has digits.
        auto& [digits, writing] = part_;
        digits.clear();
        writing.begin_anew();
        writing.plus = chain_[first].plus;
        for (std::size_t last = first; last < chain_.size() && !dates_[last]; ++last) {
            const auto& group = chain_[last];
            if (last > first &&
                (group.plus || digits.size() + group.digits.size() > longest_number)) {
                return;
            }
            digits += group.digits;
            writing.groups.push_back(group.digits.size());
            writing.guessed = writing.guessed || group.guessed;
            writing.over_lines = writing.over_lines || (last > first && group.after_newline);
            if (last > first + 1 && group.separator != chain_[first + 1].separator) {
                writing.same_separator = false;
            }
            try_part(step, first, last, digits, writing, labels);
        }
    }

    void try_part(Step& step, std::size_t first, std::size_t last, const std::string& digits,
                  const Writing& writing, const Labels& labels) {
        auto candidate = judge_.judge(digits, writing, labels);
        if (candidate) mistrust_part(*candidate, first, last);
        if (!candidate || candidate->score + best_[last + 1].points <= step.points) return;
        candidate->range = {chain_[first].range.start, chain_[last].range.end};
        step.points = candidate->score + best_[last + 1].points;
        step.next = last + 1;
        step.candidate = found_.size();
        found_.push_back(std::move(*candidate));
    }

    // What leaves a part of the chain over explains less than what takes all of it: "6830 112
    // 999" holds no 112, and sixteen digits in fours are no Aadhaar number and four more.
    void mistrust_part(Candidate& candidate, std::size_t first, std::size_t last) const {
        constexpr double least = 0.01, cut_out = 10;
        constexpr std::size_t whole_number = 10;
        const bool alone = first == 0 && last + 1 == chain_.size();
        if (candidate.cue == "public" && candidate.normal.size() < whole_number && !alone)
            candidate.score = least;
        if (goes_on_evenly(first, last)) candidate.score -= cut_out;
        // "04822 271 330" holds no PIN code.
        constexpr double behind_digits = 6;
        const bool behind_code = first > 0 && !chain_[first].after_newline &&
                                 chain_[first - 1].digits.starts_with('0');
        if (candidate.type == ValueType::pin_code && behind_code)
            candidate.score -= behind_digits;
    }

    // Groups of one size and one separator go on beyond the part, and all of them together
    // could be one number.
    bool goes_on_evenly(std::size_t first, std::size_t last) const {
        if (last == first) return false;
        const auto size = chain_[first].digits.size();
        const auto separator = chain_[first + 1].separator;
        constexpr std::size_t least = 3;
        if (size < least) return false;
        for (std::size_t i = first; i <= last; ++i) {
            if (chain_[i].digits.size() != size) return false;
            if (i > first && chain_[i].separator != separator) return false;
        }
        const auto joins = [&](std::size_t group) {
            return chain_[group].separator == separator && !chain_[group].after_newline &&
                   !chain_[group].plus;
        };
        std::size_t from = first, until = last, digits = (last - first + 1) * size;
        while (from > 0 && joins(from) && chain_[from - 1].digits.size() == size &&
               digits <= longest_number) {
            --from;
            digits += size;
        }
        while (until + 1 < chain_.size() && joins(until + 1) &&
               chain_[until + 1].digits.size() <= size && digits <= longest_number) {
            ++until;
            digits += chain_[until].digits.size();
        }
        return digits <= longest_number && (from < first || until > last);
    }

    const Page& page_;
    const Chain& chain_;
    const NumberJudge& judge_;
    std::vector<Step> best_;
    Candidates found_;
    std::vector<bool> dates_;
    struct {
        std::string digits;
        Writing writing;
    } part_;
};

// The prefix sign and its bracket belong to the number: +91, (+91), (0471).
void take_prefix_signs(const Page& page, Candidate& candidate) {
    const auto& text = page.latin();
    auto& start = candidate.range.start;
    if (candidate.type != ValueType::phone) return;
    if (start > 0 && text[start - 1] == U'+') --start;
    if (start > 0 && text[start - 1] == U'(') {
        const auto inside = text.substr(start, candidate.range.end - start);
        if (inside.find(U')') != std::u32string::npos) --start;
    }
}

}  // namespace

Candidates find_numbers(const Page& page, const NumberJudge& judge) {
    Candidates candidates;
    for (const auto& chain : find_chains(page)) {
        ChainReader(page, chain, judge).read(candidates);
    }
    for (auto& candidate : candidates) take_prefix_signs(page, candidate);
    return candidates;
}

}  // namespace redaction
