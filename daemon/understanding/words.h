// Finds the words of the vocabulary's lists in a text.
//
// Promises: whole tokens only (stems marked "~" by prefix); multi-token words need adjacent
// tokens; matching is on the detection view, so chillu encoding, joiners, width and case do not
// matter. Linear in the text.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "understanding/view.h"
#include "understanding/vocabulary.h"

namespace understanding {

class WordIndex {
  public:
    explicit WordIndex(const std::map<std::string, WordList>& lists);
    ~WordIndex();
    WordIndex(WordIndex&&) noexcept;

    std::vector<WordHit> find(Where where, const View& view,
                              const std::vector<Token>& tokens) const;

    // Whether a list has this word, whole or by a stem; `word` as a view shows it, one token.
    bool contains(std::string_view list, std::u32string_view word) const;

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace understanding
