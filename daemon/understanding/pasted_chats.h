// Finds a chat that was copied without its times: "Rhea: answer me".
//
// Promises: linear in the lines. Three lines in a row that begin with a name, at most three
// names, one of them again; a form never asks the same twice. Inside the room only.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace understanding {

// The speaker of each line that belongs to such a chat. `is_form` says that a line's label is
// one of a form.
std::map<std::size_t, std::string> find_pasted_chats(
    const std::vector<std::u32string_view>& lines,
    const std::function<bool(std::size_t)>& is_form);

}  // namespace understanding
