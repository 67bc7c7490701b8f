// The part of Weighing that hears which page, handle or link is her own: "I am a dancer, my
// channel: X", "main X par hoon", "he tagged X".
#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/value_kinds.h"
#include "redaction/weighing.h"

namespace redaction {

// Only where nobody claims it by other words: of what is hers the type alone says nothing.
void Weighing::named_hers() {
    if (is_flipped() || is_person(value_) || is_personal(value_.type)) return;
    const bool page = value_.type == ValueType::social_handle || value_.type == ValueType::url;
    const auto say = [this](const char* cue) {
        scores_[Role::complainant] += weights_.cues.possessive;
        cues_.emplace_back(cue);
    };
    if (is_labelled_mine()) return say("labelled mine");
    if (is_apposed_to_me() || is_row_of_hers()) return say("her row");
    if (page && is_her_page()) return say("her page");
    if (value_.type == ValueType::social_handle && is_tagged()) say("tagged");
}

// "I run X", "insta pe main X", "I am a vlogger, channel X": in a sentence that tells of nobody
// else and of no deed.
bool Weighing::is_her_page() const {
    const auto clause = page_.clause_of(value_.range.start);
    const Range before{clause.start, left_.end};
    const auto i = page_.last_cue_before("role.i", before.end);
    if (!i || i->start < before.start) return false;
    static constexpr std::array<List, 14> others{
        "role.his",           "role.hers",         "role.harm",    "role.fake",
        "role.offender_noun", "role.done",         "role.receive", "role.comes_upon",
        "role.says",          "role.blocked",      "role.third",   "role.denied",
        "role.source",        "role.source_before"};
    const Range around{before.start, std::max(right_.start, std::min(clause.end, right_.end))};
    if (std::any_of(others.begin(), others.end(),
                    [&](List list) { return page_.has_cue_in(list, around); }))
        return false;
    constexpr std::size_t close = 2;
    const bool beside = words_between(page_.token_at(i->end), left_token_) <= close;
    const bool labelled =
        left_token_ > 0 &&
        page_.covered_by("type.handle", page_.tokens()[left_token_ - 1].start);
    return beside || labelled;
}

// "He tagged X", "X ko tag kiya".
bool Weighing::is_tagged() const {
    const auto& tokens = page_.tokens();
    const auto tags = [&](std::size_t token) {
        return token < tokens.size() && page_.covered_by("role.tags", tokens[token].start);
    };
    if (left_token_ > 0 && tokens[left_token_ - 1].start >= left_.start &&
        tags(left_token_ - 1))
        return true;
    static constexpr std::array<std::u32string_view, 8> object{U"ko", U"को", U"ne",  U"ye",
                                                               U"നെ", U"യെ", U"ine", U"ഇനെ"};
    return right_token_ < tokens.size() && tokens[right_token_].start < right_.end &&
           among(page_.word(right_token_), object) &&
           (tags(right_token_ + 1) || tags(right_token_ + 2));
}

// "My real profile, do not remove this: X": the words before the colon say that it is hers.
bool Weighing::is_labelled_mine() const {
    auto at = value_.range.start;
    while (at > left_.start && is_blank(page_.text()[at - 1]) && page_.text()[at - 1] != U'\n')
        --at;
    if (at == 0 || page_.text()[at - 1] != U':') return false;
    const auto line = page_.line_of(value_.range.start);
    const Range label{std::max(line.start, page_.clause_of(value_.range.start).start), at};
    static constexpr std::array<List, 8> kinds{"type.handle", "type.phone", "type.account",
                                               "type.upi",    "type.mail",  "type.vehicle",
                                               "type.gstin",  "type.ifsc"};
    static constexpr std::array<List, 7> others{"role.his",  "role.fake", "role.offender_noun",
                                                "role.done", "role.harm", "role.kin",
                                                "role.third"};
    const auto has = [&](List list) { return page_.has_cue_in(list, label); };
    if (is_mine_alone(label) && !has("role.fake") && !has("role.offender_noun")) return true;
    return has("role.mine") && std::any_of(kinds.begin(), kinds.end(), has) &&
           std::none_of(others.begin(), others.end(), has);
}

// "Mine, which he now has: X": it owns no word behind it.
bool Weighing::is_mine_alone(Range label) const {
    const auto mine = page_.last_cue_before("role.mine", label.end);
    if (!mine || mine->start < label.start || mine->end >= page_.text().size()) return false;
    constexpr std::u32string_view marks = U",:(-–—";
    return marks.find(page_.text()[mine->end]) != std::u32string_view::npos;
}

// "besides me (X)", "njan (X)".
bool Weighing::is_apposed_to_me() const {
    if (left_token_ == 0) return false;
    const auto& before = page_.tokens()[left_token_ - 1];
    if (!page_.covered_by("role.me", before.start) && !page_.covered_by("role.i", before.start))
        return false;
    const auto between =
        std::u32string_view(page_.text()).substr(before.end, value_.range.start - before.end);
    return between.find(U'(') != std::u32string_view::npos &&
           between.find_first_not_of(U" (+") == std::u32string_view::npos;
}

// "me -> Irene, X", "| 1 | me | X |", "mai: X": the row begins with her.
bool Weighing::is_row_of_hers() const {
    const auto line = page_.line_of(value_.range.start);
    const auto& tokens = page_.tokens();
    auto first =
        page_.token_at(std::max(line.start, page_.clause_of(value_.range.start).start));
    if (first < left_token_ && tokens[first].kind == understanding::TokenKind::digits) ++first;
    if (first >= left_token_) return false;
    static constexpr std::array<std::u32string_view, 4> self{U"self", U"myself", U"mine",
                                                             U"writer"};
    const auto at = tokens[first].start;
    const bool she = page_.covered_by("role.me", at) || page_.covered_by("role.i", at) ||
                     among(page_.word(first), self);
    if (!she) return false;
    const auto& text = page_.text();
    auto mark = tokens[first].end;
    while (mark < value_.range.start && text[mark] == U' ') ++mark;
    constexpr std::u32string_view marks = U":|→-–—=>";
    return marks.find(text[mark]) != std::u32string_view::npos;
}

}  // namespace redaction
