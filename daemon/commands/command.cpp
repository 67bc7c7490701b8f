#include "commands/command.h"

#include <fstream>
#include <iostream>
#include <iterator>

namespace commands {

std::optional<settings::Settings> settings_or_problems(Context& context) {
    auto loaded = settings::load_settings(context.config);
    if (loaded) return std::move(loaded->settings);
    std::cerr << base::to_text(loaded.error());
    context.exit_code = base::exit_code(base::FailureKind::settings);
    return std::nullopt;
}

std::shared_ptr<const pipeline::RuleSet> rules_or_problems(const settings::Settings& settings,
                                                           Context& context) {
    auto files = pipeline::read_rule_files(settings);
    if (!files) {
        report(files.error(), context);
        return nullptr;
    }
    auto loaded = pipeline::load_rule_set(*files, settings);
    if (loaded) return loaded->rules;
    std::cerr << base::to_text(loaded.error());
    context.exit_code = base::exit_code(base::FailureKind::text);
    return nullptr;
}

void report(const base::Failure& failure, Context& context) {
    std::cerr << base::to_text(failure);
    context.exit_code = base::exit_code(failure.kind);
}

base::Result<std::string> read_file(const std::string& name) {
    if (name == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
    std::ifstream file(name, std::ios::binary);
    std::error_code ignored;
    if (!file || std::filesystem::is_directory(name, ignored)) {
        return base::Failure{base::FailureKind::usage, "cannot read " + name,
                             "give the path of a mail, or - for standard input"};
    }
    return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace commands
