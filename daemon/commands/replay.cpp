#include "pipeline/replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "commands/command.h"
#include "commands/terminal.h"
#include "pipeline/clock.h"

namespace commands {
namespace {

struct Options {
    std::string rules, since;
    bool json = false;
};

void print_json(const pipeline::Moved& one) {
    const nlohmann::json line{{"case_no", one.number.str()},
                              {"from", one.from},
                              {"to", one.to},
                              {"reason_before", one.reason_before},
                              {"reason_after", one.reason_after},
                              {"rule", one.rule}};
    std::cout << line.dump() << "\n";
}

void print_totals_json(const pipeline::Replay& replay) {
    const nlohmann::json line{{"compared", replay.compared},
                              {"moved", replay.moved.size()},
                              {"moved_percent", replay.moved_percent()},
                              {"cannot_tell", replay.cannot_tell},
                              {"without_facts", replay.without_facts},
                              {"more", replay.more}};
    std::cout << line.dump() << "\n";
}

void print_text(const pipeline::Replay& replay, const std::string& since) {
    for (const auto& one : replay.moved) {
        std::cout << fmt::format("{:<16} {} -> {}  ({} -> {}{})\n", one.number.str(), one.from,
                                 one.to, one.reason_before, one.reason_after,
                                 one.rule.empty() ? "" : ", rule " + one.rule);
    }
    std::cout << fmt::format(
        "{} cases compared since {}: {} would move ({} %), {} cannot tell\n", replay.compared,
        since, replay.moved.size(), replay.moved_percent(), replay.cannot_tell);
    if (replay.without_facts > 0)
        std::cout << fmt::format("{} more have no facts left\n", replay.without_facts);
    if (replay.more)
        std::cout << fmt::format("only the newest {} were looked at\n", pipeline::most_cases);
}

// The beginning of a local day; nothing, with exit code 64, when it is no date.
std::optional<base::Instant> begin_of(const std::string& date,
                                      const settings::Settings& settings, Context& context) {
    const auto midnight = base::from_rfc3339(date + "T00:00:00Z");
    if (midnight) return *midnight - settings.zone_offset;
    report({base::FailureKind::usage, "'" + date + "' is no date", "write it as 2026-11-22"},
           context);
    return std::nullopt;
}

base::Result<pipeline::Replay> replay_with_bar(pipeline::Past past,
                                               const pipeline::RuleSet& candidate) {
    ProgressBar bar("cases");
    past.progress = [&](std::size_t done, std::size_t all) { bar.show(done, all); };
    return pipeline::replay(past, candidate, nullptr);
}

void replay(Context& context, const Options& options) {
    // First of all: it is forked while this process is small and has one thread.
    auto reader = reader::Reader::start({});
    if (!reader) return report(reader.error(), context);
    const auto settings = settings_or_problems(context);
    if (!settings) return;
    auto since = pipeline::oldest_kept(*settings, pipeline::read_clock().now);
    if (!options.since.empty()) {
        const auto asked = begin_of(options.since, *settings, context);
        if (!asked) return;
        since = std::max(since, *asked);
    }
    settings::Settings changed = *settings;
    changed.rules = options.rules;
    const auto candidate = rules_or_problems(changed, context);
    if (!candidate) return;
    auto keys = seal::open_keys(settings->keys_folder);
    if (!keys) return report(keys.error(), context);
    auto state = store::ReadOnly::open(settings->state, store::File::state);
    if (!state) return report(state.error(), context);
    auto vault = store::ReadOnly::open(settings->state, store::File::vault);
    if (!vault) return report(vault.error(), context);
    auto done = replay_with_bar({**state, **vault, *keys, *settings, **reader, since, {}, {}},
                                *candidate);
    if (!done) return report(done.error(), context);
    if (!options.json) return print_text(*done, base::local_day(since, settings->zone_offset));
    for (const auto& one : done->moved) print_json(one);
    print_totals_json(*done);
}

}  // namespace

void add_replay(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand(
        "replay",
        "which past cases these rules would send elsewhere; sends and stores nothing");
    auto options = std::make_shared<Options>();
    command->add_option("--rules", options->rules, "folder with the changed rules")->required();
    command->add_option("--since", options->since,
                        "only cases received from this day on, as 2026-11-22");
    command->add_flag("--json", options->json, "one JSON object a line, totals last");
    command->callback([&context, options] { replay(context, *options); });
}

}  // namespace commands
