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

// "9,8,4,6", "98460/12345", "2341:2341:2346": between other numbers these part them, so they
// join only groups that are of one size in which numbers are spelled out, and no years.
bool is_rare_separator(char32_t c) {
    constexpr std::u32string_view marks = U",/*:|、，";
    return marks.find(c) != std::u32string_view::npos;
}

bool is_year(const std::string& digits) {
    return digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
}

bool are_spelled_out(const std::string& before, const std::string& after) {
    const bool known = before.size() == 1 || before.size() == 4 || before.size() == 5;
    return known && before.size() == after.size() && !is_year(before) && !is_year(after);
}

class Scanner {
  public:
    explicit Scanner(const Page& page) : text_(page.latin()) {}

    std::vector<Chain> scan() {
        std::vector<Chain> chains;
        for (std::size_t i = 0; i < text_.size();) {
            if (!is_digit(text_[i]) && !opens_misread(i)) {
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
                if (c == 0 || !(digit_follows(i) || closes_misread(start, i))) break;
                group.guessed = true;
            }
            group.digits.push_back(static_cast<char>(c));
        }
        group.range = {start, i};
        group.plus = start > 0 && text_[start - 1] == U'+';
        return group;
    }

    bool is_digit_at(std::size_t at) const { return at < text_.size() && is_digit(text_[at]); }

    // "683OO12345": up to three misread in a row, then a digit.
    bool digit_follows(std::size_t at) const {
        constexpr std::size_t most = 3;
        std::size_t end = at;
        while (end < text_.size() && end < at + most && guessed_digit(text_[end]) != 0) ++end;
        return is_digit_at(end);
    }

    // "9846 O12 345": the first of a group whose neighbours are digits.
    bool opens_misread(std::size_t at) const {
        return guessed_digit(text_[at]) != 0 && at >= 2 && is_digit_at(at - 2) &&
               is_separator(text_[at - 1]) && is_digit_at(at + 1) && is_digit_at(at + 2);
    }

    // "234l 234l 2346": the last of a group of four, and a digit behind the separator.
    bool closes_misread(std::size_t start, std::size_t at) const {
        constexpr std::size_t least = 3;
        return at - start >= least && at + 1 < text_.size() && is_separator(text_[at + 1]) &&
               is_digit_at(at + 2);
    }

    bool joins(const DigitGroup& before, DigitGroup& group) const {
        const auto from = before.range.end;
        const auto to = group.range.start;
        if (to - from > longest_separator) return false;
        const bool rare = to - from == 1 && is_rare_separator(text_[from]) &&
                          are_spelled_out(before.digits, group.digits);
        for (std::size_t i = from; i < to; ++i) {
            if (!is_separator(text_[i]) && !rare) return false;
            if (text_[i] == U'\n') group.after_newline = true;
        }
        // A mail program that wraps a line does so at a blank.
        if (to > from) group.separator = group.after_newline ? U' ' : text_[from];
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

std::vector<Chain> find_chains(const Page& page) { return Scanner(page).scan(); }

}  // namespace redaction
