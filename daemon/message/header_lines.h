// The lines of one header block (RFC 5322 2.2), with what real mail puts between them.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "message/mime_scan.h"

namespace message {

struct Line {
    std::string_view text;  // without its line end
    std::size_t next = 0;   // where the next line begins
};

Line line_at(std::string_view text, std::size_t begin);
bool is_blank_line(std::string_view line);

struct HeaderLines {
    std::vector<RawField> fields;
    std::size_t end = 0;  // where the body begins
    bool starts_with_text = false;
    std::vector<std::string_view> junk;  // lines that are no field among fields
    std::string_view beyond;
};

enum class HeaderOf { mail, part };

// `is_border` says whether a line ends everything.
HeaderLines read_header_lines(std::string_view text, std::size_t begin, HeaderOf owner,
                              const ReadLimits& limits,
                              const std::function<bool(std::string_view)>& is_border);

// "Name:" at the start of the line; the length of the name or 0. Eight-bit letters are allowed.
std::size_t field_name_length(std::string_view line);
bool is_known_field(std::string_view name);

}  // namespace message
