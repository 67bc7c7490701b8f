// Fills a template (mustache). Values are inserted as data: nothing in them is read as template
// text or escaped.
#pragma once

#include <string>

#include "base/result.h"
#include "letter/values.h"

namespace letter {

// What the library says about a template's text; empty when it is content. load_templates()
// asks it last.
std::string complaint_about(const std::string& text);

base::Result<std::string> render(const std::string& text, const Values& values);

}  // namespace letter
