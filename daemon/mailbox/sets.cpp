#include "mailbox/sets.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "base/text.h"

namespace mailbox {

std::optional<std::uint64_t> read_number(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

std::optional<std::uint32_t> read_uid(std::string_view text) {
    const auto number = read_number(text);
    if (!number || *number == 0 || *number > 0xffff'ffffU) return std::nullopt;
    return static_cast<std::uint32_t>(*number);
}

std::string write_set(const std::vector<std::uint32_t>& uids) {
    std::string set;
    for (std::size_t i = 0; i < uids.size();) {
        std::size_t last = i;
        while (last + 1 < uids.size() && uids[last + 1] == uids[last] + 1 &&
               uids[last + 1] != 0)
            ++last;
        if (!set.empty()) set += ',';
        set +=
            last == i ? fmt::format("{}", uids[i]) : fmt::format("{}:{}", uids[i], uids[last]);
        i = last + 1;
    }
    return set;
}

namespace {

bool append_range(std::vector<std::uint32_t>& uids, std::string_view part, std::size_t most) {
    const std::size_t colon = part.find(':');
    const auto first = read_uid(part.substr(0, colon));
    const auto last =
        colon == std::string_view::npos ? first : read_uid(part.substr(colon + 1));
    if (!first || !last) return false;
    const std::uint64_t low = std::min(*first, *last);
    const std::uint64_t high = std::max(*first, *last);
    if (high - low + 1 > most - uids.size()) return false;
    for (std::uint64_t uid = low; uid <= high; ++uid)
        uids.push_back(static_cast<std::uint32_t>(uid));
    return true;
}

}  // namespace

std::optional<std::vector<std::uint32_t>> read_set(std::string_view text, std::size_t most) {
    std::vector<std::uint32_t> uids;
    while (true) {
        const std::size_t comma = text.find(',');
        if (uids.size() >= most || !append_range(uids, text.substr(0, comma), most))
            return std::nullopt;
        if (comma == std::string_view::npos) return uids;
        text.remove_prefix(comma + 1);
    }
}

std::optional<base::Instant> read_internal_date(std::string_view text) {
    constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
    if (text.size() != 26 || text[2] != '-' || text[6] != '-' || text[11] != ' ' ||
        text[14] != ':' || text[17] != ':' || text[20] != ' ' ||
        (text[21] != '+' && text[21] != '-'))
        return std::nullopt;
    const std::string month = base::lower_ascii(text.substr(3, 3));
    unsigned which = 0;
    while (which < months.size() && months[which] != month) ++which;
    const auto day = read_number(text[0] == ' ' ? text.substr(1, 1) : text.substr(0, 2));
    const auto year = read_number(text.substr(7, 4));
    const auto hour = read_number(text.substr(12, 2));
    const auto minute = read_number(text.substr(15, 2));
    const auto second = read_number(text.substr(18, 2));
    const auto zone = read_number(text.substr(22, 4));
    if (which == months.size() || !day || !year || !hour || !minute || !second || !zone)
        return std::nullopt;
    if (*hour > 23 || *minute > 59 || *second > 60 || *zone % 100 > 59) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(*year)},
                                           std::chrono::month{which + 1},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    const auto offset = static_cast<std::int64_t>(*zone / 100 * 3600 + *zone % 100 * 60) *
                        (text[21] == '-' ? -1 : 1);
    const auto time = static_cast<std::int64_t>(*hour * 3600 + *minute * 60 + *second);
    return base::Instant{std::chrono::sys_days{date}} + base::Seconds{time - offset};
}

std::optional<std::string> quote(std::string_view text) {
    std::string quoted = "\"";
    for (const char octet : text) {
        if (static_cast<unsigned char>(octet) < ' ' || static_cast<unsigned char>(octet) > '~')
            return std::nullopt;
        if (octet == '"' || octet == '\\') quoted += '\\';
        quoted += octet;
    }
    return quoted + '"';
}

namespace {

void append_utf16(std::string& octets, char32_t point) {
    const auto unit = [&](char32_t value) {
        octets += static_cast<char>(value >> 8 & 0xff);
        octets += static_cast<char>(value & 0xff);
    };
    if (point < 0x10000) {
        unit(point);
        return;
    }
    unit(0xd800 + ((point - 0x10000) >> 10));
    unit(0xdc00 + ((point - 0x10000) & 0x3ff));
}

std::string shifted(const std::string& utf16) {
    std::string coded = base::to_base64(utf16);
    while (coded.ends_with('=')) coded.pop_back();
    for (char& octet : coded)
        if (octet == '/') octet = ',';
    return "&" + coded + "-";
}

}  // namespace

std::string write_modified_utf7(std::string_view name) {
    std::string written;
    std::string utf16;
    const auto flush = [&] {
        if (!utf16.empty()) written += shifted(utf16);
        utf16.clear();
    };
    for (const char32_t point : base::to_code_points(name)) {
        if (point < ' ' || point > '~') {
            append_utf16(utf16, point);
            continue;
        }
        flush();
        written += static_cast<char>(point);
        if (point == '&') written += '-';
    }
    flush();
    return written;
}

}  // namespace mailbox
