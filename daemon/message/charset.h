// Octets to UTF-8 under a label that may be wrong, missing or unknown.
//
// Promises: always valid UTF-8, never U+001A for what did not fit, joiners and chillu letters
// untouched. Order: byte order mark; the label in its larger set (as browsers read it) if every
// octet fits; valid UTF-8; windows-1252. A multibyte label under which more letters fit than
// fail is kept, each bad sequence becoming U+FFFD. Under a single-byte label, which fits
// always, valid UTF-8 with a multibyte letter wins. Opens no file.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace message {

struct DecodedText {
    std::string text;
    std::string_view oddity;  // a name of oddity_names.h, or empty
};

DecodedText decode_text(std::string_view octets, std::string_view label);

// For encoded words: nothing when the label is unknown and the octets are no UTF-8 either.
std::optional<std::string> decode_word_octets(std::string_view octets, std::string_view label);

// UTF-8 if valid, else windows-1252: header text and names that declare nothing.
std::string decode_unlabelled(std::string_view octets);

// The name under which two labels are one charset ("UTF-8", "utf8" -> "utf-8").
std::string charset_key(std::string_view label);

}  // namespace message
