// Content-Type, Content-Disposition and Content-Transfer-Encoding values: type, parameters (RFC
// 2045, 2231), comments.
//
// Promises: never fails; comments are ignored; RFC 2231 pieces are put in order by number,
// percent signs mean something only in starred pieces, the charset is that of piece 0, octets
// are joined before they are converted, and pieces after a gap or with absurd numbers are
// ignored.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace message {

struct Parameter {
    std::string name;   // lower case, with the stars of RFC 2231 still on it
    std::string value;  // octets, quotes removed
};

struct ParameterizedValue {
    std::string value;  // "text/plain", "attachment": lower case, no comments, no blanks
    std::vector<Parameter> parameters;
};

ParameterizedValue parse_parameterized(std::string_view raw);

// The plain parameter, else its RFC 2231 forms: octets turned into UTF-8, encoded words not
// decoded.
std::optional<std::string> find_parameter(const ParameterizedValue& value,
                                          std::string_view name);

// A file name: the starred form first, then the plain one with its encoded words decoded.
std::optional<std::string> find_file_name(const ParameterizedValue& value,
                                          std::string_view name);

enum class TransferEncoding { identity, base64, quoted_printable, uuencode, unknown };
TransferEncoding parse_transfer_encoding(std::string_view raw);

}  // namespace message
