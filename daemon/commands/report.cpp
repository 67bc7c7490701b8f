#include <filesystem>
#include <fstream>
#include <iostream>

#include "clocks/plan.h"
#include "commands/command.h"
#include "commands/terminal.h"
#include "ledger/review_rows.h"
#include "letter/templates.h"
#include "pipeline/clock.h"
#include "review/csv.h"
#include "review/page.h"

namespace commands {
namespace {

constexpr int text_wrong = 65;
constexpr base::Seconds shipped_period{89 * 86400};  // 90 days, today included

struct Options {
    std::string html, csv, from, to;
};

base::Failure usage(std::string sentence, std::string hint) {
    return {base::FailureKind::usage, std::move(sentence), std::move(hint)};
}

bool is_day(const std::string& text) {
    const auto at = base::from_rfc3339(text + "T00:00:00Z");
    return at && base::local_day(*at, base::Seconds{0}) == text;
}

base::Result<review::Period> period_of(const Options& options, base::Seconds zone,
                                       base::Instant now) {
    review::Period period{options.from, options.to, zone};
    if (period.to.empty()) period.to = base::local_day(now, zone);
    for (const std::string* day : {&period.from, &period.to}) {
        if (!day->empty() && !is_day(*day))
            return usage("'" + *day + "' is no date", "write it as 2026-11-22");
    }
    if (period.from.empty())
        period.from = base::local_day(period.end() - base::Seconds{1} - shipped_period, zone);
    if (period.from > period.to)
        return usage("the period ends before it begins", "--from is the earlier day");
    return period;
}

base::Result<void> write_file(const std::filesystem::path& file, const std::string& text) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out << text;
    out.close();
    if (out) return {};
    return base::Failure{base::FailureKind::storage, "cannot write " + file.string(), ""};
}

base::Result<void> write_csv(const std::filesystem::path& folder, const review::Page& page) {
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem)
        return base::Failure{base::FailureKind::storage, "cannot make " + folder.string(), ""};
    for (const review::Table& table :
         review::all_tables(page.rows, page.figures, review::Writing::latin)) {
        auto done = write_file(folder / (table.id + ".csv"), review::to_csv(table));
        if (!done) return done;
    }
    return {};
}

// The words of the page are edited with the letters, in the same folder.
std::optional<std::vector<letter::Wording>> read_wordings(const settings::Settings& settings,
                                                          Context& context) {
    auto files = settings::read_folder(settings.templates, {".mustache"});
    if (!files) {
        report(files.error(), context);
        return std::nullopt;
    }
    auto loaded = letter::load_templates(*files);
    if (loaded) return letter::review_wordings(loaded->templates);
    std::cerr << base::to_text(loaded.error());
    context.exit_code = text_wrong;
    return std::nullopt;
}

// Late is by the clocks of the rules; clocks.yaml alone is read, so that a mistake elsewhere in
// the rules keeps no page back.
std::optional<base::Seconds> read_call_within(const settings::Settings& settings,
                                              Context& context) {
    const auto file = settings.rules / "clocks.yaml";
    auto text = read_file(file.string());
    if (!text) {
        report(text.error(), context);
        return std::nullopt;
    }
    const auto policy = clocks::load_policy({"clocks.yaml", std::move(*text)});
    if (policy) return clocks::call_within(*policy, clocks::Lane::usual);
    std::cerr << base::to_text(policy.error());
    context.exit_code = text_wrong;
    return std::nullopt;
}

void write_review(Context& context, const Options& options) {
    if (options.html.empty() && options.csv.empty())
        return report(usage("nothing to write", "give --html FILE, --csv DIR or both"),
                      context);
    const auto settings = settings_or_problems(context);
    if (!settings) return;
    const base::Instant now = pipeline::read_clock().now;
    const auto period = period_of(options, settings->zone_offset, now);
    if (!period) return report(period.error(), context);
    auto state = store::ReadOnly::open(settings->state, store::File::state);
    if (!state) return report(state.error(), context);
    ProgressBar bar("steps");
    auto rows = ledger::read_review_rows(
        **state, *period, now, [&](std::size_t done, std::size_t all) { bar.show(done, all); });
    if (!rows) return report(rows.error(), context);
    const auto call_within = read_call_within(*settings, context);
    if (!call_within) return;
    rows->call_within = *call_within;
    review::Page page{std::move(*rows), {}, *period, now};
    page.figures = review::count(page.rows, *period, now);
    if (!options.csv.empty()) {
        if (auto done = write_csv(options.csv, page); !done)
            return report(done.error(), context);
    }
    if (options.html.empty()) return;
    const auto wordings = read_wordings(*settings, context);
    if (!wordings) return;
    auto html = review::write_page(page, *wordings);
    if (!html) return report(html.error(), context);
    if (auto done = write_file(options.html, *html); !done) report(done.error(), context);
}

}  // namespace

void add_report(CLI::App& app, Context& context) {
    auto* command =
        app.add_subcommand("report", "the review page and its tables; no personal data");
    auto options = std::make_shared<Options>();
    command->add_option("--html", options->html, "the page, one file");
    command->add_option("--csv", options->csv, "the tables, a file each in this folder");
    command->add_option("--from", options->from,
                        "first day, as 2026-11-22; 90 days before the last one");
    command->add_option("--to", options->to, "last day; today");
    command->callback([&context, options] { write_review(context, *options); });
}

}  // namespace commands
