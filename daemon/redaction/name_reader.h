// Reads the words of one name beside a cue: how far it goes, and whether a word may be a part
// of it in its writing.
//
// Promises: at most four words; Indic scripts have no capitals, so one unlisted word only, and
// that only by its cue, its sound, its ending or what stands behind it. Inside the room only.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "redaction/people.h"

namespace redaction {

inline constexpr std::size_t most_name_parts = 4;
inline constexpr std::size_t longest_name_gap = 3;

// How surely a name follows a cue.
enum class NameLead { weak, likely, certain };

// What a cue says of the word behind it.
struct NameCue {
    std::size_t end = 0;
    NameLead lead = NameLead::likely;
    KnownBy by = KnownBy::introduction;
    bool owns_next = false;  // "my mother's", അമ്മയുടെ: a thing may follow as well as a name
};

struct NameTaken {
    std::vector<std::u32string> parts;
    std::size_t first = 0, next = 0;  // tokens
    std::size_t end = 0;              // of the last part
};

// Forms of verbs, adverbs, plurals and places, which no name of a person has.
bool ends_like_no_name(std::u32string_view word);
bool ends_with_any(std::u32string_view word, const auto& endings) {
    return std::any_of(endings.begin(), endings.end(),
                       [&](auto ending) { return word.ends_with(ending); });
}

class NameReader {
  public:
    NameReader(const Page& page, const GivenNames& given)
        : page_(page), tokens_(page.tokens()), text_(page.text()), given_(given) {}

    NameTaken words_after(const NameCue& cue) const;
    // Of the name that ends before `token`.
    std::vector<std::u32string> words_before(std::size_t token) const;
    bool is_listed(std::size_t token) const;
    bool is_heard(std::size_t token) const;
    // "ഞാൻ ഹിബ.": nothing follows in its clause.
    bool stands_last(std::size_t token) const;

  private:
    bool continues(std::size_t token, std::size_t taken, const NameCue& cue) const;
    bool begins_a_house_or_school(std::size_t token) const;
    bool is_indic_name(std::size_t token, std::size_t taken, const NameCue& cue) const;
    bool is_apposed(std::size_t token, std::u32string_view gap) const;
    bool stands_before_comma(std::size_t token) const;
    bool is_marked(std::size_t token) const;
    bool is_behind_doer(std::size_t token) const;
    bool is_near(std::size_t token) const;
    bool is_between(std::size_t token) const;

    const Page& page_;
    const std::vector<understanding::Token>& tokens_;
    const std::u32string& text_;
    const GivenNames& given_;
};

}  // namespace redaction
