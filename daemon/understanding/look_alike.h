// Letters of other scripts that look like Latin ones.
//
// Promise: of a lower-case letter of Greek or Cyrillic the Latin letter that it is mistaken
// for; every other character as it is. Source: Unicode confusables, the part that is used to
// hide identifiers and names. Inside the rooms that search texts only.
#pragma once

#include <string_view>

namespace understanding {

constexpr char32_t look_alike(char32_t c) {
    constexpr std::u32string_view from = U"аеорсухіјѕһԁԛԝкмтвнαεορτυνικχ";
    constexpr std::u32string_view to = U"aeopcyxijshdqwkmtbhaeoptuvikx";
    static_assert(from.size() == to.size());
    if (c < 0x370 || c > 0x52F) return c;
    const auto at = from.find(c);
    return at == std::u32string_view::npos ? c : to[at];
}

}  // namespace understanding
