#include "redaction/checks.h"

#include <algorithm>
#include <array>

namespace redaction {

namespace {

// The product of D5, by its definition: rotations 0-4, reflections 5-9.
int multiply(int a, int b) {
    if (a < 5) return b < 5 ? (a + b) % 5 : 5 + (a + b - 5) % 5;
    return b < 5 ? 5 + (a - 5 - b + 5) % 5 : (a - b + 5) % 5;
}

constexpr std::array<int, 10> permutation{1, 5, 7, 6, 2, 8, 3, 0, 9, 4};

// permuted[n][digit]: n times.
constexpr auto permuted = [] {
    std::array<std::array<int, permutation.size()>, 8> all{};
    for (std::size_t digit = 0; digit < permutation.size(); ++digit) {
        all[0][digit] = static_cast<int>(digit);
        for (std::size_t n = 1; n < all.size(); ++n)
            all[n][digit] = permutation[static_cast<std::size_t>(all[n - 1][digit])];
    }
    return all;
}();

int base36(char c) { return c >= '0' && c <= '9' ? c - '0' : c - 'A' + 10; }

}  // namespace

bool passes_verhoeff(std::string_view digits) {
    if (digits.empty()) return false;
    int product = 0;
    std::size_t place = 0;
    for (auto d = digits.rbegin(); d != digits.rend(); ++d, ++place) {
        product = multiply(
            product, permuted[place % permuted.size()][static_cast<std::size_t>(*d - '0')]);
    }
    return product == 0;
}

bool passes_luhn(std::string_view digits) {
    if (digits.empty()) return false;
    int sum = 0;
    bool twice = false;
    for (auto d = digits.rbegin(); d != digits.rend(); ++d, twice = !twice) {
        const int value = (*d - '0') * (twice ? 2 : 1);
        sum += value / 10 + value % 10;
    }
    return sum % 10 == 0;
}

bool passes_gstin(std::string_view gstin) {
    if (gstin.size() != 15) return false;
    int sum = 0;
    for (std::size_t i = 0; i < 14; ++i) {
        const int product = base36(gstin[i]) * (i % 2 == 0 ? 1 : 2);
        sum += product / 36 + product % 36;
    }
    return (36 - sum % 36) % 36 == base36(gstin[14]);
}

bool is_palindrome(std::string_view text) {
    return std::equal(text.begin(), text.end(), text.rbegin());
}

bool is_one_digit_repeated(std::string_view digits) {
    return !digits.empty() && digits.find_first_not_of(digits[0]) == std::string_view::npos;
}

}  // namespace redaction
