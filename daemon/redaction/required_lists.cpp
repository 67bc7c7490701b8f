#include "redaction/find_values.h"
#include "redaction/lists.h"

namespace redaction {

const std::vector<std::string_view>& required_lists() {
    static const std::vector<std::string_view> lists(list_names.begin(), list_names.end());
    return lists;
}

}  // namespace redaction
