// A word of a list close to a name, with nothing but linking words between.
#pragma once

#include "understanding/passage.h"

namespace understanding {

enum class Side { left, right };

class Beside {
  public:
    Beside(const Passage& passage, Range name)
        : p_(passage),
          name_(name),
          sentence_{passage.sentence_of(name.first).first,
                    passage.sentence_of(name.last - 1).last} {}

    // At most `reach` tokens away, without a sentence end between.
    bool has(std::string_view list, Side side, std::size_t reach) const;
    // Only linking words ("of", "at", "the") stand from one token to the other.
    bool reaches(std::size_t from, std::size_t to) const;
    Range sentence() const { return sentence_; }

  private:
    const Passage& p_;
    Range name_, sentence_;
};

}  // namespace understanding
