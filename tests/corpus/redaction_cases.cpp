#include "corpus/redaction_cases.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/text.h"

namespace corpus {
namespace {

using redaction::Role;
using redaction::ValueType;
using understanding::Where;

[[noreturn]] void refuse(const std::string& name, const std::string& what) {
    std::fprintf(stderr, "tests/corpus/redaction: %s: %s\n", name.c_str(), what.c_str());
    std::abort();
}

Role role_of(const std::string& name, const std::string& letter) {
    if (letter == "c") return Role::complainant;
    if (letter == "f") return Role::family;
    if (letter == "t") return Role::third_party;
    if (letter == "o") return Role::offender;
    if (letter == "p") return Role::official;
    if (letter == "u") return Role::unknown;
    refuse(name, "no such role: " + letter);
}

Label read_label(const std::string& name, const std::string& head) {
    Label label;
    if (head == "KEEP") return label;
    const auto colon = head.find(':');
    label.of_device = head.starts_with("DEVICE:");
    label.type =
        label.of_device ? ValueType::misc_id : redaction::value_type(head.substr(0, colon));
    if (!label.type || colon == std::string::npos) refuse(name, "no such label: " + head);
    label.role = role_of(name, head.substr(colon + 1));
    return label;
}

// The plain text; its labels are added to the case.
std::u32string expand(RedactionCase& one, Where where, const std::string& marked) {
    const std::u32string text = base::to_code_points(marked);
    std::u32string plain;
    std::size_t at = 0;
    for (;;) {
        const auto open = text.find(U"{{", at);
        plain += text.substr(at, open == std::u32string::npos ? open : open - at);
        if (open == std::u32string::npos) return plain;
        const auto bar = text.find(U'|', open);
        const auto close = text.find(U"}}", open);
        if (close == std::u32string::npos || bar > close)
            refuse(one.name, "an open label: " + marked);
        Label label =
            read_label(one.name, base::to_utf8(text.substr(open + 2, bar - open - 2)));
        label.value = text.substr(bar + 1, close - bar - 1);
        label.span.where = where;
        label.span.start = static_cast<std::uint32_t>(plain.size());
        plain += label.value;
        label.span.end = static_cast<std::uint32_t>(plain.size());
        one.labels.push_back(std::move(label));
        at = close + 2;
    }
}

RedactionCase read_case(const std::string& writing, const std::string& block) {
    RedactionCase one;
    one.writing = writing;
    const auto first = block.find('\n');
    one.name = block.substr(0, first);
    if (const auto mark = one.name.find(" unread"); mark != std::string::npos) {
        one.name.erase(mark);
        one.part = Part::unseen;
    }
    const auto empty = block.find("\n\n");
    if (first == std::string::npos || empty == std::string::npos)
        refuse(one.name, "no empty line after the headers");
    const std::string head = block.substr(first + 1, empty - first);
    std::string body = block.substr(empty + 2);
    while (!body.empty() && body.back() == '\n') body.pop_back();
    one.from = U"w" + base::to_code_points(one.name) + U"@example.org";
    for (std::size_t at = 0; at < head.size();) {
        const auto end = head.find('\n', at);
        const std::string line = head.substr(at, end - at);
        if (line.starts_with("From: "))
            one.from = expand(one, Where::header, line.substr(6));
        else if (line.starts_with("Subject: "))
            one.subject = expand(one, Where::subject, line.substr(9));
        else
            refuse(one.name, "no such header: " + line);
        at = end + 1;
    }
    one.body = expand(one, Where::text, body);
    return one;
}

Batch batch_of(const std::string& stem) {
    if (stem.ends_with("-later")) return Batch::later;
    return stem.find("-blind") == std::string::npos ? Batch::first : Batch::blind;
}

Part part_of(const std::string& stem, Part otherwise) {
    if (stem.ends_with("-lines-held")) return Part::lines_held;
    if (stem.ends_with("-lines")) return Part::lines;
    if (stem.ends_with("-stranger-held")) return Part::strangers_held;
    if (stem.ends_with("-stranger")) return Part::strangers;
    return stem.ends_with("-held") ? Part::held : otherwise;
}

std::vector<RedactionCase> read_folder(const std::filesystem::path& folder) {
    std::vector<RedactionCase> cases;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".txt") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        const std::string stem = file.stem().string();
        const std::string writing = stem.substr(0, stem.find('-'));
        std::ifstream in(file, std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(in), {}};
        std::size_t at = text.find("=== ");
        while (at != std::string::npos) {
            const auto next = text.find("\n=== ", at);
            cases.push_back(read_case(writing, text.substr(at + 4, next - at - 4)));
            cases.back().batch = batch_of(stem);
            cases.back().part = part_of(stem, cases.back().part);
            at = next == std::string::npos ? next : next + 1;
        }
    }
    return cases;
}

}  // namespace

std::vector<RedactionCase> load_redaction_cases() {
    const std::filesystem::path root =
        std::filesystem::path(APARAJITA_SOURCE_DIR) / "tests/corpus/redaction";
    auto cases = read_folder(root);
    for (auto& one : read_folder(root / "practice")) {
        if (one.part == Part::seen) one.part = Part::practice;
        cases.push_back(std::move(one));
    }
    return cases;
}

bool is_protected(const Label& label) {
    return label.type && (label.role == Role::complainant || label.role == Role::family ||
                          label.role == Role::third_party);
}

// redaction.md 5.3, column ST, written out a second time on purpose: the shipped policy is what
// is tested.
bool is_unread(Part part) {
    return part == Part::unseen || part == Part::held || part == Part::strangers_held ||
           part == Part::lines_held;
}

bool is_of_strangers(Part part) {
    return part == Part::strangers || part == Part::strangers_held || part == Part::lines ||
           part == Part::lines_held;
}

bool must_be_covered(const Label& label) {
    if (!label.type || label.role == Role::official) return false;
    const ValueType type = *label.type;
    const auto among = [type](std::initializer_list<ValueType> list) {
        for (const ValueType each : list) {
            if (each == type) return true;
        }
        return false;
    };
    if (among({ValueType::upi_ref, ValueType::case_ref})) return false;
    if (is_protected(label)) return true;
    if (label.role == Role::offender) {
        if (label.of_device) return false;
        return among({ValueType::aadhaar, ValueType::vid, ValueType::pan, ValueType::passport,
                      ValueType::voter_epic, ValueType::driving_licence, ValueType::card,
                      ValueType::misc_id});
    }
    return !among({ValueType::url, ValueType::social_handle, ValueType::ip, ValueType::ifsc,
                   ValueType::gstin});
}

std::string to_eml(const RedactionCase& one) {
    std::string eml = "From: " + base::to_utf8(one.from) + "\nTo: complaints@example.org\n";
    eml += "Subject: =?utf-8?B?" + base::to_base64(base::to_utf8(one.subject)) + "?=\n";
    eml +=
        "Date: Fri, 20 Nov 2026 10:00:00 +0530\nMessage-ID: <" + one.name + "@example.org>\n";
    eml += "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n";
    eml += "Content-Transfer-Encoding: base64\n\n";
    const std::string coded = base::to_base64(base::to_utf8(one.body));
    for (std::size_t at = 0; at < coded.size(); at += 76) eml += coded.substr(at, 76) + "\n";
    return eml;
}

}  // namespace corpus
