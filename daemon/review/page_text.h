// The form of the page: its skeleton (mustache) and its style.
#pragma once

#include <string_view>

namespace review {

extern const std::string_view page_skeleton;
extern const std::string_view page_style;

}  // namespace review
