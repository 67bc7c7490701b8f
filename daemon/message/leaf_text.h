// The text of a leaf, as people would read it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "message/parsed_mail.h"

namespace message {

// text/*: the content under its charset; oddities are noted on the mail.
std::string decode_leaf_text(const Leaf& leaf, ParsedMail& mail);

// Unfolded and unescaped lines of an iCalendar object (RFC 5545 3.1, 3.3.11).
std::string calendar_to_text(std::string_view calendar);

// Text that is searched, but is not among the words that a mail program shows.
void add_unshown(ParsedMail& mail, std::string text);

// Puts the text of the leaf where it belongs: text, html (and html_text), or more_text.
void place_leaf_text(const Leaf& leaf, ParsedMail& mail);

// Oddities that show only when the whole mail is read: plain text unlike HTML, invisible
// letters.
void compare_readings(ParsedMail& mail);

}  // namespace message
