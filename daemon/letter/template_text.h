// One template file as people write it:
//
//   subject: Your message
//   reviewed_by: (who passed the text as a native reader)
//   word.husband: husband
//
//   the body, in mustache: {{name}}, {{#name}}shown when there is one{{/name}}, {{^name}}when
//   there is none{{/name}}
//
// Lines before the first empty line are "name: value"; "#" begins a comment there. Partials,
// other delimiters and
// {{{name}}} are refused: values are never escaped, so one form is enough.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/problem.h"
#include "letter/template_names.h"
#include "yaml/node.h"

namespace letter {

struct Template {
    std::string subject;
    std::string body;                          // empty lines as empty_line_mark (layout.h)
    std::map<std::string, std::string> words;  // "husband" -> what this language says
    bool reviewed = false;
};

// Appends every problem that can be found.
Template read_template(const yaml::SourceText& source, const TemplateKind& kind,
                       base::Problems& problems);

}  // namespace letter
