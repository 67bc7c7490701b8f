// SHA-256 (FIPS 180-4) of octets.
#pragma once

#include <string>
#include <string_view>

namespace base {

// 32 octets.
std::string sha256(std::string_view octets);
// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view octets);

}  // namespace base
