#include "delivery/address.h"

#include <algorithm>

namespace delivery {

namespace {

bool may_stand_in_path(char octet) {
    return octet > ' ' && octet <= '~' && octet != '<' && octet != '>' && octet != '"' &&
           octet != '\\';
}

}  // namespace

std::optional<Address> Address::parse(std::string_view text) {
    constexpr std::size_t most_local = 64;
    constexpr std::size_t most = 254;
    if (text.size() > most || !std::all_of(text.begin(), text.end(), may_stand_in_path))
        return std::nullopt;
    const std::size_t at = text.find('@');
    if (at == std::string_view::npos || at == 0 || at > most_local || at + 1 == text.size())
        return std::nullopt;
    if (text.find('@', at + 1) != std::string_view::npos) return std::nullopt;
    return Address(text);
}

}  // namespace delivery
