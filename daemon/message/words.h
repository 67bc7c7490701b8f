// Encoded words of header values (RFC 2047), as real programs write them.
//
// Promises: valid UTF-8; octets of neighbouring words of one charset are joined before they are
// converted, because mailers cut Indic letters in the middle; white space between two words
// vanishes, elsewhere it stays; what cannot be decoded is shown as it stands. Words are decoded
// also inside quotes, comments and glued to text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace message {

struct Words {
    std::string text;
    bool bad_word = false;       // one is shown as it stands
    bool raw_eight_bit = false;  // undeclared 8-bit letters
};

// Removes the line ends of folding (RFC 5322 2.2.3); blanks stay.
std::string unfold(std::string_view raw);

// The length of the encoded word that begins at `at`, or 0.
std::size_t encoded_word_length(std::string_view text, std::size_t at);

Words decode_words(std::string_view unfolded);

// Unfolded, decoded, without blanks at both ends.
Words decode_header_text(std::string_view raw);

// Base64 where a group may be short: header words and nothing else.
std::string decode_word_base64(std::string_view text);

}  // namespace message
