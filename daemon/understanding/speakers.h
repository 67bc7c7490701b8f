// Who of the people in a pasted chat is the writer of the mail, and who is the other side?
//
// Promise: where the words do not tell, nobody's lines change their owner.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "understanding/lines.h"
#include "understanding/zones.h"

namespace understanding {

// The name is the sender's, or its first word is; "you" and "me" in an export.
bool is_sender(const Sender& sender, const std::string& speaker);

// `zones`: one for each line; `speakers`: the names before the lines of chat.
void settle_speakers(const Passage& passage, const Sender& sender,
                     const std::vector<Line>& lines, const std::set<std::string>& speakers,
                     std::vector<Zone>& zones);

}  // namespace understanding
