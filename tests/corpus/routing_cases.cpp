#include "routing_cases.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "base/text.h"

namespace corpus {

namespace {

std::string value_after(const std::string& word, const std::string& key) {
    if (word.rfind(key + "=", 0) == 0 && word.size() > key.size() + 1) {
        return word.substr(key.size() + 1);
    }
    throw std::runtime_error("expected " + key + "=, got " + word);
}

RoutingCase begin_case(const std::string& heading, const std::filesystem::path& file) {
    std::istringstream words(heading.substr(3));
    std::string station;
    std::string urgent;
    std::string trap;
    RoutingCase out;
    words >> out.name >> station >> urgent >> trap;
    out.writing = file.stem().string();
    out.station = value_after(station, "station");
    out.urgent = value_after(urgent, "urgent");
    out.trap = value_after(trap, "trap");
    if (file.parent_path().stem() == "practice")
        out.part = out.writing.ends_with("-held") ? Part::practice_held : Part::practice;
    else if (std::stoi(out.name.substr(out.name.find('-') + 1)) % 3 == 0)
        out.part = Part::held_out;
    return out;
}

void add_line(RoutingCase& to, const std::string& line) {
    const std::string subject = "Subject: ";
    if (to.subject.empty() && line.rfind(subject, 0) == 0) {
        to.subject = line.substr(subject.size());
    } else if (!to.body.empty() || !line.empty()) {
        to.body += line + "\n";
    }
}

void read_file(const std::filesystem::path& path, std::vector<RoutingCase>& out) {
    std::ifstream in(path, std::ios::binary);
    const auto first = out.size();
    for (std::string line; std::getline(in, line);) {
        if (line.rfind("## ", 0) == 0) {
            out.push_back(begin_case(line, path));
        } else if (out.size() > first) {
            add_line(out.back(), line);
        } else {
            throw std::runtime_error(path.filename().string() + " does not begin with a case");
        }
    }
}

}  // namespace

std::string RoutingCase::octets() const {
    return "From: asha@example.org\r\nTo: complaints@example.org\r\nMessage-ID: <" + name +
           "@example.org>\r\nDate: Fri, 20 Nov 2026 18:30:00 +0530\r\nSubject: =?utf-8?B?" +
           base::to_base64(subject) +
           "?=\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
           "Content-Transfer-Encoding: 8bit\r\n\r\n" +
           body;
}

std::vector<RoutingCase> routing_cases() {
    std::vector<std::filesystem::path> files;
    const std::filesystem::path folder =
        std::filesystem::path(APARAJITA_SOURCE_DIR) / "tests/corpus/routing";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() == ".txt") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    std::vector<RoutingCase> out;
    for (const auto& file : files) read_file(file, out);
    return out;
}

}  // namespace corpus
