#include "yaml/check_text.h"

#include <algorithm>

#include "base/text.h"

namespace yaml {
namespace {

constexpr std::size_t most_octets = std::size_t{1024} * 1024;
constexpr std::size_t most_octets_of_line = 8000;
constexpr std::size_t most_problems = 20;  // of this kind: a binary file would give thousands

base::Problem whole_file(const SourceText& source, std::string sentence, std::string hint) {
    base::Problem problem;
    problem.file = source.name;
    problem.sentence = std::move(sentence);
    problem.hint = std::move(hint);
    return problem;
}

// The first octet that no UTF-8 text has at this place.
std::size_t first_bad_octet(std::string_view line) {
    std::size_t good = 0;
    while (good < line.size()) {
        std::size_t length = 1;
        while (length <= 4 && good + length <= line.size() &&
               !base::is_utf8(line.substr(good, length)))
            ++length;
        if (length > 4 || good + length > line.size()) break;
        good += length;
    }
    return good;
}

// Invisible characters that make a line read differently from what it says (bidirectional
// controls), and controls that no text file needs. Zero-width joiners stay: Malayalam is
// written with them.
std::size_t first_control(std::string_view line) {
    static constexpr std::string_view hidden[] = {
        "\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067",
        "\u2068", "\u2069", "\u200E", "\u200F", "\uFEFF", "\u2028", "\u2029"};
    std::size_t first = line.size();
    for (std::size_t i = 0; i < line.size(); ++i) {
        const auto octet = static_cast<unsigned char>(line[i]);
        if ((octet < 0x20 && octet != '\t') || octet == 0x7F) {
            first = i;
            break;
        }
    }
    for (const auto character : hidden) first = std::min(first, line.find(character));
    return first;
}

void check_line(const SourceText& source, std::string_view line, int number,
                base::Problems& problems) {
    if (line.size() > most_octets_of_line) {
        base::Problem problem =
            problem_at_octet(source, number, 0, "this line is too long",
                             "a line may have 8,000 octets; write lists one item a line");
        problem.source_line.clear();
        problems.push_back(std::move(problem));
        return;
    }
    if (!base::is_utf8(line)) {
        base::Problem problem =
            problem_at_octet(source, number, first_bad_octet(line), "this is not UTF-8 text",
                             "save the file as UTF-8");
        problem.source_line = base::to_utf8(base::to_code_points(line));
        problems.push_back(std::move(problem));
    } else if (const std::size_t at = first_control(line); at < line.size()) {
        base::Problem problem =
            problem_at_octet(source, number, at, "an invisible control character stands here",
                             "delete it and type the text again");
        problem.source_line = std::string(line.substr(0, at));
        problems.push_back(std::move(problem));
    } else if (line.starts_with('%')) {
        problems.push_back(
            problem_at_octet(source, number, 0, "a line begins with '%'",
                             "YAML directives are not used here; delete the line"));
    } else if (const auto first = line.find_first_not_of(" \t");
               first != std::string_view::npos &&
               line.substr(0, first).find('\t') != std::string_view::npos) {
        problems.push_back(problem_at_octet(source, number, line.find('\t'),
                                            "a tab stands in the indentation",
                                            "use spaces, two for each level"));
    }
}

}  // namespace

std::string_view line_of(std::string_view text, int line) {
    for (int number = 1; number < line; ++number) {
        const auto end = text.find('\n');
        if (end == std::string_view::npos) return {};
        text.remove_prefix(end + 1);
    }
    text = text.substr(0, text.find('\n'));
    if (text.ends_with('\r')) text.remove_suffix(1);
    return text;
}

base::Problem problem_at_octet(const SourceText& source, int line, std::size_t offset,
                               std::string sentence, std::string hint) {
    const std::string_view text = line_of(source.text, line);
    base::Problem problem;
    problem.file = source.name;
    problem.line = line;
    problem.column = static_cast<int>(base::count_code_points(
                         text.substr(0, std::min(offset, text.size())))) +
                     1;
    problem.sentence = std::move(sentence);
    problem.source_line = std::string(text);
    problem.hint = std::move(hint);
    return problem;
}

base::Problems check_text(const SourceText& source) {
    if (source.text.size() > most_octets)
        return {
            whole_file(source, "the file is larger than 1 MB", "split it into several files")};
    base::Problems problems;
    std::string_view rest = source.text;
    for (int number = 1; !rest.empty() && problems.size() < most_problems; ++number) {
        const auto end = rest.find('\n');
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        check_line(source, line, number, problems);
    }
    return problems;
}

}  // namespace yaml
