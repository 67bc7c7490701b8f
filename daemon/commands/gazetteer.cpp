// Tables of places in and out of the rules folder. What a row means is decided in the room
// routing; here are only its files.
#include "routing/gazetteer.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iostream>

#include "commands/command.h"
#include "commands/terminal.h"

namespace commands {
namespace {

namespace fs = std::filesystem;
using Sources = std::vector<yaml::SourceText>;

constexpr int places_wrong = 65;
constexpr std::string_view folder_name = "gazetteer/";

struct Wanted {
    std::string rules;  // empty: the folder of the settings
    std::vector<std::string> tables;
};

std::optional<fs::path> rules_folder(Context& context, const Wanted& wanted) {
    if (!wanted.rules.empty()) return fs::path(wanted.rules);
    const auto settings = settings_or_problems(context);
    if (!settings) return std::nullopt;
    return settings->rules;
}

std::optional<Sources> read_rules(Context& context, const fs::path& folder) {
    auto files = settings::read_folder(folder, {".yaml"});
    if (files) return std::move(*files);
    report(files.error(), context);
    return std::nullopt;
}

void refuse(Context& context, const base::Problems& problems) {
    std::cerr << base::to_text(problems);
    context.exit_code = places_wrong;
}

base::Failure cannot_write(const fs::path& path) {
    return {base::FailureKind::storage, "cannot write " + path.string(),
            "is the disk full, or the folder somebody else's?"};
}

// Written aside under a name that no reader takes, so that a full disk leaves the old files.
base::Result<void> write_aside(const fs::path& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text;
    if (file.flush()) return {};
    return cannot_write(path);
}

fs::path aside(const fs::path& path) {
    return path.parent_path() / ("." + path.filename().string() + ".new");
}

base::Result<void> replace_files(const fs::path& folder, const Sources& files,
                                 const Sources& before) {
    std::error_code error;
    fs::create_directories(folder / folder_name, error);
    for (const auto& file : files)
        if (auto written = write_aside(aside(folder / file.name), file.text); !written) {
            for (const auto& one : files) fs::remove(aside(folder / one.name), error);
            return written;
        }
    for (const auto& file : files) {
        fs::rename(aside(folder / file.name), folder / file.name, error);
        if (error) return cannot_write(folder / file.name);
    }
    for (const auto& old : before) {
        const bool stays = std::any_of(files.begin(), files.end(),
                                       [&](const auto& file) { return file.name == old.name; });
        if (stays || !old.name.starts_with(folder_name)) continue;
        fs::remove(folder / old.name, error);
        std::cout << old.name << ": its rows are in the files of their districts now\n";
    }
    return {};
}

void tell(const routing::GazetteerImport& made) {
    std::cout << fmt::format("read {} places: {} new, {} changed\n", made.read, made.added,
                             made.changed);
    if (made.known > 0)
        std::cout << fmt::format("{} names are in the files of their stations already\n",
                                 made.known);
    if (made.elsewhere > 0)
        std::cout << fmt::format("{} lie in another state and were left out\n", made.elsewhere);
    if (made.kept > 0)
        std::cout << fmt::format("{} stay confirmed although the table does not say so\n",
                                 made.kept);
    std::cout << "Unconfirmed places help the desk and send no mail anywhere. Confirm a row in "
                 "gazetteer/, then: aparajita check\n";
}

base::Result<routing::GazetteerImport, base::Problems> import_with_bar(const Sources& rules,
                                                                       const Sources& tables) {
    ProgressBar bar("tables");
    return routing::import_gazetteer(
        rules, tables, [&](std::size_t done, std::size_t all) { bar.show(done, all); });
}

void import_tables(Context& context, const Wanted& wanted) {
    const auto folder = rules_folder(context, wanted);
    if (!folder) return;
    const auto rules = read_rules(context, *folder);
    if (!rules) return;
    Sources tables;
    for (const auto& name : wanted.tables) {
        auto text = read_file(name);
        if (!text) return report(text.error(), context);
        tables.push_back({name, std::move(*text)});
    }
    const auto made = import_with_bar(*rules, tables);
    if (!made) {
        refuse(context, made.error());
        std::cerr << "nothing was written\n";
        return;
    }
    std::cerr << base::to_text(made->warnings);
    if (auto written = replace_files(*folder, made->files, *rules); !written)
        return report(written.error(), context);
    tell(*made);
}

std::optional<routing::Gazetteer> read_all(Context& context, const Wanted& wanted) {
    const auto folder = rules_folder(context, wanted);
    if (!folder) return std::nullopt;
    const auto rules = read_rules(context, *folder);
    if (!rules) return std::nullopt;
    auto read = routing::read_gazetteer(*rules);
    if (read) return std::move(*read);
    refuse(context, read.error());
    return std::nullopt;
}

void export_table(Context& context, const Wanted& wanted) {
    if (const auto read = read_all(context, wanted))
        std::cout << routing::gazetteer_csv(read->rows);
}

void check_places(Context& context, const Wanted& wanted) {
    const auto read = read_all(context, wanted);
    if (!read) return;
    std::cerr << base::to_text(read->warnings);
    const auto confirmed = std::count_if(read->rows.begin(), read->rows.end(),
                                         [](const auto& row) { return row.is_confirmed(); });
    std::cout << fmt::format("fine: {} places, {} confirmed, {} unconfirmed hints\n",
                             read->rows.size(), confirmed,
                             static_cast<std::ptrdiff_t>(read->rows.size()) - confirmed);
}

}  // namespace

void add_gazetteer(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand(
        "gazetteer", "places, PIN codes and names of stations, from and to tables (CSV)");
    command->require_subcommand(1);
    auto wanted = std::make_shared<Wanted>();
    const auto add = [&](const char* name, const char* what,
                         void (*deed)(Context&, const Wanted&)) {
        auto* sub = command->add_subcommand(name, what);
        sub->add_option("--rules", wanted->rules,
                        "the rules folder; without it, that of the settings");
        sub->callback([&context, wanted, deed] { deed(context, *wanted); });
        return sub;
    };
    auto* import = add("import", "take tables in, as unconfirmed hints", import_tables);
    import->add_option("csv", wanted->tables, "tables: kind,name,name_ml,district,station,...")
        ->required();
    add("export", "all places as one table, to standard output", export_table);
    add("check", "every mistake in gazetteer/, and what other rows it concerns", check_places);
}

}  // namespace commands
