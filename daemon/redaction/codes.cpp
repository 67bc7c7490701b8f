#include "redaction/codes.h"

#include <algorithm>
#include <array>

#include "redaction/checks.h"
#include "redaction/labels.h"

namespace redaction {

namespace {

constexpr std::array<std::string_view, 40> states{
    "an", "ap", "ar", "as", "br", "cg", "ch", "dd", "dl", "dn", "ga", "gj", "hp", "hr",
    "jh", "jk", "ka", "kl", "la", "ld", "mh", "ml", "mn", "mp", "mz", "nl", "od", "or",
    "pb", "py", "rj", "sk", "tg", "tn", "tr", "ts", "ua", "uk", "up", "wb"};
// Also English words: in small letters they are not believed.
constexpr std::array<std::string_view, 8> state_words{"am", "an", "as", "ch",
                                                      "ga", "la", "or", "up"};
static_assert(std::is_sorted(states.begin(), states.end()));
static_assert(std::is_sorted(state_words.begin(), state_words.end()));

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
    return std::binary_search(list.begin(), list.end(), word);
}

bool is_letters(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}
bool is_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}
std::string upper(std::string_view text) {
    std::string up(text);
    for (auto& c : up) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    }
    return up;
}

// Letters and digits with nothing between, and what stands before them.
struct Run {
    Range range;
    std::string text;
    bool digit = false;
    bool letter = false;
    // ASCII between the run before and this one; "?" when it is long or no separator.
    std::string gap;
};

std::string gap_between(const std::u32string& text, std::size_t start, std::size_t end) {
    constexpr std::size_t longest_gap = 3;
    if (end - start > longest_gap) return "?";
    std::string gap;
    for (std::size_t k = start; k < end; ++k) {
        const char32_t c = text[k] == U'–' ? U'-' : text[k];
        gap.push_back(c < 0x80 ? static_cast<char>(c) : '?');
    }
    return gap;
}

std::vector<Run> runs_of(const Page& page) {
    std::vector<Run> runs;
    const auto& text = page.latin();
    std::size_t last_end = 0;
    for (std::size_t i = 0; i < text.size();) {
        if (!is_alnum(text[i])) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && is_alnum(text[end])) ++end;
        std::string gap = runs.empty() ? "?" : gap_between(text, last_end, i);
        constexpr std::size_t longest_code = 40;
        const Range range{i, end};
        Run run{range, {}, false, false, std::move(gap)};
        if (end - i <= longest_code) run.text = ascii_of(text, range);
        run.digit = run.text.find_first_of("0123456789") != std::string::npos;
        run.letter = !run.text.empty() && !is_digits(run.text);
        runs.push_back(std::move(run));
        last_end = i = end;
    }
    return runs;
}

bool is_code_gap(std::string_view gap) {
    return !gap.empty() && gap.find_first_not_of(" -./_") == std::string_view::npos;
}

// PAN: 3 letters, holder letter, letter, 4 digits not 0000, letter.
bool is_pan(std::string_view t) {
    constexpr std::string_view holders = "abcfghjlptk";
    return t.size() == 10 && is_letters(t.substr(0, 5)) &&
           holders.find(t[3]) != std::string_view::npos && is_digits(t.substr(5, 4)) &&
           t.substr(5, 4) != "0000" && is_letters(t.substr(9));
}

bool is_gstin_shape(std::string_view t) {
    if (t.size() != 15 || !is_digits(t.substr(0, 2)) || !is_pan(t.substr(2, 10))) return false;
    const int state = (t[0] - '0') * 10 + (t[1] - '0');
    const bool known = (state >= 1 && state <= 38) || state == 97 || state == 99;
    return known && t[12] != '0' && t[13] == 'z';
}

bool is_ifsc(std::string_view t) {
    return t.size() == 11 && is_letters(t.substr(0, 4)) && t[4] == '0';
}

bool is_epic_shape(std::string_view t) {
    return t.size() == 10 && is_letters(t.substr(0, 3)) && is_digits(t.substr(3));
}

bool is_passport(std::string_view t) {
    return t.size() == 8 && t[0] >= 'a' && t[0] <= 'y' && t[0] != 'q' && t[0] != 'x' &&
           t[1] >= '1' && is_digits(t.substr(1));
}

bool is_licence(std::string_view t) {
    if (t.size() != 15 || !contains(states, t.substr(0, 2)) || !is_digits(t.substr(2)))
        return false;
    const auto century = t.substr(4, 2);
    return century == "20" || (century == "19" && t[6] >= '5');
}

// A mistyped code that its own label names all the same.
bool is_nearly_pan(std::string_view t) {
    return t.size() == 10 && is_letters(t.substr(0, 5)) && is_digits(t.substr(5, 4)) &&
           is_letters(t.substr(9));
}
bool is_nearly_ifsc(std::string_view t) {
    return t.size() == 11 && is_letters(t.substr(0, 4)) && t[4] == 'o';
}
bool is_nearly_passport(std::string_view t) {
    return t.size() == 8 && is_letters(t.substr(0, 1)) && is_digits(t.substr(1));
}

// KL/01/001/123456, the older form of the voter card.
bool is_old_epic(std::string_view t, const std::vector<std::size_t>& sizes) {
    return sizes == std::vector<std::size_t>{2, 2, 3, 6} && contains(states, t.substr(0, 2)) &&
           is_digits(t.substr(2));
}

// 38/1234/2015 and KL-38/1234/2015, older forms of the licence: office, number, year.
bool is_old_licence(std::string_view t, const std::vector<std::size_t>& sizes) {
    if (sizes.size() < 3 || sizes.size() > 4 || sizes.back() != 4) return false;
    const auto number = sizes[sizes.size() - 2], office = sizes[sizes.size() - 3];
    const auto year = t.substr(t.size() - 4, 2);
    const bool state = sizes.size() == 4;
    return number >= 3 && number <= 7 && office <= 2 && (year == "19" || year == "20") &&
           (!state || contains(states, t.substr(0, sizes[0]))) &&
           is_digits(t.substr(state ? sizes[0] : 0));
}

// KLT 1234: Kerala before 1989.
bool is_old_mark(std::string_view t) {
    return t.size() >= 4 && t.size() <= 7 && t.starts_with("kl") &&
           is_letters(t.substr(0, 3)) && is_digits(t.substr(3)) &&
           t.find_first_not_of('0', 3) != std::string_view::npos;
}

// SS dd LLL dddd, or yy BH dddd LL.
struct Mark {
    bool fits = false;
    bool has_series = false;
    std::string_view state;
};

Mark vehicle_mark(std::string_view t) {
    Mark mark;
    if (t.size() >= 7 && is_digits(t.substr(0, 2)) && t.substr(2, 2) == "bh" &&
        is_digits(t.substr(4, 4))) {
        const auto series = t.substr(8);
        mark.fits = series.size() <= 2 && is_letters(series) && t.substr(4, 4) != "0000" &&
                    series.find_first_of("io") == std::string_view::npos;
        mark.has_series = true;
        return mark;
    }
    if (t.size() < 4 || !is_digits(t.substr(2, 1)) || !contains(states, t.substr(0, 2)))
        return mark;
    std::size_t i = 2;
    while (i < t.size() && i < 4 && t[i] >= '0' && t[i] <= '9') ++i;
    const auto district = i;
    while (i < t.size() && i < district + 3 && t[i] >= 'a' && t[i] <= 'z') ++i;
    const auto number = t.substr(i);
    mark.state = t.substr(0, 2);
    mark.has_series = i > district;
    mark.fits = district > 2 && is_digits(number) && number.size() <= 4 &&
                number.find_first_not_of('0') != std::string_view::npos;
    return mark;
}

class Finder {
  public:
    explicit Finder(const Page& page) : page_(page), runs_(runs_of(page)) {}

    Candidates find() {
        // A code has a digit in one of its parts; most words are far from any.
        std::size_t next_digit = 0;
        for (std::size_t i = 0; i < runs_.size(); ++i) {
            next_digit = std::max(next_digit, i);
            while (next_digit < runs_.size() && !runs_[next_digit].digit) ++next_digit;
            const bool single = runs_[i].text.size() == 1;
            if (next_digit < i + (single ? most_singles : most_parts)) from(i);
            if (runs_[i].digit) bank_reference(i);
            device_address(i);
        }
        return std::move(found_);
    }

  private:
    static constexpr std::size_t most_parts = 5;
    static constexpr std::size_t most_singles = 8;  // one by one, until the first digit

    // Joins up to most_parts runs from the first on, each join a single separator, and asks at
    // every step.
    void from(std::size_t first) {
        constexpr std::size_t longest = 15;
        std::string joined;
        constexpr std::size_t year = 4;
        // Every code has both, but for the older licence, which ends in its year.
        bool digit = false, letter = false;
        bool singles = true;  // "A C U P A 7 0 8 5 R"
        for (std::size_t last = first;
             last < runs_.size() && (singles || last < first + most_parts); ++last) {
            singles = singles && runs_[last].text.size() == 1;
            if (last > first && !is_code_gap(runs_[last].gap)) break;
            joined += runs_[last].text;
            if (runs_[last].text.empty() || joined.size() > longest) break;
            digit = digit || runs_[last].digit;
            letter = letter || runs_[last].letter;
            if (digit && (letter || runs_[last].text.size() == year)) ask(joined, first, last);
        }
        by_label(first);
    }

    bool all_gaps(std::size_t first, std::size_t last, std::string_view allowed) const {
        for (std::size_t i = first + 1; i <= last; ++i) {
            if (runs_[i].gap.size() != 1 ||
                allowed.find(runs_[i].gap) == std::string_view::npos)
                return false;
        }
        return true;
    }

    std::vector<std::size_t> sizes(std::size_t first, std::size_t last) const {
        std::vector<std::size_t> sizes;
        sizes.reserve(last - first + 1);
        for (std::size_t i = first; i <= last; ++i) sizes.push_back(runs_[i].text.size());
        return sizes;
    }

    void ask(const std::string& t, std::size_t first, std::size_t last) {
        const bool solid = first == last;
        const bool tight = all_gaps(first, last, " -./_");
        const Range range{runs_[first].range.start, runs_[last].range.end};
        if (is_gstin_shape(t) && tight) return gstin(t, range);
        if (is_pan(t) && tight && (solid || is_split(first, last, {5, 4, 1}))) {
            return add(ValueType::pan, range, t, score::checked, Label::none, "shape");
        }
        if (is_ifsc(t) && solid)
            return add(ValueType::ifsc, range, t, score::checked, Label::none, "shape");
        if (is_epic_shape(t) && tight && (solid || is_split(first, last, {3, 7})))
            return epic(t, range);
        if (is_passport(t) && (solid || (tight && is_passport_split(sizes(first, last))))) {
            return passport(t, range);
        }
        if (is_licence(t))
            return add(ValueType::driving_licence, range, t, score::checked, Label::none,
                       "shape");
        if (by_its_label(t, range, first, last)) return;
        vehicle(t, range, first, last);
    }

    // Older and mistyped forms: only where their own label is the nearest.
    bool by_its_label(const std::string& t, Range range, std::size_t first, std::size_t last) {
        const auto written = sizes(first, last);
        const bool solid = first == last;
        const bool passport =
            solid || is_passport_split(written) || written == std::vector<std::size_t>{2, 6};
        struct Form {
            bool fits;
            ValueType type;
            Cue label;
        };
        const std::array forms{
            Form{is_nearly_pan(t) && (solid || is_split(first, last, {5, 4, 1})),
                 ValueType::pan, Cue::pan},
            Form{is_nearly_ifsc(t) && solid, ValueType::ifsc, Cue::ifsc},
            Form{is_nearly_passport(t) && passport, ValueType::passport, Cue::passport},
            Form{is_old_epic(t, written), ValueType::voter_epic, Cue::voter},
            Form{is_old_licence(t, written), ValueType::driving_licence, Cue::licence},
            Form{is_old_mark(t), ValueType::vehicle_reg, Cue::vehicle}};
        for (const auto& form : forms) {
            if (!form.fits || !Labels(page_, range).nearest(form.label)) continue;
            add(form.type, range, t, score::checked, Label::own, cue_id(form.label));
            return true;
        }
        return false;
    }

    // In its usual groups, or every character by itself.
    bool is_split(std::size_t first, std::size_t last,
                  const std::vector<std::size_t>& usual) const {
        const auto written = sizes(first, last);
        return written == usual || std::all_of(written.begin(), written.end(),
                                               [](std::size_t size) { return size == 1; });
    }

    static bool is_passport_split(const std::vector<std::size_t>& sizes) {
        return sizes == std::vector<std::size_t>{3, 5} ||
               sizes == std::vector<std::size_t>{1, 7};
    }

    void gstin(const std::string& t, Range range) {
        const bool passes = passes_gstin(upper(t));
        const bool named = page_.has_cue_in("type.gstin", page_.clause_of(range.start));
        if (!passes && !named) return;
        add(ValueType::gstin, range, t, score::checked, named ? Label::own : Label::none,
            passes ? "check:gstin" : "label:gstin");
    }

    // Numbers issued before 2017 were partly irregular: the check digit only helps where no
    // label stands.
    void epic(const std::string& t, Range range) {
        const bool named = Labels(page_, range).has(Cue::voter);
        if (!named && !passes_luhn(std::string_view(t).substr(3))) return;
        add(ValueType::voter_epic, range, t, score::checked, named ? Label::own : Label::none,
            named ? "label:voter" : "check:luhn");
    }

    void passport(const std::string& t, Range range) {
        const Labels labels(page_, range);
        if (labels.is_order()) return;
        const bool named = labels.has(Cue::passport);
        add(ValueType::passport, range, t, named ? score::checked : score::shaped,
            named ? Label::own : Label::none, named ? "label:passport" : "shape");
    }

    void vehicle(const std::string& t, Range range, std::size_t first, std::size_t last) {
        const auto mark = vehicle_mark(t);
        if (!mark.fits) return;
        // The two letters at the end of a BH mark stand together.
        if (mark.state.empty() && last > first && is_letters(runs_[last - 1].text) &&
            runs_[last - 1].text != "bh") {
            return;
        }
        const bool named = Labels(page_, range).has(Cue::vehicle);
        const bool capital =
            page_.source_at(range.start) < U'a' && page_.source_at(range.start + 1) < U'a';
        if (contains(state_words, mark.state) && !capital) return;
        const bool known = named || (capital && mark.state == "kl" && first != last);
        const bool bare = !mark.has_series && !known;
        if (bare || (!mark.has_series && first == last && !named)) return;
        add(ValueType::vehicle_reg, range, t, named ? score::checked : score::shaped,
            named ? Label::own : Label::none, named ? "label:vehicle" : "shape");
    }

    // "Employee ID: EMP-2231", "crime no. 123/2026": a label, a few small words, then something
    // with a digit.
    void by_label(std::size_t at) {
        const auto& run = runs_[at];
        if (!run.digit) return;
        if (at > 0 && joined_to_label(at) && runs_[at - 1].digit) return;
        const Labels labels(page_, run.range);
        const auto kind = label_kind(labels, run);
        if (!kind || is_grouped(at)) return;
        const auto last = last_joined_to(at);
        std::size_t first = at;
        while (first > 0 && joined_to_label(first) &&
               !page_.covered_by(list_of(kind->second), runs_[first - 1].range.start)) {
            --first;
        }
        if (first > 0 && is_series(first - 1) && runs_[first].gap == " ") --first;
        const Range range{runs_[first].range.start, runs_[last].range.end};
        std::string normal;
        // Covered whole, but known by its beginning: such a chain is as long as a mail.
        constexpr std::size_t least = 3, most = 100;
        for (auto i = first; i <= last && normal.size() < most; ++i) normal += runs_[i].text;
        // "In the FIR put 68300 12345": part of a telephone number, unless it is called so.
        const bool uncalled = kind->second == Cue::case_ref && is_digits(normal) &&
                              !has_slash(first, last) && !labels.names(Cue::case_ref);
        if (normal.size() < least || uncalled) return;
        const auto label = kind->second == Cue::device ? Label::device : Label::own;
        add(kind->first, range, normal, score::labelled + 0.5, label, cue_id(kind->second));
    }

    bool has_slash(std::size_t first, std::size_t last) const {
        for (auto i = first + 1; i <= last; ++i) {
            if (runs_[i].gap == "/") return true;
        }
        return false;
    }

    // NEFT: 16 characters, RTGS: 22; the first four letters are the bank's. Only with a cue.
    void bank_reference(std::size_t at) {
        const auto& run = runs_[at];
        constexpr std::size_t neft = 16, rtgs = 22, bank = 4, least_digits = 8;
        if (run.text.size() != neft && run.text.size() != rtgs) return;
        const auto digits = std::count_if(run.text.begin(), run.text.end(),
                                          [](char c) { return c >= '0' && c <= '9'; });
        if (!is_letters(std::string_view(run.text).substr(0, bank)) ||
            static_cast<std::size_t>(digits) < least_digits ||
            !Labels(page_, run.range).nearest(Cue::upi_ref))
            return;
        add(ValueType::upi_ref, run.range, run.text, score::checked, Label::own,
            cue_id(Cue::upi_ref));
    }

    // "TCMC 88172": a few capitals that no list knows.
    bool is_series(std::size_t at) const {
        constexpr std::size_t shortest = 2, longest = 5;
        const auto& run = runs_[at];
        const auto token = page_.token_at(run.range.start);
        return run.text.size() >= shortest && run.text.size() <= longest &&
               is_letters(run.text) && token < page_.tokens().size() &&
               page_.is_capital(token) && page_.is_shouted(token) &&
               page_.lists_of(token).none();
    }

    // "12,500" is an amount whatever stands before.
    bool is_grouped(std::size_t at) const {
        return runs_[at].gap == "," || (at + 1 < runs_.size() && runs_[at + 1].gap == ",");
    }
    // The end of a chain is looked for once, by the first that asks.
    std::size_t last_joined_to(std::size_t at) {
        if (chain_end_ <= at) chain_end_ = at + 1;
        while (chain_end_ < runs_.size() && joined_to_label(chain_end_)) ++chain_end_;
        return chain_end_ - 1;
    }
    // A later part of a code that its first part has already taken.
    bool joined_to_label(std::size_t at) const {
        return runs_[at].gap == "/" || runs_[at].gap == "-";
    }

    static std::optional<std::pair<ValueType, Cue>> label_kind(const Labels& labels,
                                                               const Run& run) {
        const bool mixed = !is_digits(run.text);
        constexpr std::size_t least_case = 1, least_misc = 2;
        if (labels.nearest(Cue::case_ref) && run.text.size() >= least_case) {
            return std::pair{ValueType::case_ref, Cue::case_ref};
        }
        if (run.text.size() < least_misc) return std::nullopt;
        if (labels.nearest(Cue::misc)) return std::pair{ValueType::misc_id, Cue::misc};
        if (mixed && labels.nearest(Cue::device))
            return std::pair{ValueType::misc_id, Cue::device};
        return std::nullopt;
    }

    // Six pairs of hexadecimal digits: a MAC address (IEEE 802).
    void device_address(std::size_t first) {
        constexpr std::size_t pairs = 6;
        if (first + pairs > runs_.size()) return;
        const auto last = first + pairs - 1;
        if (!all_gaps(first, last, ":-") || runs_[first].gap == ":") return;
        std::string normal;
        for (std::size_t i = first; i <= last; ++i) {
            const auto& t = runs_[i].text;
            if (t.size() != 2 || t.find_first_not_of("0123456789abcdef") != std::string::npos)
                return;
            normal += t;
        }
        add(ValueType::misc_id, {runs_[first].range.start, runs_[last].range.end}, normal,
            score::checked, Label::device, "shape:mac");
    }

    void add(ValueType type, Range range, std::string normal, double points, Label label,
             std::string cue) {
        found_.push_back({type, range, points, std::move(normal), label, std::move(cue)});
    }

    const Page& page_;
    std::vector<Run> runs_;
    std::size_t chain_end_ = 0;
    Candidates found_;
};

}  // namespace

Candidates find_codes(const Page& page) { return Finder(page).find(); }

}  // namespace redaction
