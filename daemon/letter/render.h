// Fills a template (mustache). Values are inserted as data: nothing in them is read as template
// text. In a letter they stand as they are; in a page {{name}} is escaped for HTML and
// {{{name}}} is not.
#pragma once

#include <string>

#include "base/result.h"
#include "letter/values.h"

namespace letter {

// What the library says about a template's text; empty when it is content. load_templates()
// asks it last.
std::string complaint_about(const std::string& text);

enum class Form { letter, html };
base::Result<std::string> render(const std::string& text, const Values& values,
                                 Form form = Form::letter);

}  // namespace letter
