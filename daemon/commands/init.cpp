#include <fstream>
#include <iostream>

#include "commands/command.h"
#include "pipeline/shipped.h"

namespace commands {
namespace {

namespace fs = std::filesystem;

bool write(const fs::path& path, const std::string& text) {
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    std::ofstream file(path, std::ios::binary);
    file << text;
    return static_cast<bool>(file.flush());
}

void init(Context& context, const fs::path& folder) {
    std::error_code error;
    if (fs::exists(folder, error) && !fs::is_empty(folder, error)) {
        return report(
            {base::FailureKind::usage, "the folder " + folder.string() + " is not empty",
             "give a new one: init never overwrites"},
            context);
    }
    bool fine = true;
    for (const auto& file : pipeline::shipped_settings_files())
        fine = fine && write(folder / file.name, file.text);
    for (const auto& file : pipeline::shipped_rule_files()) {
        fine = fine && write(folder / "routing_rules" / file.name, file.text);
    }
    for (const auto& file : pipeline::shipped_template_files()) {
        fine = fine && write(folder / "mailtemplates" / file.name, file.text);
    }
    if (!fine) {
        return report({base::FailureKind::storage, "cannot write to " + folder.string(),
                       "is the disk full?"},
                      context);
    }
    const std::string at = folder.string();
    std::cout << "Written to " << at << ": aparajita.yaml, routing_rules/, mailtemplates/.\n"
              << "Next:\n"
              << "  1. On the records office's machine: aparajita keygen --out records-office\n"
              << "     then copy records-office.pub (never the .key) to " << at << "\n"
              << "  2. Edit " << at << "/aparajita.yaml: servers, addresses, passwords.\n"
              << "  3. aparajita check --config " << at << "/aparajita.yaml\n";
}

}  // namespace

void add_init(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand(
        "init", "a commented sample installation: settings, rules, templates");
    auto folder = std::make_shared<std::string>();
    command->add_option("dir", *folder, "a new or empty folder")->required();
    command->callback([&context, folder] { init(context, *folder); });
}

}  // namespace commands
