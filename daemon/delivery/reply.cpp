#include "delivery/reply.h"

#include <algorithm>

namespace delivery {

namespace {

constexpr std::size_t longest_line = 2048;
constexpr std::size_t most_lines = 128;

bool is_digit(char octet) { return octet >= '0' && octet <= '9'; }

int code_of(std::string_view line) {
    if (line.size() < 3 || !is_digit(line[0]) || !is_digit(line[1]) || !is_digit(line[2]))
        return 0;
    const int code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    return code >= 200 && code <= 599 ? code : 0;
}

bool is_printable(std::string_view line) {
    return std::none_of(line.begin(), line.end(), [](char octet) {
        return (static_cast<unsigned char>(octet) < ' ' && octet != '\t') || octet == 0x7f;
    });
}

// 1 to 3 digits at `at`; moves behind them.
bool skip_number(std::string_view text, std::size_t& at) {
    const std::size_t from = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at > from && at - from <= 3;
}

// RFC 3463: class "." subject "." detail.
std::string enhanced_of(int code, std::string_view text) {
    std::size_t at = 1;
    if (text.empty() || text[0] - '0' != code / 100) return "";
    for (int i = 0; i < 2; ++i)
        if (at >= text.size() || text[at] != '.' || !skip_number(text, ++at)) return "";
    if (at < text.size() && text[at] != ' ') return "";
    return std::string(text.substr(0, at));
}

}  // namespace

ReplyReader::State ReplyReader::take_line(std::string_view line) {
    const int code = code_of(line);
    const char sign = line.size() > 3 ? line[3] : ' ';
    const bool fits = open_.lines.empty() || code == open_.code;
    if (code == 0 || !fits || (sign != ' ' && sign != '-') || !is_printable(line))
        return State::garbage;
    if (open_.lines.size() >= most_lines) return State::garbage;
    open_.code = code;
    open_.lines.emplace_back(line.substr(std::min<std::size_t>(4, line.size())));
    return sign == '-' ? State::incomplete : State::complete;
}

ReplyReader::State ReplyReader::next(Reply& reply) {
    while (!garbage_) {
        const std::size_t end = octets_.find("\r\n");
        if (end == std::string::npos) {
            garbage_ = octets_.size() > longest_line;
            break;
        }
        const State state = end > longest_line
                                ? State::garbage
                                : take_line(std::string_view(octets_).substr(0, end));
        garbage_ = state == State::garbage;
        if (garbage_) break;
        octets_.erase(0, end + 2);
        if (state == State::incomplete) continue;
        open_.enhanced = enhanced_of(open_.code, open_.lines.front());
        reply = std::move(open_);
        open_ = Reply{};
        return State::complete;
    }
    return garbage_ ? State::garbage : State::incomplete;
}

}  // namespace delivery
