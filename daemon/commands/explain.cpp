#include <iostream>

#include "commands/command.h"
#include "commands/explain_json.h"
#include "commands/proposals.h"
#include "commands/propose.h"
#include "commands/terminal.h"
#include "pipeline/clock.h"
#include "pipeline/shipped.h"

namespace commands {
namespace {

// What explain works with: the installation's own settings and rules, or the shipped ones where
// there is none.
struct Ground {
    settings::Settings settings;
    std::shared_ptr<const pipeline::RuleSet> rules;
};

std::optional<Ground> installed(Context& context) {
    auto settings = settings_or_problems(context);
    if (!settings) return std::nullopt;
    auto rules = rules_or_problems(*settings, context);
    if (!rules) return std::nullopt;
    return Ground{std::move(*settings), std::move(rules)};
}

std::optional<Ground> shipped(Context& context) {
    std::cerr << "note: " << context.config.string()
              << " does not exist: using the shipped rules and sample settings\n";
    settings::Settings settings;
    settings.identity = {
        "complaints@example.org", "Women Cell Desk", "hello@mail.example.net", "Mail Desk", "",
        settings::Relay::plus};
    settings.desk.triage = "triage@cell.invalid";
    settings.desk.urgent = "urgent@cell.invalid";
    auto rules = pipeline::load_rule_set(pipeline::shipped_files(), settings);
    if (!rules) {
        std::cerr << base::to_text(rules.error());
        context.exit_code = base::exit_code(base::FailureKind::defect);
        return std::nullopt;
    }
    return Ground{std::move(settings), rules->rules};
}

// Nothing is drawn: the same mail always explains the same.
pipeline::CaseStamp stamp_of(int year) {
    pipeline::CaseStamp stamp;
    stamp.number = base::CaseNumber(year, 0);
    stamp.ref = "2345";
    stamp.seed.octets = base::Sensitive<std::string>(std::string(32, '\1'));
    stamp.cause = "explain";
    stamp.draw_token = [] { return std::string("explainexplainexplainexpla"); };
    return stamp;
}

struct Options {
    std::vector<std::string> files;
    bool json = false;
    bool propose = false;
    std::string station;
};

// A proposal for the station that was asked for, or the one that was decided.
void print_proposal(const pipeline::Journey& journey, const Ground& ground,
                    const Options& options, Context& context) {
    const auto station =
        options.station.empty() ? journey.decision.station : base::StationId(options.station);
    if (ground.rules->book.station(station) == nullptr) {
        const std::string what = station.empty() ? "the rules found no station for this mail"
                                                 : "there is no station " + station.str();
        return report({base::FailureKind::usage, what, "name the station with --station ID"},
                      context);
    }
    std::cout << propose(journey, station);
}

// What stations and the desk corrected: of one case, or of all that no rule was made of yet.
void print_corrections(Context& context, const std::string& case_no) {
    auto ground = installed(context);
    if (!ground) return;
    auto proposals = corrections_as_yaml(ground->settings.state, ground->rules->book, case_no);
    if (!proposals) return report(proposals.error(), context);
    std::cout << *proposals;
}

void explain(Context& context, const Options& options) {
    const bool of_cases =
        options.files.empty() || (options.files.size() == 1 &&
                                  base::CaseNumber::parse(options.files.front()).has_value());
    if (options.propose && of_cases)
        return print_corrections(context, options.files.empty() ? "" : options.files.front());
    if (options.files.empty())
        return report({base::FailureKind::usage, "explain needs a mail",
                       "name mail files, or - for standard input"},
                      context);
    auto reader = reader::Reader::start({});
    if (!reader) return report(reader.error(), context);
    std::error_code ignored;
    auto ground = std::filesystem::exists(context.config, ignored) ? installed(context)
                                                                   : shipped(context);
    if (!ground) return;
    pipeline::NoMemory memory;
    const seal::Key no_key(std::string(32, '\0'));
    const auto now = pipeline::read_clock().now;
    const auto stamp = stamp_of(base::local_year(now, ground->settings.zone_offset));
    const bool colour = wants_colour();
    for (const auto& file : options.files) {
        auto octets = read_file(file);
        if (!octets) return report(octets.error(), context);
        const pipeline::Tools tools{**reader, *ground->rules, ground->settings, memory, no_key};
        const pipeline::RawMail raw{std::move(*octets), now, std::nullopt};
        auto journey = pipeline::walk(raw, tools, stamp);
        if (!journey) return report(journey.error(), context);
        if (options.propose) {
            print_proposal(*journey, *ground, options, context);
            continue;
        }
        std::cout << (options.json
                          ? explain_json(file, *journey) + "\n"
                          : explain_text(file, *journey, colour ? Colour::on : Colour::off));
    }
}

}  // namespace

void add_explain(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand(
        "explain", "the whole journey of a mail, without sending or storing");
    auto options = std::make_shared<Options>();
    auto* json = command->add_flag("--json", options->json, "one JSON object a line");
    auto* propose = command->add_flag("--propose", options->propose,
                                      "a rule to paste: of a mail's words that decided, of a "
                                      "case's correction, or of all open corrections");
    propose->excludes(json);
    command->add_option("--station", options->station, "the station to propose")
        ->needs(propose);
    command->add_option("mail", options->files,
                        "mail files, - for standard input; with --propose a case, or nothing");
    command->callback([&context, options] { explain(context, *options); });
}

}  // namespace commands
