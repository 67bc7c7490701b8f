#include "routing/gazetteer_csv.h"

#include <algorithm>

#include "base/text.h"
#include "yaml/check_text.h"

namespace routing {
namespace {

constexpr std::size_t most_octets = 16 * 1024 * 1024;
constexpr std::size_t most_rows = 100000;
constexpr std::size_t most_problems = 100;

base::Problem whole_file(const yaml::SourceText& source, std::string sentence,
                         std::string hint) {
    base::Problem problem;
    problem.file = source.name;
    problem.sentence = std::move(sentence);
    problem.hint = std::move(hint);
    return problem;
}

bool is_control(char32_t c) {
    return (c < 0x20 && c != U'\t') || (c >= 0x7F && c < 0xA0) || c == 0x200E || c == 0x200F ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 ||
           c == 0x2029 || c == 0xFEFF;
}

// What a spreadsheet saves when asked for another kind of CSV.
base::Problems check_form(const yaml::SourceText& source) {
    if (source.text.size() > most_octets)
        return {whole_file(source, "the table is larger than 16 MB", "split it")};
    if (source.text.starts_with("\xFF\xFE") || source.text.starts_with("\xFE\xFF") ||
        source.text.find('\0') != std::string::npos)
        return {whole_file(source, "this is not UTF-8 text",
                           "it looks like UTF-16 or a spreadsheet's own format; save it as "
                           "\"CSV UTF-8\"")};
    if (source.text.find_first_not_of(" \r\n\t") == std::string::npos)
        return {whole_file(source, "the table is empty", "the first line names the columns")};
    return {};
}

base::Problems check_lines(const yaml::SourceText& source) {
    base::Problems problems;
    std::string_view rest = source.text;
    for (int number = 1; !rest.empty() && problems.size() < most_problems; ++number) {
        const auto end = rest.find('\n');
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        const std::u32string wide = base::to_code_points(line);
        const auto bad = std::find_if(wide.begin(), wide.end(), is_control);
        if (base::is_utf8(line) && bad == wide.end()) continue;
        const bool is_text = base::is_utf8(line);
        auto problem = yaml::problem_at_octet(
            source, number, 0,
            is_text ? "an invisible control character stands here" : "this is not UTF-8 text",
            is_text ? "delete it and type the text again" : "save the table as \"CSV UTF-8\"");
        const auto at = is_text ? bad : std::find(wide.begin(), wide.end(), char32_t{0xFFFD});
        problem.column = static_cast<int>(at - wide.begin()) + 1;
        problem.source_line =
            base::to_utf8(is_text ? std::u32string(wide.begin(), at) : std::u32string(wide));
        problems.push_back(std::move(problem));
    }
    return problems;
}

// One cell after another; a cell in quotes may hold commas, quotes (twice) and line ends.
class Cells {
  public:
    Cells(const yaml::SourceText& source, base::Problems& problems)
        : source_(source), text_(source.text), problems_(problems) {}

    bool at_end() const { return at_ >= text_.size(); }

    std::vector<yaml::Node> read_row() {
        std::vector<yaml::Node> row;
        do row.push_back(read_cell());
        while (take(','));
        if (!end_line() && !at_end()) skip_rest();
        return row;
    }

  private:
    bool take(char wanted) {
        if (at_end() || text_[at_] != wanted) return false;
        ++at_;
        return true;
    }

    bool end_line() {
        const auto before = at_;
        take('\r');
        if (take('\n')) {
            ++line_;
            line_start_ = at_;
            return true;
        }
        at_ = before;
        return false;
    }

    void skip_rest() {
        while (!at_end() && !end_line()) ++at_;
    }

    int column_of(std::size_t at) const {
        return static_cast<int>(
                   base::count_code_points(text_.substr(line_start_, at - line_start_))) +
               1;
    }

    yaml::Node read_cell() {
        yaml::Node cell;
        cell.source = &source_;
        cell.line = line_;
        cell.column = column_of(at_);
        if (take('"')) {
            cell.quoted = true;
            read_quoted(cell);
            return cell;
        }
        const auto end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
        cell.text = base::trim_ascii(text_.substr(at_, end - at_));
        if (const auto quote = text_.substr(at_, end - at_).find('"');
            quote != std::string_view::npos)
            complain(line_, at_ + quote, "a quote stands inside a cell",
                     "a cell with quotes is written in quotes, each quote in it twice");
        at_ = end;
        return cell;
    }

    void read_quoted(yaml::Node& cell) {
        while (!at_end()) {
            if (!take('"')) {
                if (text_[at_] == '\n') {
                    ++line_;
                    line_start_ = at_ + 1;
                }
                cell.text += text_[at_++];
            } else if (take('"')) {
                cell.text += '"';
            } else {
                end_quoted();
                return;
            }
        }
        problems_.push_back(yaml::problem_at(cell, "this quote is never closed",
                                             "add the second quote at the end of the cell"));
    }

    void end_quoted() {
        if (at_end() || text_[at_] == ',' || text_[at_] == '\n' || text_[at_] == '\r') return;
        complain(line_, at_, "text stands behind a closing quote",
                 "a quote inside a cell is written twice");
        at_ = std::min(text_.find_first_of(",\n", at_), text_.size());
    }

    void complain(int line, std::size_t at, std::string sentence, std::string hint) {
        problems_.push_back(yaml::problem_at_octet(source_, line, at - line_start_,
                                                   std::move(sentence), std::move(hint)));
    }

    const yaml::SourceText& source_;
    std::string_view text_;
    base::Problems& problems_;
    std::size_t at_ = 0;
    std::size_t line_start_ = 0;
    int line_ = 1;
};

bool is_blank(const std::vector<yaml::Node>& row) {
    return std::all_of(row.begin(), row.end(), [](const yaml::Node& cell) {
        return !cell.quoted && cell.text.empty();
    });
}

bool has_length(const std::vector<yaml::Node>& row, std::size_t wanted,
                base::Problems& problems) {
    if (row.size() == wanted) return true;
    problems.push_back(yaml::problem_at(
        row.front(),
        "this row has " + std::to_string(row.size()) + " cells, the header has " +
            std::to_string(wanted),
        row.size() > wanted ? "a cell with a comma in it is written in \"quotes\""
                            : "an empty cell still needs its comma"));
    return false;
}

void check_separator(const std::vector<yaml::Node>& header, base::Problems& problems) {
    if (header.size() != 1) return;
    const std::string& only = header.front().text;
    if (only.find(';') == std::string::npos && only.find('\t') == std::string::npos) return;
    problems.push_back(yaml::problem_at(header.front(),
                                        only.find(';') == std::string::npos
                                            ? "the columns are separated by tabs"
                                            : "the columns are separated by semicolons",
                                        "save the table with commas between the columns"));
}

}  // namespace

CsvTable read_csv(yaml::SourceText source, base::Problems& problems) {
    if (source.text.starts_with("\xEF\xBB\xBF")) source.text.erase(0, 3);
    CsvTable table;
    table.source = std::make_shared<const yaml::SourceText>(std::move(source));
    base::Problems found = check_form(*table.source);
    if (found.empty()) found = check_lines(*table.source);
    Cells cells(*table.source, found);
    const bool is_text = found.empty();
    while (is_text && !cells.at_end() && found.size() < most_problems) {
        const std::size_t before = found.size();
        auto row = cells.read_row();
        if (is_blank(row) || found.size() > before) continue;
        if (table.header.empty()) {
            check_separator(row, found);
            if (!found.empty()) break;
            table.header = std::move(row);
        } else if (has_length(row, table.header.size(), found)) {
            table.rows.push_back(std::move(row));
        }
        if (table.rows.size() > most_rows) {
            found.push_back(
                whole_file(*table.source, "the table has more than 100,000 rows", "split it"));
            break;
        }
    }
    problems.insert(problems.end(), found.begin(), found.end());
    return table;
}

}  // namespace routing
