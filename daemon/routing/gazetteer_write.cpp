#include "routing/gazetteer_write.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"

namespace routing {
namespace {

constexpr std::size_t most_octets = 900 * 1000;  // the yaml room refuses above 1 MB

// A text that every YAML tool takes for that text without quotes, in a row of braces too.
bool is_plain(std::string_view text) {
    static constexpr std::string_view others[] = {"yes",   "no",   "on", "off", "true",
                                                  "false", "null", "y",  "n"};
    const auto letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               static_cast<unsigned char>(c) >= 0x80;
    };
    const bool inside = std::all_of(text.begin(), text.end(), [&](char c) {
        return letter(c) || (c >= '0' && c <= '9') || c == ' ' || c == '-' || c == '.';
    });
    const std::string lower = base::lower_ascii(text);
    return inside && !text.empty() && letter(text.front()) && text.back() != ' ' &&
           std::find(std::begin(others), std::end(others), lower) == std::end(others);
}

std::string scalar(std::string_view text) {
    if (is_plain(text)) return std::string(text);
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '\t')
            out += "\\t";
        else
            out += c;
    }
    return out + '"';
}

std::string list(const std::vector<std::string>& ids) {
    if (ids.size() == 1) return scalar(ids.front());
    std::string out = "[";
    for (const auto& id : ids) out += (out.size() == 1 ? "" : ", ") + scalar(id);
    return out + "]";
}

std::string line_of(const GazetteerRow& row) {
    std::string line = "  - {kind: " + std::string(name_of(row.kind));
    if (!row.name.empty()) line += ", name: " + scalar(row.name);
    if (!row.name_ml.empty()) line += ", name_ml: " + scalar(row.name_ml);
    if (!row.pin.empty()) line += ", pin: " + row.pin;
    if (!row.stations.empty()) line += ", station: " + list(row.stations);
    if (row.is_confirmed())
        line += ", confirmed: true, confirmed_by: " + scalar(row.confirmed_by) +
                ", confirmed_on: " + row.confirmed_on;
    return line + "}\n";
}

std::string head_of(const std::string& district) {
    return "# Places of " + district +
           ", written by 'aparajita gazetteer import', which keeps no comments.\n"
           "# A row without 'confirmed: true' is a hint for the desk and sends no mail "
           "anywhere. "
           "To confirm one, add\n"
           "#   confirmed: true, confirmed_by: women cell head, confirmed_on: 2026-11-22\n"
           "# and leave one station: with your role, never a name. Then: aparajita gazetteer "
           "check.\n"
           "district: " +
           scalar(district) + "\nrows:\n";
}

std::string file_of(const std::string& district, int number) {
    std::string slug;
    for (const char c : base::lower_ascii(district))
        slug += (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '-';
    return "gazetteer/" + slug + (number > 1 ? "-" + std::to_string(number) : "") + ".yaml";
}

// A cell that needs no quotes, or one in quotes.
std::string cell(const std::string& text) {
    const bool bare = text.find_first_of("\",\r\n") == std::string::npos &&
                      base::trim_ascii(text) == std::string_view(text);
    if (bare) return text;
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

}  // namespace

void sort_rows(std::vector<GazetteerRow>& rows) {
    const auto key = [](const GazetteerRow& row) {
        return std::tie(row.district, row.kind, row.name, row.name_ml, row.pin);
    };
    std::sort(rows.begin(), rows.end(),
              [&](const GazetteerRow& a, const GazetteerRow& b) { return key(a) < key(b); });
}

std::vector<yaml::SourceText> gazetteer_files(const std::vector<GazetteerRow>& rows) {
    std::vector<yaml::SourceText> files;
    const std::string* district = nullptr;
    int number = 0;
    for (const auto& row : rows) {
        const std::string line = line_of(row);
        const bool fresh = district == nullptr || *district != row.district;
        if (fresh || files.back().text.size() + line.size() > most_octets) {
            number = fresh ? 1 : number + 1;
            files.push_back({file_of(row.district, number), head_of(row.district)});
        }
        district = &row.district;
        files.back().text += line;
    }
    return files;
}

std::string gazetteer_csv(const std::vector<GazetteerRow>& rows) {
    std::string text = "kind,name,name_ml,district,station,pin,confirmed\n";
    for (const auto& row : rows) {
        std::string stations;
        for (const auto& id : row.stations) stations += (stations.empty() ? "" : ";") + id;
        const std::string confirmed =
            row.is_confirmed() ? row.confirmed_by + " " + row.confirmed_on : std::string();
        text += std::string(name_of(row.kind)) + ',' + cell(row.name) + ',' +
                cell(row.name_ml) + ',' + cell(row.district) + ',' + stations + ',' + row.pin +
                ',' + cell(confirmed) + '\n';
    }
    return text;
}

}  // namespace routing
