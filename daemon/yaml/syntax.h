// What the YAML library complains of, in words for people who do not know YAML.
#pragma once

#include <string>
#include <string_view>

namespace yaml {

struct Complaint {
    std::string sentence;
    std::string hint;
};

// `message` is the library's; one that is not in the table is shown as it stands.
Complaint in_plain_words(std::string_view message);

}  // namespace yaml
