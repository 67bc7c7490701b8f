// Letters of one script to phones, before the rules that all scripts share (fold.cpp).
//
// Phones: k c t p s l r v m n h y, and the vowels A I U. Promise: linear, never throws.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace understanding {

std::string phones_of_malayalam(std::u32string_view settled);
std::string phones_of_latin(std::u32string_view settled);
// Up to three readings: inherent vowels dropped from the left, from the right, or kept.
std::vector<std::string> phones_of_devanagari(std::u32string_view settled);

}  // namespace understanding
