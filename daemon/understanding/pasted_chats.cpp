#include "understanding/pasted_chats.h"

#include <algorithm>

#include "base/text.h"

namespace understanding {

namespace {

std::u32string_view without_blanks(std::u32string_view text) {
    constexpr std::u32string_view blanks = U" \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool is_part_of_name(char32_t c) {
    constexpr std::u32string_view never = U"0123456789/@<>().?!\"*#=";
    return never.find(c) == never.npos;
}

// Who speaks, if the line begins with one to three words and a colon and goes on behind it.
std::u32string_view speaker_of(std::u32string_view line) {
    constexpr std::size_t longest_name = 24, most_blanks = 2;
    const auto colon = line.substr(0, longest_name + 1).find(U':');
    if (colon == line.npos || without_blanks(line.substr(colon + 1)).empty()) return {};
    const auto name = without_blanks(line.substr(0, colon));
    const auto blanks = static_cast<std::size_t>(std::count(name.begin(), name.end(), U' '));
    const bool plain = std::all_of(name.begin(), name.end(), is_part_of_name);
    return plain && blanks <= most_blanks ? name : std::u32string_view{};
}

}  // namespace

std::map<std::size_t, std::string> find_pasted_chats(
    const std::vector<std::u32string_view>& lines,
    const std::function<bool(std::size_t)>& is_form) {
    constexpr std::size_t fewest_lines = 3, most_speakers = 3;
    std::map<std::size_t, std::string> chat;
    for (std::size_t first = 0; first < lines.size();) {
        auto end = first;
        std::map<std::u32string_view, int> speakers;
        for (; end < lines.size(); ++end) {
            const auto speaker = speaker_of(lines[end]);
            if (speaker.empty() || is_form(end)) break;
            ++speakers[speaker];
        }
        const auto said = end - first;
        if (said >= fewest_lines && speakers.size() <= most_speakers &&
            speakers.size() < said) {
            for (auto i = first; i < end; ++i)
                chat.emplace(i, base::to_utf8(std::u32string(speaker_of(lines[i]))));
        }
        first = end + 1;
    }
    return chat;
}

}  // namespace understanding
