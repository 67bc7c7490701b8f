// The rules, templates and settings this binary was built with, made by CMake from the files of
// the source tree.
#pragma once

#include <string>
#include <vector>

namespace pipeline {

struct ShippedFile {
    std::string name;  // relative: "kerala/tvc.yaml"
    std::string text;
};

const std::vector<ShippedFile>& shipped_rule_files();
const std::vector<ShippedFile>& shipped_template_files();
const std::vector<ShippedFile>& shipped_settings_files();
const std::vector<ShippedFile>& shipped_questions();

}  // namespace pipeline
