// The vocabulary, compiled for matching: word lists by normalised token, place names by tight and broad key.
//
// Promises: building is linear in the vocabulary; afterwards immutable and safe to share between threads.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "understanding/vocabulary.h"

namespace understanding {

class PlaceIndex;
class WordIndex;

class Lexicon {
  public:
    explicit Lexicon(Vocabulary vocabulary);
    ~Lexicon();
    Lexicon(const Lexicon&) = delete;
    Lexicon& operator=(const Lexicon&) = delete;

    const Vocabulary& vocabulary() const { return vocabulary_; }
    const PlaceIndex& places() const { return *places_; }
    const WordIndex& words() const { return *words_; }

  private:
    Vocabulary vocabulary_;
    std::unique_ptr<const PlaceIndex> places_;
    std::unique_ptr<const WordIndex> words_;
};

// Word lists that this room asks for; the rules must have each (routing::load reports a missing one).
const std::vector<std::string_view>& required_lists();

}  // namespace understanding
