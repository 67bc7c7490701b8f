// The inside of Templates, for the letters of this room only.
#pragma once

#include <map>
#include <string>

#include "letter/template_text.h"
#include "letter/templates.h"

namespace letter {

struct Templates::Inside {
    std::map<std::string, Template> by_name;  // "station.en"
    std::string fingerprint;
};

std::string_view language_code(
    understanding::Language language);  // "en", "hi", "ml": what we write back in

// load_templates() has made sure that every shipped name is there; asking for another one is
// our bug.
const Template& find_template(const Templates& templates, std::string_view kind,
                              std::string_view language);

// The template's word for one of our names ("urgent", "self_harm": the value of
// word.urgent.self_harm); without one the name itself, with blanks ("self harm").
std::string word_for(const Template& page, std::string_view list, std::string_view name);

}  // namespace letter
