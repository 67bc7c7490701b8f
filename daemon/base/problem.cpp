#include "base/problem.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace base {

bool has_errors(const Problems& problems) {
    return std::any_of(problems.begin(), problems.end(),
                       [](const Problem& p) { return p.severity == Severity::error; });
}

std::string to_text(const Problem& problem) {
    const char* word = problem.severity == Severity::error ? "error" : "warning";
    std::string text;
    if (problem.line == 0) {
        text = fmt::format("{}: {}: {}\n", problem.file, word, problem.sentence);
    } else {
        text = fmt::format("{}:{}:{}: {}: {}\n", problem.file, problem.line, problem.column, word,
                           problem.sentence);
        const std::string number = std::to_string(problem.line);
        text += fmt::format("  {} | {}\n", number, problem.source_line);
        const auto indent = static_cast<std::size_t>(std::max(problem.column - 1, 0));
        const auto length = static_cast<std::size_t>(std::max(problem.caret_length, 1));
        text += fmt::format("  {} | {}{}{}{}\n", std::string(number.size(), ' '),
                            std::string(indent, ' '), std::string(length, '^'),
                            problem.note.empty() ? "" : " ", problem.note);
    }
    if (!problem.hint.empty()) text += fmt::format("hint: {}\n", problem.hint);
    return text;
}

std::string to_text(const Problems& problems) {
    std::string text;
    for (const auto& problem : problems) text += to_text(problem);
    return text;
}

namespace {

// Levenshtein distance, one row at a time.
std::size_t edits(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row[b.size()];
}

}  // namespace

std::string did_you_mean(const std::string& word, const std::vector<std::string>& known) {
    std::string best;
    std::size_t least = 3;
    for (const auto& candidate : known) {
        const std::size_t distance = edits(word, candidate);
        if (distance < least && distance < candidate.size()) {
            least = distance;
            best = candidate;
        }
    }
    return best;
}

}  // namespace base
