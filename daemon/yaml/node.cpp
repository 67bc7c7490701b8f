#include "yaml/node.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "yaml/check_text.h"

namespace yaml {
namespace {

// How many characters the caret marks: the scalar as it is written, never past its line.
int caret_of(const Node& node, std::string_view line) {
    const auto length = static_cast<int>(base::count_code_points(line));
    const int rest = std::max(length - node.column + 1, 1);
    if (node.kind == NodeKind::map && !node.entries.empty() &&
        node.entries.front().key->column == node.column)
        return caret_of(*node.entries.front().key, line);
    if (node.kind != NodeKind::scalar) return 1;
    const auto characters = static_cast<int>(base::count_code_points(node.text));
    const std::u32string wide = base::to_code_points(line);
    const auto at = static_cast<std::size_t>(node.column - 1);
    if (node.quoted) {
        const bool in_quotes = at < wide.size() && (wide[at] == U'"' || wide[at] == U'\'');
        return in_quotes ? std::min(characters + 2, rest) : 1;
    }
    return std::clamp(characters, 1, rest);
}

bool is_bare_truth(std::string_view text) {
    static constexpr std::string_view words[] = {"yes", "no", "on", "off", "true", "false"};
    const std::string lower = base::lower_ascii(text);
    return std::find(std::begin(words), std::end(words), lower) != std::end(words);
}

}  // namespace

const Node* Node::find(std::string_view key) const {
    for (const auto& entry : entries)
        if (entry.key->text == key) return entry.value.get();
    return nullptr;
}

const Node* Node::key_node(std::string_view key) const {
    for (const auto& entry : entries)
        if (entry.key->text == key) return entry.key.get();
    return nullptr;
}

bool Node::is_null() const {
    return kind == NodeKind::scalar && !quoted &&
           (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL");
}

void sort_by_place(base::Problems& problems) {
    std::stable_sort(
        problems.begin(), problems.end(), [](const base::Problem& a, const base::Problem& b) {
            return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
        });
}

base::Problem problem_at(const Node& node, std::string sentence, std::string hint,
                         std::string note) {
    base::Problem problem;
    problem.sentence = std::move(sentence);
    problem.hint = std::move(hint);
    problem.note = std::move(note);
    if (node.source == nullptr) return problem;
    const std::string_view line = line_of(node.source->text, node.line);
    problem.file = node.source->name;
    problem.line = node.line;
    problem.column = node.column;
    problem.source_line = std::string(line);
    problem.caret_length = caret_of(node, line);
    return problem;
}

std::string text_of(const Node& node, const std::string& what, base::Problems& problems,
                    BareTruth bare) {
    if (node.kind != NodeKind::scalar) {
        problems.push_back(
            problem_at(node, what + " must be one text, not a " +
                                 (node.kind == NodeKind::list ? "list" : "group of keys")));
        return {};
    }
    if (node.is_null()) {
        problems.push_back(problem_at(node, what + " is empty"));
        return {};
    }
    if (bare == BareTruth::refused && !node.quoted && is_bare_truth(node.text)) {
        problems.push_back(problem_at(
            node, what + " is a bare '" + node.text + "'",
            "YAML takes it for true or false; write \"" + node.text + "\" in quotes"));
        return {};
    }
    return node.text;
}

}  // namespace yaml
