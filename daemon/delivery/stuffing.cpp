#include "delivery/stuffing.h"

namespace delivery {

namespace {
constexpr std::size_t block = std::size_t{64} * 1024;
constexpr std::size_t longest_line = 998;
}  // namespace

std::string_view flaw_of(std::string_view letter) {
    std::size_t line = 0;
    for (std::size_t i = 0; i < letter.size(); ++i) {
        const char octet = letter[i];
        if (octet == '\r' && i + 1 < letter.size() && letter[i + 1] == '\n') {
            line = 0;
            ++i;
            continue;
        }
        if (octet == '\r' || octet == '\n') return "the letter has a bare CR or LF";
        if (octet == '\0') return "the letter has a NUL";
        if (static_cast<unsigned char>(octet) > 127) return "the letter has 8-bit octets";
        if (++line > longest_line) return "the letter has a line of more than 998 octets";
    }
    return letter.empty() ? "the letter is empty" : "";
}

std::string Stuffing::next_block() {
    std::string octets;
    if (rest_.empty()) {
        if (last_ == '\n') return octets;
        last_ = '\n';
        return "\r\n";
    }
    const std::string_view part = rest_.substr(0, block);
    rest_.remove_prefix(part.size());
    octets.reserve(part.size() + 256);
    for (const char octet : part) {
        if (at_line_start_ && octet == '.') octets += '.';
        octets += octet;
        at_line_start_ = octet == '\n';
    }
    last_ = octets.back();
    return octets;
}

}  // namespace delivery
