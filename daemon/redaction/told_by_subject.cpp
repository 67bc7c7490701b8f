// The part of Weighing that hears in English from who does what with a number whose it is: "I
// took X last week", "X is the sim I use", "someone cloned X", "X rings in our house".
#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/grammar.h"
#include "redaction/value_kinds.h"
#include "redaction/weighing.h"

namespace redaction {

namespace {

using Words = std::u32string_view;

bool has_mark(const Page& page, std::size_t from, std::size_t to) {
    return Words(page.text()).substr(from, to - from).find_first_of(U",;:.!?()\n") !=
           Words::npos;
}

}  // namespace

// "I have been using", "we took": from the subject on to the verb by which one has a number.
// Gives the token behind the verb.
std::optional<std::size_t> Weighing::behind_her_verb(std::size_t subject) const {
    static const ListSet between = set_of(std::array<List, 1>{"role.meanwhile"});
    const auto& tokens = page_.tokens();
    const auto i = page_.cue_from("role.i", tokens[subject].start);
    if (!i) return std::nullopt;
    constexpr std::size_t most = 4;
    const auto first = page_.token_at(i->end);
    for (auto t = first; t < tokens.size() && t <= first + most; ++t) {
        if (has_mark(page_, tokens[t - 1].end, tokens[t].start)) return std::nullopt;
        if (const auto verb = page_.cue_from("role.owning", tokens[t].start))
            return page_.token_at(verb->end);
        if ((page_.lists_of(t) & between).none()) return std::nullopt;
    }
    return std::nullopt;
}

// "I took X newly", "I have been using my number X for years".
bool Weighing::is_had_by_her() const {
    static const ListSet labels =
        set_of(std::array<List, 4>{"type.phone", "type.mail", "role.mine", "role.which"});
    const auto phrase = phrase_before();
    const auto i = page_.last_cue_before("role.i", left_.end);
    if (!i || i->start < phrase.start) return false;
    const auto behind = behind_her_verb(page_.token_at(i->start));
    if (!behind) return false;
    for (auto t = *behind; t < left_token_; ++t) {
        if ((page_.lists_of(t) & labels).none()) return false;
    }
    return *behind <= left_token_;
}

// "X is the sim I took last week", "X and not his is the number I use".
bool Weighing::is_told_to_be_had_by_her() const {
    static constexpr std::array<Words, 6> leads{U"which", U"that", U"the",
                                                U"only",  U"one",  U"new"};
    const auto& tokens = page_.tokens();
    const auto clause = page_.clause_of(value_.range.start);
    auto t = right_token_;
    // "X and not his is ...".
    const auto within = [&] { return t < tokens.size() && tokens[t].start < clause.end; };
    if (t + 2 < tokens.size() && page_.word(t) == U"and" && page_.word(t + 1) == U"not") {
        t += 2;
        while (within() && page_.word(t) != U"is") ++t;
    }
    if (!within() || page_.word(t) != U"is") return false;
    ++t;
    bool named = false;
    constexpr std::size_t most = 5;
    for (std::size_t n = 0; n < most && within(); ++n, ++t) {
        const bool label = page_.covered_by("type.phone", tokens[t].start) ||
                           page_.covered_by("type.mail", tokens[t].start);
        named = named || label || page_.word(t) == U"what" || page_.word(t) == U"one";
        if (!label && page_.word(t) != U"what" && !among(page_.word(t), leads)) break;
        // "the number I use" may be a label as a whole.
        if (label && page_.covered_by("role.mine", tokens[t].start)) return true;
    }
    return named && within() && behind_her_verb(t).has_value();
}

// "Somebody cloned X", "they ported my number X": the verb stands right before what it is done
// to. Not "my account got hacked X", which may be his.
bool Weighing::is_cloned() const {
    static constexpr std::array<Words, 8> passive{U"got",  U"is",  U"was", U"been",
                                                  U"were", U"are", U"get", U"being"};
    static const ListSet labels = set_of(std::array<List, 2>{"type.phone", "role.mine"});
    const auto verb = page_.last_cue_before("role.clones", left_.end);
    const auto phrase = phrase_before();
    if (!verb || verb->start < phrase.start) return false;
    const auto token = page_.token_at(verb->start);
    if (token == page_.token_at(phrase.start) || among(page_.word(token - 1), passive))
        return false;
    for (auto t = page_.token_at(verb->end); t < left_token_; ++t) {
        if ((page_.lists_of(t) & labels).none()) return false;
    }
    return !page_.has_cue_in("role.i", phrase) && !is_owned_before();
}

// "X rings in our house and my grandmother picks up": it stands there.
bool Weighing::is_kept_at_ours() const {
    static constexpr std::array<Words, 8> stands{U"rings", U"is",   U"lies",  U"stays",
                                                 U"sits",  U"kept", U"works", U"ringing"};
    const auto& tokens = page_.tokens();
    auto t = right_token_;
    while (t < tokens.size() && tokens[t].end <= right_.end && among(page_.word(t), stands))
        ++t;
    return t > right_token_ && t < tokens.size() &&
           page_.cue_from("role.at_ours", tokens[t].start).has_value();
}

bool Weighing::is_told_by_subject() const {
    return is_had_by_her() || is_told_to_be_had_by_her() || is_cloned() || is_kept_at_ours();
}

}  // namespace redaction
