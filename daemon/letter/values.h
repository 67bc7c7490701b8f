// What a template may show. A name without a text is absent: its section is left out.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace letter {

struct Values {
    std::map<std::string, std::string> texts;
    std::map<std::string, std::vector<Values>> lists;

    // Empty texts are not kept: in mustache an empty text would still open its section.
    void put(const std::string& name, std::string text) {
        if (!text.empty()) texts[name] = std::move(text);
    }
    void put_if(bool holds, const std::string& name) {
        if (holds) texts[name] = "yes";
    }
};

}  // namespace letter
