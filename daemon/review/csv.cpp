#include "review/csv.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/ensure.h"

namespace review {
namespace {

// A spreadsheet takes these at the begin of a cell for a formula.
bool begins_formula(const std::string& text) {
    return !text.empty() &&
           std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
}

std::string quoted(std::string text) {
    if (begins_formula(text)) text.insert(0, "'");
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

// "outcome.warned" -> "warned"
std::string last_part(const std::string& key) { return key.substr(key.find('.') + 1); }

std::string value_of(const Cell& cell) {
    switch (cell.kind) {
        case Cell::Kind::text:
            return quoted(cell.text);
        case Cell::Kind::word:
            return quoted(last_part(cell.text));
        case Cell::Kind::count:
            return std::to_string(cell.count);
        case Cell::Kind::hours:
            return fmt::format("{:.1f}", cell.hours);
        case Cell::Kind::small:
            return "<5";
        case Cell::Kind::hidden:
            return ">=5";
        case Cell::Kind::none:
            return "";
    }
    base::ensure(false);
    return {};
}

}  // namespace

std::string to_csv(const Table& table) {
    const bool grouped = std::any_of(table.rows.begin(), table.rows.end(),
                                     [](const Row& row) { return !row.group.empty(); });
    std::string out = grouped ? "district," : "";
    out += table.head;
    for (const std::string& column : table.columns) out += "," + last_part(column);
    out += "\r\n";
    for (const Row& row : table.rows) {
        if (grouped) out += quoted(last_part(row.group)) + ",";
        out += value_of(row.head);
        for (const Cell& cell : row.cells) out += "," + value_of(cell);
        out += "\r\n";
    }
    return out;
}

}  // namespace review
