// The auditors' questions, and their own copy of what they are put to.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "audit/questions.h"
#include "commands/audit.h"
#include "pipeline/control.h"
#include "pipeline/shipped.h"

namespace commands {
namespace {

struct Options {
    std::string name, case_no, file;
    bool json = false;
};

std::vector<audit::Question> questions() {
    std::vector<audit::Question> all;
    for (const auto& [name, text] : pipeline::shipped_questions())
        all.push_back(audit::read_question(name, text));
    return all;
}

std::string shown(const store::Row& row, std::size_t i) {
    if (row.is_null(i)) return "-";
    if (const auto* whole = std::get_if<std::int64_t>(&row.value(i)))
        return std::to_string(*whole);
    if (const auto* real = std::get_if<double>(&row.value(i))) return fmt::format("{}", *real);
    return row.text(i);
}

nlohmann::json json_of(const store::Row& row, std::size_t i) {
    if (row.is_null(i)) return nullptr;
    if (const auto* whole = std::get_if<std::int64_t>(&row.value(i))) return *whole;
    if (const auto* real = std::get_if<double>(&row.value(i))) return *real;
    return row.text(i);
}

void print_json(const audit::Answer& answer) {
    for (const auto& row : answer.rows) {
        nlohmann::ordered_json line = nlohmann::ordered_json::object();
        for (std::size_t i = 0; i < answer.columns.size(); ++i)
            line[answer.columns[i]] = json_of(row, i);
        std::cout << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
                  << "\n";
    }
}

void print_table(const audit::Answer& answer) {
    std::vector<std::size_t> widths;
    for (const auto& column : answer.columns) widths.push_back(column.size());
    for (const auto& row : answer.rows) {
        for (std::size_t i = 0; i < widths.size(); ++i)
            widths[i] = std::max(widths[i], shown(row, i).size());
    }
    const auto line = [&widths](const auto& cell) {
        for (std::size_t i = 0; i < widths.size(); ++i) {
            const bool last = i + 1 == widths.size();
            std::cout << (last ? cell(i) : fmt::format("{:<{}}  ", cell(i), widths[i]));
        }
        std::cout << "\n";
    };
    line([&](std::size_t i) { return answer.columns[i]; });
    for (const auto& row : answer.rows) line([&](std::size_t i) { return shown(row, i); });
    std::cout << fmt::format("{} rows\n", answer.rows.size());
}

void list_questions() {
    for (const auto& question : questions()) {
        std::cout << fmt::format("{:<20} {}{}\n", question.name, question.sentence,
                                 question.of_a_case ? " (audit ask NAME CASE)" : "");
    }
}

// A person reads a case: logged before anything is shown. In an exported file there is no trail
// of our own to write to; the export was logged.
bool is_logged(Context& context, const audit::Question& question, const Options& options) {
    if (!question.of_a_case || !options.file.empty()) return true;
    const auto settings = settings_or_problems(context);
    if (!settings) return false;
    auto logged = pipeline::order(*settings, {"ask_case", options.case_no, ""});
    if (!logged) report(logged.error(), context);
    return logged.ok();
}

void ask(Context& context, const Options& options) {
    if (options.name.empty()) return list_questions();
    const auto all = questions();
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& question) {
        return question.name == options.name;
    });
    if (found == all.end())
        return report({base::FailureKind::usage, "there is no question '" + options.name + "'",
                       "aparajita audit ask lists them"},
                      context);
    if (found->of_a_case == options.case_no.empty())
        return report({base::FailureKind::usage,
                       found->of_a_case ? "this question needs a case number"
                                        : "this question is not about one case",
                       "aparajita audit ask lists them"},
                      context);
    if (!is_logged(context, *found, options)) return;
    auto state = open_trail(context, options.file);
    if (!state) return;
    auto answer = audit::ask(*state, *found, options.case_no);
    if (!answer) return report(answer.error(), context);
    options.json ? print_json(*answer) : print_table(*answer);
}

void write_export(Context& context, const std::string& file) {
    const auto settings = settings_or_problems(context);
    if (!settings) return;
    auto logged = pipeline::order(*settings, {"export", "", ""});
    if (!logged) return report(logged.error(), context);
    auto written = audit::write_export(settings->state, file);
    if (!written) return report(written.error(), context);
    std::cout << fmt::format("{}  verify it with: aparajita audit verify {}\n", file, file);
}

}  // namespace

void add_audit_ask(CLI::App& audit, Context& context) {
    auto* command =
        audit.add_subcommand("ask", "the questions of auditors: lists, or answers one");
    auto options = std::make_shared<Options>();
    command->add_option("name", options->name, "which question");
    command->add_option("case", options->case_no,
                        "APJ-2026-000042, where the question needs one");
    command->add_option("--file", options->file,
                        "ask an exported file instead of the live one");
    command->add_flag("--json", options->json, "one JSON object a line");
    command->callback([&context, options] { ask(context, *options); });
}

void add_audit_export(CLI::App& audit, Context& context) {
    auto* command = audit.add_subcommand(
        "export",
        "a file for auditors: the trail and the v1 views, verifiable by itself; logged");
    auto file = std::make_shared<std::string>();
    command->add_option("file", *file, "a new file")->required();
    command->callback([&context, file] { write_export(context, *file); });
}

}  // namespace commands
