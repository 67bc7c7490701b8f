// The encodings of MIME, written by ourselves (mimetic's base64 encoder ends lines with a bare
// LF).
//
// Promises: output is ASCII, CR LF, lines of at most 76 octets; it begins no line with "." or
// "From ", and, beginning no line with "-" followed by "=_", cannot hold a boundary of ours.
#pragma once

#include <string>
#include <string_view>

namespace letter {

struct EncodedText {
    std::string octets;
    std::string transfer_encoding;  // "quoted-printable" or "base64"
};

// The shorter of both for this text; quoted-printable when equal, since people can read it in a
// dump.
EncodedText encode_text(std::string_view lf_text);

std::string to_quoted_printable(std::string_view lf_text);  // RFC 2045 section 6.7
std::string to_base64_lines(std::string_view octets);       // RFC 2045 section 6.8

// A header text: as it is when printable ASCII with short words, otherwise RFC 2047 B words,
// each of whole characters.
std::string encode_words(std::string_view utf8);
// A display name: quoted string or encoded words (RFC 5322 3.2.4, RFC 2047 section 5).
std::string encode_name(std::string_view utf8);

}  // namespace letter
