// When may she be called? "between 10 am and 1 pm", "after 5 pm", "രാവിലെ 10 മണി മുതൽ 1 വരെ".
#pragma once

#include <optional>
#include <string>

#include "understanding/passage.h"

namespace understanding {

// "10-13", "after 17", "before 9"; 24-hour clock, nothing else of the text.
std::optional<std::string> find_safe_hours(const Passage& passage);

}  // namespace understanding
