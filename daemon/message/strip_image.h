// A picture without what it says beside the picture: place, device, owner, comments,
// thumbnails, what stands behind its end.
//
// Promises: pure, never throws, one pass, linear time; opens no decoder. Copied segment by
// segment, only what decoding needs, each checked for its exact length; the image data stays as
// it is, octet for octet. Anything malformed, truncated, unknown among what decoders must
// understand, or beyond `most_pixels` gives nothing. The result is at most one octet longer
// than the source. Sources: JPEG ITU-T T.81 annex B, JFIF 1.02; PNG 3rd edition sections 5 and
// 11; WebP RFC 9649.
//
// Known compromise: the turn of a photo stands in EXIF and goes with it, so that some lie on
// their side. What somebody hides inside the compressed data itself stays; and what the picture
// shows is not looked at.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace message {

inline constexpr std::uint64_t most_pixels = std::uint64_t{256} * 1024 * 1024;

// "image/jpeg", "image/png", "image/webp"; nothing for all else, and when the octets are not of
// that type.
std::optional<std::string> strip_image(std::string_view type, std::string_view octets);

std::optional<std::string> strip_jpeg(std::string_view octets);
std::optional<std::string> strip_png(std::string_view octets);
std::optional<std::string> strip_webp(std::string_view octets);

}  // namespace message
