// Known names, and the words of a text that are forms of them: inflected, glued, in another
// writing.
//
// Promises: whole words only, so Anu is not found in Anuja; a name in Malayalam is found with
// the case endings of redaction.md 2.2; Latin, Malayalam and Devanagari forms of one name meet
// in a key of sounds. Inside the room only.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "understanding/view.h"

namespace redaction {

// Sounds of a word in classes that survive transliteration: "Lakshmi" and ലക്ഷ്മി give one key.
std::string sound_key(std::u32string_view word);

// The second key of a Latin word: an e that stands for the a of Malayalam, Remya for രമ്യ.
std::string other_sound_key(std::u32string_view word);

// What a Malayalam or romanised word may be a case form of; the word itself is not among them.
void each_stem(std::u32string_view word, const std::function<void(std::u32string_view)>& take);

struct WordHash {
    using is_transparent = void;
    std::size_t operator()(std::u32string_view word) const {
        return std::hash<std::u32string_view>{}(word);
    }
};

// How surely a word is a form of the name.
enum class NameMatch { none, sounds_alike, beginning, inflected, same };

class NameBook {
  public:
    // `word` as a view shows it. Names shorter than three letters are not remembered
    // (initials).
    void add(std::u32string_view word, int person);
    bool empty() const { return names_.empty(); }

    struct Hit {
        NameMatch match = NameMatch::none;
        std::vector<int> persons;  // in order
    };
    Hit find(std::u32string_view word) const;

  private:
    Hit whole(std::u32string_view word) const;
    Hit inflected(std::u32string_view word) const;
    Hit alike(std::u32string_view word) const;
    Hit alike_before_ending(std::u32string_view word) const;
    Hit by_key(const std::string& key, std::u32string_view word) const;

    enum Writing : std::size_t { latin, malayalam, other };
    static constexpr std::size_t writings = 3;
    static Writing writing_of(std::u32string_view word);

    using Persons = std::vector<int>;  // in order
    using Words = std::unordered_map<std::u32string, Persons, WordHash, std::equal_to<>>;
    Words names_;
    Words stems_;       // without its changing last letter
    Words beginnings_;  // first letters of the name
    std::unordered_map<std::string, std::array<Persons, writings>> keys_;
    std::array<bool, writings> in_use_{};
};

}  // namespace redaction
