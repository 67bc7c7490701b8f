// Check digits and characters of identity numbers.
//
// Promises: each takes ASCII of the given alphabet only, any length, and never fails; an empty
// text does not pass. Sources: Verhoeff 1969 (dihedral group D5), ISO/IEC 7812-1 annex B
// (Luhn), GSTN's check character (base 36).
#pragma once

#include <string_view>

namespace redaction {

bool passes_verhoeff(std::string_view digits);
bool passes_luhn(std::string_view digits);
// 15 characters, upper case.
bool passes_gstin(std::string_view gstin);
bool is_palindrome(std::string_view text);
bool is_one_digit_repeated(std::string_view digits);

}  // namespace redaction
