#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/checks.h"
#include "redaction/numbers.h"

namespace redaction {

namespace {

// STD codes of Kerala without the trunk 0 (redaction.md 3.3).
constexpr std::array<std::string_view, 49> kerala_codes{
    "460", "469", "470",  "471",  "4728", "4733", "4734", "4735", "474",  "475",
    "476", "477", "478",  "479",  "480",  "481",  "4822", "4828", "4829", "483",
    "484", "485", "4862", "4864", "4865", "4868", "4869", "487",  "4884", "4885",
    "490", "491", "4922", "4923", "4924", "4926", "4931", "4933", "4935", "4936",
    "494", "495", "496",  "497",  "4982", "4985", "4994", "4997", "4998"};
static_assert(std::is_sorted(kerala_codes.begin(), kerala_codes.end()));

bool is_subscriber_start(char c) { return c >= '2' && c <= '7'; }
bool is_mobile_start(char c) { return c >= '6' && c <= '9'; }

// Kerala's PIN codes begin with 67, 68, 69.
bool is_kerala_pin(std::string_view d) { return d.size() == 6 && d[0] == '6' && d[1] >= '7'; }

bool is_mobile(std::string_view ten) { return ten.size() == 10 && is_mobile_start(ten[0]); }

int number_of(std::string_view digits) {
    int value = 0;
    for (const char d : digits) value = value * 10 + (d - '0');
    return value;
}

// The ten digits behind 0, 91, 910, 0091 or nothing; empty when it is no mobile.
std::string_view mobile_in(std::string_view digits) {
    static constexpr std::array<std::string_view, 7> prefixes{"",     "0",     "91", "910",
                                                              "0091", "00910", "091"};
    constexpr std::size_t subscriber = 10;
    for (const auto prefix : prefixes) {
        if (digits.size() != prefix.size() + subscriber || !digits.starts_with(prefix))
            continue;
        const auto rest = digits.substr(prefix.size());
        if (is_mobile(rest)) return rest;
    }
    return {};
}

bool is_aadhaar(std::string_view digits) {
    return digits.size() == 12 && digits[0] >= '2' && !is_palindrome(digits) &&
           passes_verhoeff(digits);
}

bool is_card_shape(std::string_view d) {
    if (d.size() < 13 || d.size() > 19) return false;
    const int two = number_of(d.substr(0, 2)), four = number_of(d.substr(0, 4));
    if (d[0] == '4') return d.size() == 13 || d.size() == 16 || d.size() == 19;
    if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) return d.size() == 16;
    return (two == 34 || two == 37) && d.size() == 15;
}

bool is_imei_start(std::string_view d) {
    return d.starts_with("35") || d.starts_with("86") || d.starts_with("01") ||
           d.starts_with("99");
}

// Seconds (10 digits) or milliseconds (13) since 1970 of our years.
bool is_unix_time(std::string_view d) {
    return (d.size() == 10 || d.size() == 13) && d[0] == '1' && d[1] >= '4';
}

bool even_groups(const Writing& writing, std::size_t least) {
    const auto& groups = writing.groups;
    if (groups.size() == 1) return true;
    for (std::size_t i = 0; i + 1 < groups.size(); ++i) {
        if (groups[i] != groups[0] || groups[i] < least) return false;
    }
    return writing.same_separator && groups.back() <= groups[0];
}

// The groupings in use for ten digits: 10, 5-5, 3-3-4, 4-3-3, 2-4-4, 4-6, single digits, pairs.
bool is_phone_grouping(std::string_view digits, const Writing& writing) {
    using Groups = std::vector<std::size_t>;
    static const std::array<Groups, 8> known{
        Groups{10},      Groups{5, 5}, Groups{3, 3, 4},       Groups{4, 3, 3},
        Groups{2, 4, 4}, Groups{4, 6}, Groups{2, 2, 2, 2, 2}, Groups{3, 7}};
    auto groups = writing.groups;
    auto total = digits.size();
    if (groups.size() == total) return true;
    // A prefix stands as a group of its own: 91, 0, 0091.
    while (total > 10 && groups.size() > 1 && total - groups[0] >= 10) {
        total -= groups[0];
        groups.erase(groups.begin());
    }
    if (total > 10 && total <= 14) groups[0] -= total - 10;
    return among(groups, known);
}

Candidate found(ValueType type, double points, std::string_view normal, Label label,
                std::string cue) {
    return {type, {}, points, std::string(normal), label, std::move(cue)};
}

// One question per kind of number; the order of asking is the precedence of redaction.md 3.3.
class Question {
  public:
    Question(const NumberJudge& judge, std::string_view digits, const Writing& writing,
             const Labels& labels)
        : judge_(judge),
          d_(digits),
          ten_(mobile_in(digits)),
          writing_(writing),
          labels_(labels) {}

    std::optional<Candidate> answer() const {
        constexpr std::size_t least = 3, least_in_groups = 6;
        if (d_.size() < (solid() ? least : least_in_groups)) return std::nullopt;
        // Digits one by one are a number only from ten on; lists of small numbers are common.
        constexpr std::size_t least_in_singles = 10;
        const bool singles = writing_.groups.size() == d_.size();
        if (d_.size() < least_in_singles && !solid() && singles) return std::nullopt;
        if (auto service = public_number()) return weighed(std::move(*service));
        if (labels_.is_amount() && !writing_.plus && !is_called_card()) return std::nullopt;
        if (is_of_abroad()) return weighed(*foreign());
        const std::array asks{&Question::by_own_label, &Question::mobile,  &Question::landline,
                              &Question::twelve,       &Question::sixteen, &Question::fifteen,
                              &Question::card,         &Question::account, &Question::pin,
                              &Question::foreign,      &Question::misread};
        for (const auto ask : asks) {
            if (auto candidate = (this->*ask)()) return weighed(std::move(*candidate));
        }
        return std::nullopt;
    }

  private:
    // More digits explained is better, but never more than the kind of proof.
    Candidate weighed(Candidate candidate) const {
        constexpr double per_digit = 0.02;
        candidate.score += per_digit * static_cast<double>(d_.size());
        return candidate;
    }

    bool solid() const { return writing_.groups.size() == 1; }
    bool one_line() const { return !writing_.over_lines; }
    // "2341 2341" at the end of a line and "2346" on the next: a mail program wrapped it.
    bool unbroken() const {
        constexpr std::size_t four = 4;
        const auto& groups = writing_.groups;
        return one_line() || (std::all_of(groups.begin(), groups.end() - 1,
                                          [](std::size_t size) { return size == four; }) &&
                              groups.back() <= four);
    }

    // "rupay" is a card's name and money in Hindi: no amount has as many digits as a card.
    bool is_called_card() const {
        constexpr std::size_t shortest_card = 13;
        return d_.size() >= shortest_card && labels_.has(Cue::card);
    }

    std::optional<Candidate> public_number() const {
        constexpr std::size_t longest = 15;
        if (d_.size() > longest) return std::nullopt;
        const auto bare = ten_.empty() ? d_ : ten_;
        if ((bare.size() < 10 && !solid()) || !judge_.policy.is_public_number(bare))
            return std::nullopt;
        return found(ValueType::phone, score::checked, bare, Label::none, "public");
    }

    // Labels that settle the kind whatever a check digit says.
    std::optional<Candidate> by_own_label() const {
        if (!unbroken()) return std::nullopt;
        const auto label = [&](Cue cue, ValueType type) -> std::optional<Candidate> {
            return found(type, score::labelled, d_, Label::own, cue_id(cue));
        };
        if (d_.size() == 12 && d_[0] >= '2' && labels_.nearest(Cue::aadhaar)) {
            return label(Cue::aadhaar, ValueType::aadhaar);
        }
        if (d_.size() == 16 && d_[0] >= '2' && labels_.nearest(Cue::vid)) {
            return label(Cue::vid, ValueType::vid);
        }
        if ((d_.size() == 15 || d_.size() == 16) && labels_.nearest(Cue::imei)) {
            return label(Cue::imei, ValueType::imei);
        }
        if (d_.size() >= 13 && d_.size() <= 19 && labels_.nearest(Cue::card)) {
            return label(Cue::card, ValueType::card);
        }
        constexpr std::size_t least_case = 6;
        const bool called = ten_.empty() || labels_.names(Cue::case_ref);
        if (d_.size() >= least_case && solid() && called && labels_.nearest(Cue::case_ref)) {
            return label(Cue::case_ref, ValueType::case_ref);
        }
        return labelled_misc();
    }

    std::optional<Candidate> labelled_misc() const {
        constexpr std::size_t least = 5;
        if (d_.size() < least || (!solid() && !even_groups(writing_, 2))) return std::nullopt;
        if (labels_.nearest(Cue::misc)) {
            return found(ValueType::misc_id, score::labelled, d_, Label::own,
                         cue_id(Cue::misc));
        }
        const bool imei = d_.size() == 15 && passes_luhn(d_);
        if (labels_.nearest(Cue::device) && d_.size() != 10 && !imei) {
            return found(ValueType::misc_id, score::labelled, d_, Label::device,
                         cue_id(Cue::device));
        }
        return std::nullopt;
    }

    std::optional<Candidate> mobile() const {
        if (ten_.empty()) return std::nullopt;
        const bool order =
            labels_.is_order() && labels_.names(Cue::order) && !labels_.is_password();
        if (!writing_.plus && order) return std::nullopt;
        const bool named = labels_.has(Cue::phone);
        if (d_.size() == 10 && labels_.nearest(Cue::account) && !named && solid()) {
            return found(ValueType::bank_account, score::labelled, d_, Label::own,
                         cue_id(Cue::account));
        }
        if (d_.size() == 12 && !writing_.plus && !named) {
            const bool spelled_as_aadhaar =
                writing_.groups == std::vector<std::size_t>{4, 4, 4};
            if (is_aadhaar(d_) && spelled_as_aadhaar) return std::nullopt;
            if (labels_.nearest(Cue::upi_ref) || labels_.nearest(Cue::account))
                return std::nullopt;
        }
        if (!is_phone_grouping(d_, writing_) && !writing_.plus && !named && !writing_.guessed) {
            return found(ValueType::phone, score::suspected, ten_, Label::none, "shape");
        }
        return found(ValueType::phone, named ? score::labelled : score::shaped, ten_,
                     named ? Label::own : Label::none, named ? cue_id(Cue::phone) : "shape");
    }

    std::optional<Candidate> landline() const {
        if (!one_line() || labels_.is_order()) return std::nullopt;
        const bool named = labels_.nearest(Cue::phone);
        const auto points = named ? named_landline() : bare_landline();
        if (!points) return std::nullopt;
        return found(ValueType::phone, *points, d_, named ? Label::own : Label::none,
                     named ? cue_id(Cue::phone) : "shape");
    }

    std::string_view without_country() const {
        return writing_.plus && d_.starts_with("91") ? d_.substr(2) : d_;
    }

    bool is_free_call() const {
        return (d_.starts_with("1800") || d_.starts_with("1860")) &&
               (d_.size() == 10 || d_.size() == 11);
    }

    static bool is_other_std(std::string_view bare) {
        return bare.size() == 11 && bare[0] == '0' && bare[1] >= '1';
    }

    std::optional<double> named_landline() const {
        const auto bare = without_country();
        if (is_kerala_landline(bare)) return score::labelled;
        if (is_free_call()) return score::shaped;
        if (is_other_std(bare)) return score::labelled;
        const bool local = bare.size() >= 6 && bare.size() <= 8 &&
                           is_subscriber_start(bare[0]) && !is_kerala_pin(bare);
        if (local && !labels_.nearest(Cue::pin)) return score::labelled;
        return std::nullopt;
    }

    std::optional<double> bare_landline() const {
        const auto bare = without_country();
        if ((bare[0] == '0' || writing_.plus) && is_kerala_landline(bare)) return score::shaped;
        if (is_free_call()) return score::shaped;
        constexpr std::size_t most_groups = 3, shortest_code = 3, longest_code = 5;
        const bool grouped =
            writing_.groups.size() >= 2 && writing_.groups.size() <= most_groups &&
            writing_.groups[0] >= shortest_code && writing_.groups[0] <= longest_code;
        if (is_other_std(bare) && grouped) return score::suspected;
        return std::nullopt;
    }

    std::optional<Candidate> twelve() const {
        if (d_.size() != 12 || !unbroken()) return std::nullopt;
        const bool cued = labels_.nearest(Cue::upi_ref) || labels_.nearest(Cue::upi);
        const bool dated =
            judge_.mail_date && fits_upi_reference(d_, *judge_.mail_date) && solid();
        if (solid() && (cued || dated)) {
            return found(ValueType::upi_ref, cued ? score::labelled : score::shaped, d_,
                         cued ? Label::own : Label::none,
                         cued ? cue_id(Cue::upi_ref) : "check:date");
        }
        if (is_aadhaar(d_)) {
            return found(ValueType::aadhaar, score::checked, d_, Label::none, "check:verhoeff");
        }
        return std::nullopt;
    }

    std::optional<Candidate> sixteen() const {
        if (d_.size() != 16 || !unbroken()) return std::nullopt;
        if (d_[0] >= '2' && passes_verhoeff(d_) && !passes_luhn(d_) &&
            !is_one_digit_repeated(d_)) {
            return found(ValueType::vid, score::checked, d_, Label::none, "check:verhoeff");
        }
        return std::nullopt;
    }

    std::optional<Candidate> fifteen() const {
        if (d_.size() != 15 || !one_line() || !passes_luhn(d_)) return std::nullopt;
        if (!is_imei_start(d_) && !labels_.has(Cue::device)) return std::nullopt;
        return found(ValueType::imei, score::checked, d_, Label::none, "check:luhn");
    }

    std::optional<Candidate> card() const {
        constexpr std::size_t shortest = 13;
        if (d_.size() < shortest || !unbroken() || labels_.is_order() ||
            is_one_digit_repeated(d_))
            return std::nullopt;
        if (is_card_shape(d_) && passes_luhn(d_)) {
            return found(ValueType::card, score::checked, d_, Label::none, "check:luhn");
        }
        if (d_.size() == 16 && judge_.policy.is_card_prefix_without_luhn(d_) &&
            (passes_luhn(d_) || writing_.groups == std::vector<std::size_t>{4, 4, 4, 4})) {
            return found(ValueType::card, score::checked, d_, Label::none, "check:prefix");
        }
        return std::nullopt;
    }

    std::optional<Candidate> account() const {
        if (!unbroken() || d_.size() < 9 || d_.size() > 18) return std::nullopt;
        if (!solid() && !even_groups(writing_, 2)) return std::nullopt;
        const bool near_bank = labels_.nearest(Cue::account) || labels_.nearest(Cue::ifsc) ||
                               labels_.is_paid_to() ||
                               (!labels_.is_order() && labels_.is_by_branch_code());
        if (!near_bank) return std::nullopt;
        return found(ValueType::bank_account, score::labelled, d_, Label::own,
                     cue_id(Cue::account));
    }

    std::optional<Candidate> pin() const {
        const bool spelled = solid() || (writing_.groups == std::vector<std::size_t>{3, 3} &&
                                         writing_.same_separator);
        if (d_.size() != 6 || d_[0] == '0' || !spelled || !one_line()) return std::nullopt;
        if (labels_.is_order() || !labels_.nearest(Cue::pin)) return std::nullopt;
        return found(ValueType::pin_code, score::labelled, d_, Label::own, cue_id(Cue::pin));
    }

    // Behind a + no check digit speaks: +44 7700 900832 passes Verhoeff.
    bool is_of_abroad() const {
        return writing_.plus && ten_.empty() && !d_.starts_with("91") && foreign();
    }

    // A + and a foreign country code (E.164), 7 to 15 digits; or 00 for the +.
    std::optional<Candidate> foreign() const {
        constexpr std::size_t least_behind_zeros = 11, most_behind_zeros = 15;
        const bool zeros = solid() && d_.starts_with("00") && d_[2] != '0' &&
                           d_.size() >= least_behind_zeros && d_.size() <= most_behind_zeros;
        const bool fits = writing_.plus && d_.size() >= 7 && d_.size() <= 15;
        if (!one_line() || (!zeros && !fits)) return std::nullopt;
        const bool named = labels_.has(Cue::phone);
        return found(ValueType::phone, named ? score::labelled : score::shaped,
                     zeros ? d_.substr(2) : d_, named ? Label::own : Label::none, "shape:e164");
    }

    std::optional<Candidate> misread() const {
        constexpr std::size_t least = 11;
        if (d_.size() < least || labels_.is_order() || is_unix_time(d_)) return std::nullopt;
        if (!one_line() || !even_groups(writing_, 2)) return std::nullopt;
        return found(ValueType::misc_id, solid() ? 4 : score::suspected, d_, Label::none,
                     "long");
    }

    const NumberJudge& judge_;
    std::string_view d_;
    std::string_view ten_;  // of a mobile, else empty
    const Writing& writing_;
    const Labels& labels_;
};

}  // namespace

bool fits_upi_reference(std::string_view digits, base::Instant mail_date) {
    if (digits.size() != 12) return false;
    const auto day = std::chrono::floor<std::chrono::days>(mail_date);
    const std::chrono::year_month_day date(day);
    const int year_digit = digits[0] - '0', day_of_year = number_of(digits.substr(1, 3));
    if (day_of_year < 1 || day_of_year > 366 || number_of(digits.substr(4, 2)) > 23)
        return false;
    for (int back = 0; back <= 1; ++back) {
        const auto year = date.year() - std::chrono::years(back);
        if (static_cast<int>(year) % 10 != year_digit) continue;
        const auto paid =
            std::chrono::sys_days(year / 1 / 1) + std::chrono::days(day_of_year - 1);
        const auto ago = day - paid;
        if (ago >= std::chrono::days(-1) && ago <= std::chrono::days(180)) return true;
    }
    return false;
}

bool is_kerala_landline(std::string_view digits) {
    if (digits.starts_with('0')) digits.remove_prefix(1);
    if (digits.size() != 10) return false;
    const auto fits = [&](std::size_t length) {
        return is_subscriber_start(digits[length]) &&
               std::binary_search(kerala_codes.begin(), kerala_codes.end(),
                                  digits.substr(0, length));
    };
    return fits(3) || fits(4);
}

std::optional<Candidate> NumberJudge::judge(std::string_view digits, const Writing& writing,
                                            const Labels& labels) const {
    return Question(*this, digits, writing, labels).answer();
}

}  // namespace redaction
