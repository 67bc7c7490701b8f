// What `aparajita parse --json` prints for one mail: one line, valid UTF-8, keys in a fixed
// order.
#pragma once

#include <string>

#include "message/parsed_mail.h"

namespace message {

// Needs Contents::kept. Without the line end.
std::string to_json_line(const std::string& file, const ParsedMail& mail);

}  // namespace message
