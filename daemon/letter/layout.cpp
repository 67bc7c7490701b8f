#include "letter/layout.h"

#include "base/text.h"
#include "letter/wrap.h"

namespace letter {
namespace {

void append_own_line(std::string& out, std::string_view line, std::size_t width) {
    for (const std::string& piece : wrap(line, width, LongWords::keep)) out += piece + "\n";
}

}  // namespace

std::string lay_out(std::string_view filled, std::size_t width) {
    std::string out;
    bool gap = false;
    while (!filled.empty()) {
        const std::size_t end = std::min(filled.find('\n'), filled.size());
        const std::string_view line = filled.substr(0, end);
        filled.remove_prefix(std::min(end + 1, filled.size()));
        if (base::trim_ascii(line).empty()) continue;
        if (line[0] == empty_line_mark) {
            gap = !out.empty();
            continue;
        }
        if (gap) out += '\n';
        gap = false;
        if (line[0] == '|') {
            out += line;
            out += '\n';
        } else {
            append_own_line(out, line, width);
        }
    }
    return out;
}

}  // namespace letter
