// Numbers in pictures, and whether a size is one that a screen may be asked to hold.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "message/strip_image.h"

namespace message {

// The caller has checked that they are there.
inline std::uint32_t octet_at(std::string_view octets, std::size_t at) {
    return static_cast<std::uint8_t>(octets[at]);
}

inline std::uint32_t high_first(std::string_view octets, std::size_t at, std::size_t count) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value = (value << 8U) | octet_at(octets, at + i);
    return value;
}

inline std::uint32_t low_first(std::string_view octets, std::size_t at, std::size_t count) {
    std::uint32_t value = 0;
    for (std::size_t i = count; i > 0; --i)
        value = (value << 8U) | octet_at(octets, at + i - 1);
    return value;
}

inline bool is_sound_size(std::uint64_t width, std::uint64_t height) {
    return width > 0 && height > 0 && width <= most_pixels && height <= most_pixels / width;
}

}  // namespace message
