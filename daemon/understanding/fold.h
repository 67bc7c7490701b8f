// One key for all writings of a place name: Malayalam, Devanagari and Latin.
//
// Promises: pure and linear in the text. Input is text of the detection view (view.h): case
// folded, old chillu joined, joiners gone. The tight key keeps vowel length, gemination and
// voicing and unifies spelling habits of one script only; the broad key is a short ASCII string
// of phones that is the same for all three scripts. Generic words (east, town, college) become
// marks before anything folds, so that North never matches by sound. Source: Unicode code
// charts of both scripts; the rules are our own and are measured by tests/bench/places.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace understanding {

enum class Script { latin, malayalam, devanagari, other };

// By the first letter; a token of the view is of one script.
Script script_of(std::u32string_view token);

// The spelling habits of one script taken away: dot reph, n-chillu with rra, accents on Latin
// letters.
std::u32string settle(std::u32string_view token);

// UTF-8. Takes a settled token.
std::string tight_key(std::u32string_view settled);

// Every broad key of one settled token, never empty: Devanagari has up to three, because its
// script does not say which inherent vowels are spoken. A generic word gives its mark alone.
std::vector<std::string> broad_keys(std::u32string_view settled);

// How much a broad key says: its consonants, a mark counting as two.
std::size_t count_consonants(std::string_view broad_key);

// True when nothing but marks stands in the key ("Medical College").
bool is_generic(std::string_view broad_key);

}  // namespace understanding
