// The part of Weighing that hears whom he addresses in what he is quoted to have said: "Reshmi,
// open the door", "जवाब क्यों नहीं देती खुशबू?".
#include <algorithm>
#include <array>

#include "redaction/grammar.h"
#include "redaction/weighing.h"

namespace redaction {

namespace {

bool is_mark(char32_t c) {
    return std::u32string_view(U"\"'“”‘’«»").find(c) != std::u32string_view::npos;
}

}  // namespace

bool Weighing::is_addressed() const {
    if (!is_person(value_) || case_of(page_, value_.range) != Case::bare) return false;
    return (begins_speech() || ends_question()) && !is_speech_of_hers();
}

// Right behind the mark, and a comma behind it.
bool Weighing::begins_speech() const {
    const auto& text = page_.text();
    const auto start = value_.range.start, end = value_.range.end;
    return start > 0 && is_mark(text[start - 1]) && end + 1 < text.size() &&
           text[end] == U',' && is_blank(text[end + 1]);
}

// Right before "?" or "!" and the mark, behind more than itself.
bool Weighing::ends_question() const {
    const auto& text = page_.text();
    const auto end = value_.range.end;
    if (end + 1 >= text.size() || (text[end] != U'?' && text[end] != U'!') ||
        !is_mark(text[end + 1]) || left_token_ == 0)
        return false;
    const auto& before = page_.tokens()[left_token_ - 1];
    static constexpr std::array<List, 7> telling{
        "role.me",         "type.i_am", "type.name_intro", "role.kin",
        "type.name_label", "role.his",  "type.is"};
    const auto between =
        std::u32string_view(text).substr(before.end, value_.range.start - before.end);
    return std::none_of(between.begin(), between.end(), is_mark) &&
           std::none_of(telling.begin(), telling.end(),
                        [&](List list) { return page_.covered_by(list, before.start); });
}

// "I said: Rajan, stop it", "mummy boli ...".
bool Weighing::is_speech_of_hers() const {
    if (is_flipped()) return false;
    constexpr std::size_t reach = 60;
    const auto start = value_.range.start;
    const auto line = page_.line_of(start).start;
    const auto& text = page_.text();
    auto mark = start;
    while (mark > line && !is_mark(text[mark - 1])) --mark;
    const Range before{std::max(line, mark > reach ? mark - reach : 0), mark};
    static constexpr std::array<List, 4> hers{"role.i", "role.kin", "role.third", "role.hers"};
    return std::any_of(hers.begin(), hers.end(),
                       [&](List list) { return page_.has_cue_in(list, before); });
}

}  // namespace redaction
