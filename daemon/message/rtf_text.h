// The text of an RTF document (Word 2003 RTF specification, 1.9.1), as far as a mail's body or
// attachment needs it.
//
// Promises: valid UTF-8, never throws, linear time. Formatting, fonts, pictures and HTML tags
// kept inside (\htmltag) are left out; \uN, \'hh under \ansicpgN, paragraphs, tabs and line
// breaks are understood.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace message {

std::string rtf_to_text(std::string_view rtf);

// Compressed RTF of Outlook (MS-OXRTFCP); nothing when it is damaged.
std::optional<std::string> unpack_rtf(std::string_view packed);

}  // namespace message
