// Which templates there are, and which names each may and must use. Closed lists: a name
// outside them is a Problem.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace letter {

// Who reads it, and so by which rules it is written: at forty columns for a station's phone,
// with nothing in the preview of a locked one for her.
enum class ReadBy { station, cell, platform, desk, her, reviewer };

struct TemplateKind {
    std::string_view name;  // "station"
    ReadBy read_by = ReadBy::desk;
    std::vector<std::string_view> languages;      // each has its file: "station.en.mustache"
    std::vector<std::string_view> subject_names;  // may stand in the subject
    std::vector<std::string_view> body_names;     // may stand in the body
    std::vector<std::string_view> required;       // must stand in subject or body
};

const std::vector<TemplateKind>& template_kinds();

}  // namespace letter
