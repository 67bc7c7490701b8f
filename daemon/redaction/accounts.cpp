#include <algorithm>
#include <array>

#include "redaction/links.h"

namespace redaction {

namespace {

bool is_name_character(char32_t c) { return is_alnum(c) || c == U'_' || c == U'.'; }

Range name_from(const std::u32string& text, std::size_t start) {
    std::size_t end = start;
    while (end < text.size() && is_name_character(text[end])) ++end;
    while (end > start && text[end - 1] == U'.') --end;
    return {start, end};
}

constexpr std::size_t shortest = 3, longest = 40;

void find_at_names(const Page& page, Candidates& found) {
    const auto& text = page.latin();
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        if (text[i] != U'@' ||
            (i > 0 && (is_name_character(text[i - 1]) || text[i - 1] == U'/')))
            continue;
        const auto name = name_from(text, i + 1);
        if (name.end - name.start < shortest || name.end - name.start > longest) continue;
        found.push_back({ValueType::social_handle,
                         {i, name.end},
                         score::checked,
                         ascii_of(text, name),
                         Label::none,
                         "shape"});
    }
}

// Where a name may begin behind a cue, past "is".
std::size_t name_start(const Page& page, std::size_t cue_end) {
    const auto& text = page.latin();
    constexpr std::size_t reach = 14;
    std::size_t i = cue_end;
    while (i < text.size() && i < cue_end + reach && !is_alnum(text[i])) ++i;
    if (i >= text.size() || !page.has_cue_in("type.is", {i, std::min(i + 8, text.size())}))
        return i;
    const auto is = page.first_cue_after("type.is", i);
    if (!is || is->start != i) return i;
    i = is->end;
    while (i < text.size() && i < is->end + 3 && !is_alnum(text[i]) && text[i] != U'_') ++i;
    return i;
}

// "employee id", "device id": the label says that no platform gave this name.
bool is_of_another(const Page& page, Range cue) {
    static constexpr std::array<List, 7> lists{"type.misc",  "type.card",     "type.voter",
                                               "type.vid",   "type.case_ref", "type.order",
                                               "type.device"};
    return std::any_of(lists.begin(), lists.end(), [&](List list) {
        const auto hit = page.last_cue_before(list, cue.end);
        return hit && hit->end > cue.start;
    });
}

void find_labelled_handles(const Page& page, Candidates& found) {
    const auto& text = page.latin();
    for (const auto& cue : page.cues("type.handle")) {
        if (is_of_another(page, cue)) continue;
        const std::size_t i = name_start(page, cue.end);
        const auto name = name_from(text, std::min(i, text.size()));
        const auto written = ascii_of(text, name);
        const bool quoted =
            name.start > 0 && (text[name.start - 1] == U'"' || text[name.start - 1] == U'“' ||
                               text[name.start - 1] == U'\'');
        const bool looks = written.find_first_of("0123456789._") != std::string::npos || quoted;
        if (!looks || written.size() < shortest || written.size() > longest) continue;
        if (written.find_first_not_of("0123456789.") == std::string::npos) continue;
        found.push_back({ValueType::social_handle, name, score::checked, written, Label::own,
                         "label:handle"});
    }
}

// "some_one7 is my insta id", "some_one7 मेरा इंस्टा": where the name before a cue ends.
std::optional<std::size_t> name_end(const Page& page, std::size_t cue_start) {
    static const ListSet between =
        set_of(std::array<List, 4>{"type.is", "role.mine", "role.his_own", "type.handle"});
    constexpr std::size_t most = 3;
    const auto& tokens = page.tokens();
    auto token = page.token_at(cue_start);
    const auto last = token;
    while (token > 0 && last - token < most && (page.lists_of(token - 1) & between).any())
        --token;
    if (token == 0 || token == last) return std::nullopt;
    const auto end = tokens[token - 1].end;
    return tokens[token].start - end == 1 && page.text()[end] == U' ' ? std::optional(end)
                                                                      : std::nullopt;
}

void find_handles_before(const Page& page, Candidates& found) {
    const auto& text = page.latin();
    for (const auto& cue : page.cues("type.handle")) {
        if (is_of_another(page, cue)) continue;
        const auto end = name_end(page, cue.start);
        if (!end) continue;
        auto start = *end;
        while (start > 0 && is_name_character(text[start - 1])) --start;
        const bool begins = start == 0 || is_blank(text[start - 1]);
        const auto written = ascii_of(text, {start, *end});
        const bool looks = written.find_first_of("0123456789_") != std::string::npos &&
                           written.find_first_not_of("0123456789.") != std::string::npos;
        if (!begins || !looks || written.size() < shortest || written.size() > longest)
            continue;
        found.push_back({ValueType::social_handle,
                         {start, *end},
                         score::shaped,
                         written,
                         Label::own,
                         "label:handle"});
    }
}

}  // namespace

// "@name", or a name with a digit, stop or underscore behind "insta id", or one before it.
Candidates find_handles(const Page& page) {
    Candidates found;
    find_at_names(page, found);
    find_labelled_handles(page, found);
    find_handles_before(page, found);
    return found;
}

}  // namespace redaction
