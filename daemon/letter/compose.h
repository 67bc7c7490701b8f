// Puts a letter's octets together, with mimetic behind the wall, and checks what came out by
// our own scan.
//
// Promises: exactly the header names given, in their order, once each; CR LF only; lines of at
// most 998 octets (RFC 5322 2.1.1); ASCII only; for several parts a boundary of ours that
// stands exactly where a part begins. Values with anything but printable ASCII never reach
// mimetic, which would turn a line end into a header.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace letter {

struct HeaderLine {
    std::string name;
    std::string value;  // printable ASCII
};

// A leaf, encoded already: CR LF line ends, at most 76 octets a line.
struct Part {
    std::vector<HeaderLine> headers;
    std::string octets;
};

struct Draft {
    std::vector<HeaderLine> headers;  // without Content-*
    std::vector<Part> parts;          // one: the mail itself; more: multipart/mixed
    std::string boundary;             // for several parts
};

base::Result<std::string> compose(const Draft& draft);

// The scan of the finished octets; its own door, so that tests can show it bad ones.
struct Shape {
    std::vector<std::string> header_names;
    std::string boundary;  // empty: a single part
    std::size_t parts = 1;
};
base::Result<void> check_octets(std::string_view octets, const Shape& shape);

}  // namespace letter
