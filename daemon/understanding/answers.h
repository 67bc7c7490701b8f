// Words on the first line: what an officer or the desk answers, what a complainant asks for.
//
// Promises: a word counts only at the start of the first written line of the sender's own text;
// a word without an argument only if it is the whole line; anything else is no answer. An
// answer word counts in a text/plain part only. Source: contract.md section 6, promises.md 5.6.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "understanding/facts.h"
#include "understanding/passage.h"

namespace understanding {

// "RECEIVED", "ROUTE tvc.museum": the word of the closed list, then the rest of the line as
// written. A tap address
// (`verb`) comes first: its mail is sent empty.
std::optional<std::string> find_answer(const std::vector<Passage>& passages,
                                       const std::string& verb);

// STATUS or STOP as the whole first line, with nothing of weight below it.
std::optional<MailKind> find_request(const std::vector<Passage>& passages);

// The lists of answer words.
const std::vector<std::string_view>& answer_lists();

}  // namespace understanding
