#include "message/ids_and_dates.h"

#include <array>
#include <chrono>
#include <utility>

#include "base/text.h"
#include "message/charset.h"
#include "message/words.h"

namespace message {
namespace {

constexpr std::size_t most_ids = 10000;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string without_blanks(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (!is_blank(c)) out.push_back(c);
    }
    return out;
}

std::string without_comments(std::string_view text) {
    std::string out;
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\\' && depth > 0) {
            ++i;
        } else if (c == '(') {
            ++depth;
            out.push_back(' ');
        } else if (c == ')' && depth > 0) {
            --depth;
        } else if (depth == 0) {
            out.push_back(c);
        }
    }
    return out;
}

// What a date is made of, found in any order that programs use.
struct Pieces {
    int day = 0, month = 0, year = -1;
    int hour = -1, minute = 0, second = 0;
    std::optional<int> zone;  // seconds east of UTC
    bool impossible = false;
};

int month_of(std::string_view word) {
    constexpr std::array<std::string_view, 12> names{"jan", "feb", "mar", "apr", "may", "jun",
                                                     "jul", "aug", "sep", "oct", "nov", "dec"};
    const std::string lower = base::lower_ascii(word.substr(0, 3));
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == lower) return static_cast<int>(i) + 1;
    }
    return 0;
}

bool is_weekday(std::string_view word) {
    constexpr std::array<std::string_view, 7> names{"mon", "tue", "wed", "thu",
                                                    "fri", "sat", "sun"};
    const std::string lower = base::lower_ascii(word.substr(0, 3));
    for (const std::string_view name : names) {
        if (name == lower) return true;
    }
    return false;
}

std::optional<int> zone_of(std::string_view word) {
    using Zone = std::pair<std::string_view, int>;
    constexpr std::array zones = std::to_array<Zone>({{"ut", 0},
                                                      {"utc", 0},
                                                      {"gmt", 0},
                                                      {"z", 0},
                                                      {"ast", -4},
                                                      {"adt", -3},
                                                      {"est", -5},
                                                      {"edt", -4},
                                                      {"cst", -6},
                                                      {"cdt", -5},
                                                      {"mst", -7},
                                                      {"mdt", -6},
                                                      {"pst", -8},
                                                      {"pdt", -7}});
    const std::string lower = base::lower_ascii(word);
    if (lower == "ist") return 19800;
    for (const auto& [name, hours] : zones) {
        if (name == lower) return hours * 3600;
    }
    return std::nullopt;
}

int number_of(std::string_view digits) {
    int value = 0;
    for (const char c : digits.substr(0, 9)) value = value * 10 + (c - '0');
    return value;
}

int full_year(std::string_view digits) {
    const int year = number_of(digits);
    if (digits.size() == 2) return year < 50 ? 2000 + year : 1900 + year;
    if (digits.size() == 3) return 1900 + year;
    return year;
}

class DateReader {
  public:
    explicit DateReader(std::string_view text) : text_(text) {}

    Pieces read() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (is_digit(c)) {
                read_number();
            } else if ((c == '+' || c == '-') && pieces_.hour >= 0 && at_ + 1 < text_.size() &&
                       is_digit(text_[at_ + 1])) {
                read_offset();
            } else if (is_letter(c)) {
                read_word();
            } else {
                ++at_;
            }
        }
        return pieces_;
    }

  private:
    std::string_view take_digits() {
        const std::size_t begin = at_;
        while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
        return text_.substr(begin, at_ - begin);
    }

    bool digit_follows(std::string_view marks) const {
        return at_ + 1 < text_.size() && marks.find(text_[at_]) != std::string_view::npos &&
               is_digit(text_[at_ + 1]);
    }

    void read_number() {
        const std::string_view digits = take_digits();
        if (pieces_.hour < 0 && digits.size() <= 2 && digit_follows(":"))
            return read_time(digits);
        const bool date_known = pieces_.day > 0 && pieces_.month > 0 && pieces_.year >= 0;
        if (date_known && pieces_.hour < 0 && digits.size() <= 2 && digit_follows("."))
            return read_time(digits);
        if (pieces_.year < 0 && digits.size() == 4 && pieces_.day == 0 && digit_follows("-"))
            return read_iso(digits);
        if (digits.size() <= 2 && pieces_.day == 0) {
            pieces_.day = number_of(digits);
            if (pieces_.day == 0) pieces_.impossible = true;
        } else if (pieces_.year < 0 && digits.size() >= 2 && digits.size() <= 4) {
            pieces_.year = full_year(digits);
        } else if (digits.size() > 4) {
            pieces_.impossible = true;
        }
    }

    void read_iso(std::string_view year) {
        pieces_.year = number_of(year);
        ++at_;
        pieces_.month = number_of(take_digits());
        if (digit_follows("-")) {
            ++at_;
            pieces_.day = number_of(take_digits());
        }
        if (pieces_.month < 1 || pieces_.month > 12 || pieces_.day < 1)
            pieces_.impossible = true;
        if (at_ < text_.size() && (text_[at_] == 'T' || text_[at_] == 't')) ++at_;
    }

    void read_time(std::string_view hour) {
        pieces_.hour = number_of(hour);
        ++at_;
        pieces_.minute = number_of(take_digits());
        if (digit_follows(":.")) {
            ++at_;
            pieces_.second = number_of(take_digits());
            if (digit_follows(".,")) {  // fractions
                ++at_;
                take_digits();
            }
        }
    }

    void read_offset() {
        const int sign = text_[at_] == '-' ? -1 : 1;
        ++at_;
        std::string digits(take_digits());
        if (digits.size() <= 2 && digit_follows(":")) {
            ++at_;
            digits = (digits.size() == 1 ? "0" + digits : digits) + std::string(take_digits());
        }
        if (digits.size() <= 2) digits += "00";
        if (digits.size() == 3) digits.insert(0, "0");
        if (digits.size() != 4) return;
        const int minutes = number_of(digits.substr(2));
        const int hours = number_of(digits.substr(0, 2));
        if (minutes > 59 || hours > 24) return;
        pieces_.zone = sign * (hours * 3600 + minutes * 60);
    }

    void read_word() {
        const std::size_t begin = at_;
        while (at_ < text_.size() && is_letter(text_[at_])) ++at_;
        const std::string_view word = text_.substr(begin, at_ - begin);
        const std::string lower = base::lower_ascii(word);
        if (pieces_.month == 0 && word.size() >= 3 && month_of(word) > 0) {
            pieces_.month = month_of(word);
        } else if (lower == "pm" && pieces_.hour >= 1 && pieces_.hour < 12) {
            pieces_.hour += 12;
        } else if (lower == "am" && pieces_.hour == 12) {
            pieces_.hour = 0;
        } else if (pieces_.hour >= 0 && !pieces_.zone && !is_weekday(word)) {
            pieces_.zone = zone_of(word);
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
    Pieces pieces_;
};

std::optional<base::Instant> instant_of(const Pieces& p) {
    namespace ch = std::chrono;
    if (p.impossible || p.day < 1 || p.month < 1 || p.year < 0) return std::nullopt;
    const int hour = p.hour < 0 ? 0 : p.hour;
    if (hour > 23 || p.minute > 59 || p.second > 60 || p.year > 9999) return std::nullopt;
    const ch::year_month_day date{ch::year{p.year}, ch::month{static_cast<unsigned>(p.month)},
                                  ch::day{static_cast<unsigned>(p.day)}};
    if (!date.ok()) return std::nullopt;
    return base::Instant{ch::sys_days{date} + ch::hours{hour} + ch::minutes{p.minute} +
                         ch::seconds{p.second} - ch::seconds{p.zone.value_or(0)}};
}

}  // namespace

std::vector<std::string> parse_ids(std::string_view raw) {
    const std::string text = unfold(raw);
    std::vector<std::string> ids;
    std::size_t at = 0;
    while (ids.size() < most_ids && (at = text.find('<', at)) != std::string::npos) {
        const std::size_t end = text.find('>', at);
        const std::string_view inside = std::string_view(text).substr(
            at + 1, end == std::string::npos ? end : end - at - 1);
        const std::size_t inner = inside.rfind('<');
        const std::string id =
            without_blanks(inner == std::string_view::npos ? inside : inside.substr(inner + 1));
        if (!id.empty()) ids.push_back(decode_unlabelled(id));
        if (end == std::string::npos) break;
        at = end + 1;
    }
    if (ids.empty() && text.find('<') == std::string::npos) {
        std::string_view bare = base::trim_ascii(text);
        if (bare.ends_with('>')) bare.remove_suffix(1);
        if (!bare.empty() && bare.find_first_of(" \t") == std::string_view::npos)
            ids.push_back(decode_unlabelled(bare));
    }
    return ids;
}

std::optional<base::Instant> parse_date(std::string_view raw) {
    return instant_of(DateReader(without_comments(unfold(raw))).read());
}

}  // namespace message
