// Common given and family names, from the list type.given_name of the rules, ready to be asked
// about every word of a mail.
//
// Promises: a word counts in every case form of redaction.md 2.2; a name that is also an
// everyday word (type.homograph) says so; a word of another script is a name when a name listed
// in Latin letters is spelled like it and no word of the rules is; any other spelling is known
// by its sounds. Building is linear in the lists; asking is a few look-ups in a table. Inside
// the room, but for the constructor: the table is built once for a set of rules.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "redaction/names.h"
#include "understanding/lexicon.h"

namespace redaction {

enum class NameKind { none, homograph, name };

class GivenNames {
  public:
    explicit GivenNames(const understanding::Lexicon& lexicon);

    // The name itself or a case form of it; `word` as a view shows it.
    NameKind find(std::u32string_view word) const;
    // The name without its case ending; an unlisted word without what no name ends in.
    std::u32string base_of(std::u32string_view word) const;
    // Spelled as no listed name is, but heard as one. Weak: only where a cue says that a name
    // stands.
    bool sounds_like_one(std::u32string_view word) const;

  private:
    NameKind listed(std::u32string_view word) const;
    bool is_spelled_like_one(std::u32string_view word) const;
    bool begins_like_one(std::u32string_view word) const;
    void learn_spellings(const understanding::Lexicon& lexicon);

    std::unordered_map<std::u32string, NameKind, WordHash, std::equal_to<>> names_;
    std::unordered_set<std::string> sounds_;
    std::unordered_set<std::string> spellings_;   // of names in Latin letters
    std::unordered_set<std::string> beginnings_;  // of spellings
};

}  // namespace redaction
