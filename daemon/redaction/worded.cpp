#include "redaction/worded.h"

#include <array>

namespace redaction {

namespace {

constexpr std::array<List, 10> digit_lists{
    "type.digit_0", "type.digit_1", "type.digit_2", "type.digit_3", "type.digit_4",
    "type.digit_5", "type.digit_6", "type.digit_7", "type.digit_8", "type.digit_9"};

constexpr std::size_t longest_gap = 3;
constexpr std::size_t least_digits = 6;
constexpr std::size_t least_words = 4;
// "9 8 4 six zero 1 2 3 4 5": fewer words are enough where all together are a telephone.
constexpr std::size_t least_words_of_phone = 2;
constexpr std::size_t digits_of_phone = 10;

struct Spoken {
    std::string digits;      // what this token adds; empty: it is no digit
    std::size_t repeat = 0;  // double, triple: of the next
    bool is_word = false;
};

class Reader {
  public:
    Reader(const Page& page, const NumberJudge& judge) : page_(page), judge_(judge) {}

    Candidates read() {
        const auto& tokens = page_.tokens();
        for (std::size_t t = 0; t < tokens.size();) {
            const auto next = run_from(t);
            t = next > t ? next : t + 1;
        }
        return std::move(found_);
    }

  private:
    Spoken spoken(std::size_t t) const {
        const auto& token = page_.tokens()[t];
        Spoken said;
        if (token.kind == understanding::TokenKind::digits) {
            constexpr std::size_t longest = 9;
            if (token.end - token.start <= longest) {
                said.digits = ascii_of(page_.text(), {token.start, token.end});
            }
            return said;
        }
        said.is_word = true;
        for (std::size_t digit = 0; digit < digit_lists.size(); ++digit) {
            if (page_.lists_of(t).test(digit_lists[digit].number())) {
                said.digits.push_back(static_cast<char>('0' + digit));
                return said;
            }
        }
        if (page_.lists_of(t).test(List("type.digit_double").number())) said.repeat = 2;
        if (page_.lists_of(t).test(List("type.digit_triple").number())) said.repeat = 3;
        return said;
    }

    // Reads the run that begins with token `first`; returns the token after it.
    std::size_t run_from(std::size_t first) {
        const auto& tokens = page_.tokens();
        std::string digits;
        Writing writing;
        std::size_t words = 0, pending = 0, last = first, t = first;
        for (; t < tokens.size(); ++t) {
            if (t > first && tokens[t].start - tokens[t - 1].end > longest_gap) break;
            auto said = spoken(t);
            if (said.repeat > 0) {
                pending = said.repeat;
                continue;
            }
            if (said.digits.empty()) break;
            if (pending > 0 && said.digits.size() == 1) {
                said.digits.assign(pending, said.digits[0]);
            }
            pending = 0;
            digits += said.digits;
            writing.groups.insert(writing.groups.end(), said.digits.size(), 1);
            words += said.is_word ? 1 : 0;
            last = t;
        }
        drop_word_beside(digits, first, last);
        writing.groups.resize(digits.size(), 1);
        const bool phone = words >= least_words_of_phone && digits.size() == digits_of_phone;
        if (phone || (words >= least_words && digits.size() >= least_digits)) {
            keep({tokens[first].start, tokens[last].end}, digits, writing);
        }
        return t;
    }

    // "mera no chhe aath ...", "... saat aath do": the label is heard as nine, "give" as two.
    void drop_word_beside(std::string& digits, std::size_t& first, std::size_t& last) const {
        if (digits.size() != digits_of_phone + 1) return;
        if (page_.word(first) == U"no") {
            digits.erase(0, 1);
            ++first;
        } else if (page_.word(last) == U"do") {
            digits.pop_back();
            --last;
        }
    }

    void keep(Range range, const std::string& digits, const Writing& writing) {
        auto candidate = judge_.judge(digits, writing, Labels(page_, range));
        if (!candidate) {
            constexpr std::size_t long_run = 8;
            if (digits.size() < long_run) return;
            candidate = Candidate{ValueType::misc_id, {},      score::suspected, digits,
                                  Label::none,        "worded"};
        }
        candidate->range = range;
        candidate->score += score::checked;  // digits among the words are part of it
        found_.push_back(std::move(*candidate));
    }

    const Page& page_;
    const NumberJudge& judge_;
    Candidates found_;
};

}  // namespace

Candidates find_worded_numbers(const Page& page, const NumberJudge& judge) {
    return Reader(page, judge).read();
}

}  // namespace redaction
