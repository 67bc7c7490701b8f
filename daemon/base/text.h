// UTF-8 and code points. Offsets in every interface of this program count Unicode code points.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace base {

// Bad octets become U+FFFD, one each; never throws.
std::u32string to_code_points(std::string_view utf8);
// Surrogates and values above U+10FFFF become U+FFFD.
std::string to_utf8(std::u32string_view text);
void append_utf8(std::string& out, char32_t code_point);

// Strict: no overlong forms, no surrogates, nothing above U+10FFFF (RFC 3629).
bool is_utf8(std::string_view octets);
std::size_t count_code_points(std::string_view utf8);

// ASCII only; other characters stay.
std::string lower_ascii(std::string_view text);
std::string_view trim_ascii(std::string_view text);

// RFC 4648 section 5 alphabet without padding is not used anywhere: these are plain base64 and base32 (lower case,
// no padding) of octets.
std::string to_base64(std::string_view octets);
// With its padding and nothing else around it; nothing where that is not what stands there.
std::optional<std::string> from_base64(std::string_view text);
std::string to_base32(std::string_view octets);
std::string to_hex(std::string_view octets);

}  // namespace base
