// Which texts of a mail are read: the subject, the body, and its HTML twin where it says
// something else.
//
// Promises: every text a person could read is in one of them; soft line breaks of format=flowed
// are joined (RFC 3676) where the mail itself declares it; a text ends after 1 MB and the mail
// then is not complete.
#pragma once

#include <string>
#include <vector>

#include "message/parsed_mail.h"
#include "understanding/facts.h"

namespace understanding {

struct TextToRead {
    Where where = Where::text;
    std::u32string text;
    std::size_t shown_to = std::u32string::npos;  // see ExaminedText
};

struct TextsToRead {
    std::vector<TextToRead> texts;  // subject first, then text, then html
    bool complete = true;
};

TextsToRead texts_to_read(const message::ParsedMail& mail);

}  // namespace understanding
