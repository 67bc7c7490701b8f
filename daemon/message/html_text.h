// HTML to plain text through a real parser. Everything that a person could read or hide is
// seen.
//
// Promises: valid UTF-8 in, valid UTF-8 out, never throws; `shown` has entities decoded, a line
// per block, <br> and table row, tabs between cells, "[image: alt]" for alt text and "text
// <target>" for links; `hidden` has comments, invisible text, titles and form values. Time is
// bounded: markup that is too deep or made to cost time is read by a plain stripper instead
// (`stripped`).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace message {

struct HtmlText {
    std::string shown;
    std::vector<std::string> hidden;
    bool has_comment = false;
    bool has_hidden = false;
    bool stripped = false;
};

HtmlText html_to_text(const std::string& html);

// The charset that a <meta> of the first 4 KB names, or "".
std::string html_charset(std::string_view octets);

}  // namespace message
