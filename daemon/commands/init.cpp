#include <fmt/format.h>

#include <array>
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

// What init writes. Other things may lie beside it: credentials, records-office.pub.
constexpr std::array<std::string_view, 3> ours = {"aparajita.yaml", "routing_rules",
                                                  "mailtemplates"};

// The first of our own things that is there already; empty when none is.
std::string found_in(const fs::path& folder) {
    for (const std::string_view name : ours) {
        std::error_code error;
        if (fs::exists(folder / name, error)) return std::string(name);
    }
    return "";
}

// The sample keeps its databases beside itself; an installed daemon may write only below its
// own state folder.
std::string with_state(std::string text, const std::string& state) {
    if (state.empty()) return text;
    for (const std::string_view line : {"\nstate: ", "\nkeys: {folder: "}) {
        const std::size_t at = text.find(line);
        if (at == std::string::npos) continue;
        const std::size_t start = at + line.size();
        const std::size_t end = start + std::string_view("state").size();
        text.replace(start, end - start, state);
    }
    return text;
}

bool write_sample(const fs::path& folder, const std::string& state) {
    bool fine = true;
    for (const auto& file : pipeline::shipped_settings_files())
        fine = fine && write(folder / file.name, with_state(file.text, state));
    for (const auto& file : pipeline::shipped_rule_files())
        fine = fine && write(folder / "routing_rules" / file.name, file.text);
    for (const auto& file : pipeline::shipped_template_files())
        fine = fine && write(folder / "mailtemplates" / file.name, file.text);
    return fine;
}

void init(Context& context, const fs::path& folder, const std::string& state) {
    if (const std::string found = found_in(folder); !found.empty()) {
        return report({base::FailureKind::usage,
                       fmt::format("{} is there already: {}", found, folder.string()),
                       "give another folder: init never overwrites"},
                      context);
    }
    if (!write_sample(folder, state)) {
        return report({base::FailureKind::storage, "cannot write to " + folder.string(),
                       "may you write there? is the disk full?"},
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
    auto state = std::make_shared<std::string>();
    command->add_option("dir", *folder, "where to: nothing is overwritten there")->required();
    command->add_option("--state", *state,
                        "folder for databases and keys (default: state, beside the settings)");
    command->callback([&context, folder, state] { init(context, *folder, *state); });
}

}  // namespace commands
