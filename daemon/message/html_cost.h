// What parsing this HTML would cost, and the plain way to read it when that is too much.
#pragma once

#include <string>
#include <string_view>

namespace message {

// False: nesting or attributes would cost time out of proportion.
bool is_affordable_html(std::string_view html);

// Tags out, the commonest entities decoded, linear time.
std::string strip_tags(std::string_view html);

}  // namespace message
