#include "redaction/digit_runs.h"

namespace redaction {

namespace {

constexpr std::size_t longest_separator = 3;
// A letter or digit run of this length with letters among the digits is a hash or a key.
constexpr std::size_t hash_length = 20;

bool is_separator(char32_t c) {
    switch (c) {
        case U' ':
        case U'\t':
        case U'\n':
        case U'\r':
        case U'-':
        case U'–':
        case U'—':
        case U'‑':
        case U'‐':
        case U'.':
        case U'·':
        case U'(':
        case U')':
        case U'_':
        case U'•':
        case U'−':
            return true;
        default:
            return false;
    }
}

// Misread or disguised digits, believed only between two digits.
char32_t guessed_digit(char32_t c) {
    switch (c) {
        case U'o':
        case U'ഠ':
            return U'0';
        case U'l':
        case U'i':
        case U'|':
            return U'1';
        default:
            return 0;
    }
}

class Scanner {
  public:
    explicit Scanner(const Page& page) : text_(page.latin()) {}

    std::vector<Chain> scan() {
        std::vector<Chain> chains;
        for (std::size_t i = 0; i < text_.size();) {
            if (!is_digit(text_[i])) {
                ++i;
                continue;
            }
            auto group = take_group(i);
            i = group.range.end;
            if (in_hash(group.range)) continue;
            if (chains.empty() || !joins(chains.back().back(), group)) chains.emplace_back();
            chains.back().push_back(std::move(group));
        }
        return chains;
    }

  private:
    DigitGroup take_group(std::size_t start) const {
        DigitGroup group;
        std::size_t i = start;
        for (; i < text_.size(); ++i) {
            char32_t c = text_[i];
            if (!is_digit(c)) {
                c = guessed_digit(c);
                if (c == 0 || i + 1 >= text_.size() || !is_digit(text_[i + 1])) break;
                group.guessed = true;
            }
            group.digits.push_back(static_cast<char>(c));
        }
        group.range = {start, i};
        group.plus = start > 0 && text_[start - 1] == U'+';
        return group;
    }

    bool joins(const DigitGroup& before, DigitGroup& group) const {
        const auto from = before.range.end;
        const auto to = group.range.start;
        if (to - from > longest_separator) return false;
        for (std::size_t i = from; i < to; ++i) {
            if (!is_separator(text_[i])) return false;
            if (text_[i] == U'\n') group.after_newline = true;
        }
        group.separator = to > from ? text_[from] : 0;
        return !numbers_a_line(before, group);
    }

    // "3) 0484 ...", "3. 0484 ...": the first counts the lines of a list.
    bool numbers_a_line(const DigitGroup& before, const DigitGroup& group) const {
        constexpr std::size_t longest_count = 2, shortest_code = 3;
        if (before.digits.size() > longest_count || group.digits.size() < shortest_code)
            return false;
        auto start = before.range.start;
        while (start > 0 && (text_[start - 1] == U' ' || text_[start - 1] == U'\t')) --start;
        if (start > 0 && text_[start - 1] != U'\n') return false;
        const char32_t mark = text_[before.range.end];
        return (mark == U')' || mark == U'.') && text_[before.range.end + 1] == U' ';
    }

    // Long hexadecimal words: digits in them are nobody's number. Looks no further than a hash
    // is long.
    bool in_hash(Range range) {
        if (range.start < hash_.end) return hash_.start != hash_.end;
        std::size_t start = range.start, end = range.end, turns = 0;
        while (start > 0 && range.start - start < hash_length && is_alnum(text_[start - 1]))
            --start;
        while (end < text_.size() && is_alnum(text_[end])) {
            turns += is_digit(text_[end]) != is_digit(text_[end - 1]) ? 1 : 0;
            ++end;
        }
        constexpr std::size_t turns_of_a_hash = 4;
        if (end - start < hash_length || turns < turns_of_a_hash) return false;
        hash_ = {start, end};
        return true;
    }

    const std::u32string& text_;
    Range hash_;  // the last one seen
};

}  // namespace

std::vector<Chain> find_chains(const Page& page) { return Scanner(page).scan(); }

}  // namespace redaction
