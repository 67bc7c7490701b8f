// Prints the figures of place folding on a folder of public geodata: stations.csv and
// spelling_variants_dev.csv. Usage: bench/places DIR [-v]. Exit status 64 without a folder, 74 if it
// cannot be read.
#include <algorithm>
#include <ctime>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "base/text.h"
#include "understanding/fold.h"
#include "understanding/place_index.h"

namespace {

using Row = std::map<std::string, std::string>;

std::vector<std::string> split_csv(const std::string& line) {
    std::vector<std::string> cells{""};
    bool quoted = false;
    for (const char c : line) {
        if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            cells.emplace_back();
        else if (c != '\r')
            cells.back() += c;
    }
    return cells;
}

std::vector<Row> read_csv(const std::string& path) {
    std::ifstream in(path);
    std::string line;
    std::vector<Row> rows;
    if (!std::getline(in, line)) return rows;
    const auto names = split_csv(line);
    while (std::getline(in, line)) {
        const auto cells = split_csv(line);
        Row row;
        for (std::size_t i = 0; i < names.size() && i < cells.size(); ++i)
            row[names[i]] = cells[i];
        rows.push_back(row);
    }
    return rows;
}

std::vector<std::string> split_list(const std::string& text) {
    std::vector<std::string> out;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, ';');) {
        if (!part.empty()) out.push_back(part);
    }
    return out;
}

enum class Aliases { with, without };

understanding::Vocabulary stations_of(const std::vector<Row>& rows, Aliases aliases) {
    understanding::Vocabulary v;
    for (const auto& row : rows) {
        if (row.at("type") != "lo") continue;
        understanding::StationEntry s;
        s.id = base::StationId(row.at("id"));
        s.name = row.at("name");
        s.name_ml = row.at("name_ml");
        s.district = row.at("revenue_district");
        if (aliases == Aliases::with) s.aliases = split_list(row.at("aliases"));
        v.stations.push_back(s);
    }
    return v;
}

// The stations of the longest match that covers the whole text.
std::set<std::string> stations_in(const understanding::PlaceIndex& index,
                                  const std::string& text) {
    const auto source = base::to_code_points(text);
    const auto view = understanding::make_view(source);
    const auto tokens = understanding::tokenise(view, source);
    std::set<std::string> out;
    for (const auto& match : index.find(view, tokens, std::vector<bool>(tokens.size()))) {
        if (match.first != 0 || match.last + 1 != tokens.size()) continue;
        for (const auto& candidate : match.candidates) out.insert(candidate.station.str());
        if (!out.empty()) break;
    }
    return out;
}

struct Score {
    int all = 0, hit = 0, ambiguous = 0, missed = 0, wrong = 0;
    std::vector<std::string> bad;

    void count(const std::set<std::string>& found, const std::string& text,
               const std::string& right) {
        ++all;
        if (found.empty()) {
            ++missed;
            bad.push_back("missed " + text + " (" + right + ")");
        } else if (!found.contains(right)) {
            ++wrong;
            bad.push_back("WRONG " + text + " -> " + *found.begin() + " not " + right);
        } else if (found.size() > 1) {
            ++ambiguous;
        } else {
            ++hit;
        }
    }
    void print(const std::string& title) const {
        std::cout << title << ": " << all << " forms, hit " << hit << ", ambiguous "
                  << ambiguous << ", missed " << missed << ", wrong " << wrong << "\n";
    }
    void list() const {
        for (const auto& line : bad) std::cout << "    " << line << "\n";
    }
};

std::string joined_key(const std::string& name) {
    const auto source = base::to_code_points(name);
    const auto view = understanding::make_view(source);
    std::string key;
    for (const auto& t : understanding::tokenise(view, source)) {
        key += understanding::broad_keys(
                   understanding::settle(
                       std::u32string_view(view.text).substr(t.start, t.end - t.start)))
                   .front();
    }
    return key;
}

void compare_scripts(const std::vector<Row>& rows, const std::string& type, bool show) {
    int all = 0, same = 0;
    std::map<std::string, std::set<std::string>> owners;
    std::vector<std::string> differ;
    for (const auto& row : rows) {
        if (!type.empty() && row.at("type") != type) continue;
        if (row.at("name_ml").empty()) continue;
        const auto latin = joined_key(row.at("name"));
        const auto malayalam = joined_key(row.at("name_ml"));
        ++all;
        same += latin == malayalam ? 1 : 0;
        if (latin != malayalam) {
            differ.push_back(row.at("name") + " " + row.at("name_ml") + " " + latin + " " +
                             malayalam);
        }
        owners[latin].insert(row.at("name"));
    }
    const auto shared = std::count_if(owners.begin(), owners.end(), [](const auto& owner) {
        return owner.second.size() > 1;
    });
    std::cout << "Latin = Malayalam broad key: " << same << " of " << all
              << "; keys shared by two names: " << shared << "\n";
    if (show) {
        for (const auto& line : differ) std::cout << "    " << line << "\n";
        for (const auto& [key, names] : owners) {
            if (names.size() < 2) continue;
            std::cout << "    shared " << key << ":";
            for (const auto& name : names) std::cout << " " << name;
            std::cout << "\n";
        }
    }
}

// The case forms that the grammar gives to one name, with and without a space or a joined word.
std::vector<std::string> case_forms(const std::string& name) {
    const auto n = base::to_code_points(name);
    const auto u = [](std::u32string_view t) { return base::to_utf8(t); };
    std::vector<std::string> out;
    const auto cut = n.substr(0, n.size() - 1);
    const auto add = [&](std::u32string_view stem,
                         std::initializer_list<const char32_t*> ends) {
        for (const auto* end : ends) out.push_back(u(std::u32string(stem) + end));
    };
    const char32_t last = n.back();
    if (last == U'ം') {
        add(cut, {U"ത്ത്", U"ത്തെ", U"ത്തിലെ", U"ത്തിൽ", U"ത്തുള്ള", U"ത്തുനിന്ന്", U"ത്തു നിന്ന്", U"ത്ത് നിന്നും",
                  U"ത്തേക്ക്", U"ത്തേയ്ക്ക്", U"ത്തുകാരി", U"ത്തുകാരൻ", U"ത്തിന്റെ", U"ത്തിന്"});
    } else if (n.ends_with(U"ട്")) {
        add(cut, {U"്ടിൽ", U"്ട്", U"്ടെ", U"്ടുള്ള", U"്ടുനിന്ന്", U"്ടേക്ക്"});
    } else if (n.ends_with(U"റ്")) {
        add(cut, {U"്റിൽ", U"്റിലെ"});
    } else if (last == U'്') {
        add(cut, {U"ിൽ", U"ിലെ", U"ിലേക്ക്", U"ിലുള്ള"});
    } else if (const auto i = std::u32string_view(U"ർൽൻൺൾ").find(last);
               i != std::u32string_view::npos) {
        const auto stem = cut + std::u32string(1, U"രലനണള"[i]);
        add(stem, {U"ിൽ", U"ിലെ", U"ിലേക്ക്", U"ിലുള്ള"});
        if (last == U'ർ') add(cut + U"റ", {U"ിൽ", U"ിലെ"});
    } else if (last == U'ു') {
        add(n, {U"വിൽ", U"വിലെ"});
    } else {
        add(n, {U"യിൽ", U"യിലെ", U"യിലേക്ക്", U"യിലുള്ള", U"യിൽനിന്ന്", U"യുടെ", U"യ്ക്ക്", U"ക്ക്", U"യും",
                U"ക്കാരി", U"ക്കാരൻ"});
    }
    add(n, {U"", U"പോലീസ്", U"സ്റ്റേഷൻ", U"സ്റ്റേഷനിൽ", U"പോലീസ്സ്റ്റേഷനിൽ", U"സ്വദേശി", U"സ്വദേശിനി",
            U"പഞ്ചായത്ത്"});
    return out;
}

// Strips what a form carries beyond one word ("നിന്ന്").
std::string first_words(const std::string& form) {
    for (const char* tail : {" നിന്ന്", " നിന്നും"}) {
        if (form.ends_with(tail)) return form.substr(0, form.size() - std::string(tail).size());
    }
    return form;
}

void measure_speed(const understanding::PlaceIndex& index, const std::vector<Row>& rows) {
    std::string text;
    for (std::size_t i = 0; text.size() < 4096; ++i) {
        text += i % 2 == 0 ? "I went to the market and then he followed me near "
                           : "അയാൾ എന്നെ ശല്യം ചെയ്യുന്നു ";
        text += rows[i % rows.size()].at(i % 2 == 0 ? "name" : "name_ml") + ". ";
    }
    const auto source = base::to_code_points(text);
    const auto start = std::clock();
    constexpr int rounds = 20;
    std::size_t found = 0;
    for (int i = 0; i < rounds; ++i) {
        const auto view = understanding::make_view(source);
        const auto tokens = understanding::tokenise(view, source);
        found += index.find(view, tokens, std::vector<bool>(tokens.size())).size();
    }
    const auto spent = std::clock() - start;
    std::cout << "4 KB of text: "
              << spent * 1000000 / CLOCKS_PER_SEC / rounds
              << " us, " << found / rounds << " matches\n";
}

void measure_size(const std::vector<Row>& rows) {
    understanding::Vocabulary v;
    constexpr std::size_t names = 200000;
    for (std::size_t i = 0; i < names / 10; ++i) {
        understanding::StationEntry s;
        s.id = base::StationId("x." + std::to_string(i));
        s.name =
            rows[i % rows.size()].at("name") + " " + rows[(i * 7 + 3) % rows.size()].at("name");
        for (std::size_t k = 0; k < 9; ++k) {
            s.localities.push_back(rows[(i * 3 + k) % rows.size()].at("name") +
                                   rows[(i * 5 + k * 11) % rows.size()].at("name"));
        }
        v.stations.push_back(s);
    }
    const auto start = std::clock();
    const understanding::PlaceIndex index(v);
    const auto spent = std::clock() - start;
    std::cout << "index of 20,000 stations with " << names << " names: "
              << spent * 1000 / CLOCKS_PER_SEC
              << " ms\n";
    measure_speed(index, rows);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cerr << "usage: places DIR [-v]\n";
        return 64;
    }
    const bool show = argc > 2;
    const std::string dir = std::string(argv[1]) + "/";
    const auto stations = read_csv(dir + "stations.csv");
    const auto variants = read_csv(dir + "spelling_variants_dev.csv");
    if (stations.empty() || variants.empty()) {
        std::cerr << "places: cannot read " << dir << "\n";
        return 74;
    }
    compare_scripts(stations, "lo", show);
    if (const auto bodies = read_csv(dir + "local_bodies.csv"); !bodies.empty())
        compare_scripts(bodies, "", show);
    const understanding::PlaceIndex bare(stations_of(stations, Aliases::without));
    const understanding::PlaceIndex full(stations_of(stations, Aliases::with));
    std::map<std::string, Score> by_script;
    for (const auto& row : variants) {
        by_script[row.at("script")].count(stations_in(bare, row.at("variant")),
                                          row.at("variant"), row.at("station_id"));
        by_script[row.at("script") + ", aliases known"].count(
            stations_in(full, row.at("variant")), row.at("variant"), row.at("station_id"));
    }
    for (const auto& [script, score] : by_script) {
        score.print("variants, " + script);
        if (show) score.list();
    }
    Score forms;
    for (const auto& row : stations) {
        if (row.at("type") != "lo") continue;
        for (const auto& form : case_forms(row.at("name_ml"))) {
            forms.count(stations_in(full, first_words(form)), form, row.at("id"));
        }
    }
    forms.print("Malayalam case forms");
    if (show) forms.list();
    measure_speed(full, stations);
    measure_size(stations);
    return 0;
}
