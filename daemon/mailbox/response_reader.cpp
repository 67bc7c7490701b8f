#include "mailbox/response_reader.h"

#include <algorithm>
#include <optional>

#include "mailbox/sets.h"

namespace mailbox {

namespace {

constexpr std::size_t longest_text = std::size_t{64} * 1024;
constexpr std::uint64_t most_text = 1'000'000;
constexpr std::size_t most_literals = 1000;  // in one response

// Replies with a human text have no literals, whatever that text ends with.
bool is_human(std::string_view text) {
    const std::size_t blank = text.find(' ');
    if (text.starts_with('+')) return true;
    if (blank == std::string_view::npos) return false;
    std::string_view word = text.substr(blank + 1);
    word = word.substr(0, word.find_first_of(" \r"));
    std::string raised(word.substr(0, 8));
    for (char& octet : raised)
        if (octet >= 'a' && octet <= 'z') octet = static_cast<char>(octet - 'a' + 'A');
    return raised == "OK" || raised == "NO" || raised == "BAD" || raised == "BYE" ||
           raised == "PREAUTH";
}

// The announcement at the end of a line: "{123}", without CR LF.
std::optional<std::uint64_t> announced(std::string_view line) {
    if (!line.ends_with('}')) return std::nullopt;
    const std::size_t open = line.rfind('{');
    if (open == std::string_view::npos) return std::nullopt;
    return read_number(line.substr(open + 1, line.size() - open - 2));
}

bool is_clean(std::string_view line) {
    return std::none_of(line.begin(), line.end(), [](char octet) {
        return octet == '\0' || octet == '\r' || octet == '\n';
    });
}

}  // namespace

void ResponseReader::begin(std::uint64_t literal_budget) {
    budget_ = literal_budget;
    heard_ = 0;
}

std::size_t ResponseReader::fill_literal(std::string_view octets) {
    const std::size_t part =
        static_cast<std::size_t>(std::min<std::uint64_t>(literal_left_, octets.size()));
    literals_.back().append(octets.substr(0, part));
    literal_left_ -= part;
    return part;
}

Breach ResponseReader::open_literal(std::uint64_t size) {
    if (size > budget_) return "it announces more octets than were asked for";
    if (literals_.size() >= most_literals) return "its answer has too many literals";
    budget_ -= size;
    literal_left_ = size;
    line_start_ = text_.size();
    literals_.emplace_back();
    literals_.back().reserve(
        static_cast<std::size_t>(std::min<std::uint64_t>(size, std::uint64_t{1024} * 1024)));
    return {};
}

// text_ ends with CR LF.
Breach ResponseReader::take_line(std::vector<Response>& responses) {
    const std::string_view line = std::string_view(text_).substr(0, text_.size() - 2);
    const auto size = is_human(text_) ? std::nullopt : announced(line);
    if (size) return open_literal(*size);
    const Breach breach = read_response(line, literals_, responses.emplace_back());
    if (responses.back().kind == Response::Kind::tagged) heard_ = 0;
    text_.clear();
    line_start_ = 0;
    literals_.clear();
    return breach;
}

Breach ResponseReader::feed(std::string_view octets, std::vector<Response>& responses) {
    while (breach_.empty() && !octets.empty()) {
        if (literal_left_ > 0) {
            octets.remove_prefix(fill_literal(octets));
            continue;
        }
        const std::size_t end = octets.find('\n');
        const std::string_view part =
            octets.substr(0, end == std::string_view::npos ? end : end + 1);
        octets.remove_prefix(part.size());
        text_ += part;
        heard_ += part.size();
        if (text_.size() > longest_text)
            breach_ = "its answer has a line of more than 64 KB";
        else if (heard_ > most_text)
            breach_ = "it talks without end";
        else if (end == std::string_view::npos)
            continue;
        else if (!text_.ends_with("\r\n") || !is_clean(std::string_view(text_).substr(
                                                 line_start_, text_.size() - 2 - line_start_)))
            breach_ = "its answer has a line end or an octet that IMAP does not know";
        else
            breach_ = take_line(responses);
    }
    return breach_;
}

}  // namespace mailbox
