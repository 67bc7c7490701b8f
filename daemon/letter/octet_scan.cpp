#include "base/text.h"
#include "letter/compose.h"

namespace letter {
namespace {

constexpr std::size_t longest_line = 998;

base::Failure wrong(const char* what) {
    return {base::FailureKind::defect, std::string("a composed letter has ") + what, {}};
}

// Takes one CR LF line off `rest`; false when the octets break a rule of RFC 5322 2.3.
bool take_line(std::string_view& rest, std::string_view& line) {
    const std::size_t end = rest.find("\r\n");
    if (end == std::string_view::npos || end > longest_line) return false;
    line = rest.substr(0, end);
    rest.remove_prefix(end + 2);
    for (const char c : line) {
        if (c != '\t' && (c < ' ' || c > '~')) return false;
    }
    return true;
}

struct Seen {
    std::vector<std::string> header_names;
    std::size_t openings = 0;
    std::size_t closings = 0;
};

void count_boundary(Seen& seen, std::string_view line, const std::string& boundary) {
    if (boundary.empty() || !line.starts_with("--" + boundary)) return;
    line.remove_prefix(2 + boundary.size());
    if (line.empty()) ++seen.openings;
    if (line == "--") ++seen.closings;
    if (!line.empty() && line != "--") seen.openings += 1000;
}

bool take_header(Seen& seen, std::string_view line) {
    if (line[0] == ' ' || line[0] == '\t') {
        return !seen.header_names.empty() && !base::trim_ascii(line).empty();
    }
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos || colon == 0) return false;
    seen.header_names.emplace_back(line.substr(0, colon));
    return true;
}

}  // namespace

base::Result<void> check_octets(std::string_view octets, const Shape& shape) {
    if (!octets.ends_with("\r\n")) return wrong("no line end at its end");
    Seen seen;
    bool in_header = true;
    std::string_view line;
    while (!octets.empty()) {
        if (!take_line(octets, line))
            return wrong("a line that is too long or holds a forbidden octet");
        if (in_header && line.empty()) {
            in_header = false;
        } else if (in_header && !take_header(seen, line)) {
            return wrong("a broken header line");
        } else if (!in_header) {
            count_boundary(seen, line, shape.boundary);
        }
    }
    if (in_header) return wrong("no body");
    if (seen.header_names != shape.header_names) return wrong("other headers than were set");
    const bool parted = !shape.boundary.empty();
    if (seen.openings != (parted ? shape.parts : 0) || seen.closings != (parted ? 1U : 0U)) {
        return wrong("boundaries where none were set");
    }
    return {};
}

}  // namespace letter
