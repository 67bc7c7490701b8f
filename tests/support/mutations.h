// Texts broken at random, the same way on every machine.
#pragma once

#include <cstdint>
#include <iterator>
#include <string>

namespace mutations {

// A generator of our own, so that a failure can be repeated anywhere.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed * 2862933555777941757ULL + 3037000493ULL) {}
    std::size_t below(std::size_t most) {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<std::size_t>((state_ >> 33U) % most);
    }

  private:
    std::uint64_t state_;
};

inline std::string mutated(std::string text, Dice& dice) {
    static const std::string pieces[] = {
        "\n",  " ", "  ", ":", ": ", "- ", "[", "]",    "{",        "}",  ",", "\"", "'", "#",
        "&a ", "*", "!",  "|", "@",  "\t", "~", "null", "\xE0\xB4", "\r", "a", "0",  "-", "\\"};
    const std::size_t at = dice.below(text.size());
    const std::size_t length = 1 + dice.below(12);
    switch (dice.below(4)) {
        case 0:
            return text.erase(at, length);
        case 1:
            return text.insert(at, pieces[dice.below(std::size(pieces))]);
        case 2:
            return text.insert(at, text.substr(dice.below(text.size()), length));
        default:
            text[at] = static_cast<char>(dice.below(256));
            return text;
    }
}

}  // namespace mutations
