// What stations, desk and complainants read: mailtemplates/*.mustache, compiled.
//
// Promises: a template that asks for an unknown name, or lacks a required one, is a Problem.
// Values are inserted as data, never as template text.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/problem.h"
#include "base/result.h"
#include "understanding/facts.h"
#include "yaml/node.h"

namespace letter {

class Templates {
  public:
    ~Templates();
    Templates(Templates&&) noexcept;
    Templates& operator=(Templates&&) noexcept;
    const std::string& fingerprint() const;
    struct Inside;
    explicit Templates(std::unique_ptr<const Inside> inside);
    const Inside& inside() const { return *inside_; }

  private:
    std::unique_ptr<const Inside> inside_;
};

struct LoadedTemplates {
    Templates templates;
    base::Problems warnings;  // reviewed_by: missing
};

base::Result<LoadedTemplates, base::Problems> load_templates(
    const std::vector<yaml::SourceText>& sources);

// The words of the review page, which is no letter but is read by the same people and edited in
// the same folder (review.en.mustache).
struct Wording {
    std::string language;  // "en", "hi", "ml"
    std::string title;
    std::vector<std::string> notes;            // lines of the text
    std::map<std::string, std::string> words;  // "column.late" -> "Late"
};
std::vector<Wording> review_wordings(const Templates& templates);

}  // namespace letter
