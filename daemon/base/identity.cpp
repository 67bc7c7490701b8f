#include "base/identity.h"

#include <fmt/format.h>

#include <algorithm>

namespace base {

std::string CaseNumber::str() const { return fmt::format("APJ-{:04}-{:06}", year_, serial_); }

std::optional<CaseNumber> CaseNumber::parse(std::string_view text) {
    if (text.size() < 15 || text.size() > 21 || text.substr(0, 4) != "APJ-" || text[8] != '-') {
        return std::nullopt;
    }
    const auto digits = [](std::string_view s) {
        return std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    const std::string_view year = text.substr(4, 4);
    const std::string_view serial = text.substr(9);
    if (!digits(year) || !digits(serial)) return std::nullopt;
    return CaseNumber{std::stoi(std::string(year)), std::stoll(std::string(serial))};
}

}  // namespace base
