// libsodium, made ready once. Private to this room.
#pragma once

#include <string>
#include <string_view>

namespace seal {

void ready_sodium();

inline const unsigned char* octets_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
inline unsigned char* octets_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace seal
