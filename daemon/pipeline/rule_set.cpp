#include "pipeline/rule_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "base/sha256.h"
#include "pipeline/clock.h"
#include "pipeline/shipped.h"
#include "pipeline/signed_rules.h"
#include "redaction/find_values.h"
#include "routing/examples.h"
#include "settings/reading.h"
#include "understanding/find_facts.h"

namespace pipeline {
namespace {

constexpr std::string_view policy_file = "redaction.yaml";
constexpr std::string_view retention_file = "retention.yaml";
constexpr std::string_view clocks_file = "clocks.yaml";

routing::DomainGuard guard_of(const settings::Settings& settings) {
    routing::DomainGuard guard;
    if (settings.mode == settings::Mode::live) {
        guard.mode = routing::MailDomains::listed;
        guard.listed = settings.allowed_recipient_domains;
    }
    return guard;
}

std::vector<std::string_view> all_required_lists() {
    std::vector<std::string_view> lists = understanding::required_lists();
    const auto& more = redaction::required_lists();
    lists.insert(lists.end(), more.begin(), more.end());
    std::sort(lists.begin(), lists.end());
    lists.erase(std::unique(lists.begin(), lists.end()), lists.end());
    return lists;
}

base::Problem missing_file(std::string_view name) {
    base::Problem problem;
    problem.file = name;
    problem.sentence = "this file is missing";
    problem.hint = "aparajita init DIR writes a complete sample to compare with";
    return problem;
}

// An upgrade that writes new letters must not stop a daemon whose staff have edited theirs. A
// folder without any template is a wrong folder, and stays a problem.
std::vector<yaml::SourceText> with_shipped(std::vector<yaml::SourceText> templates,
                                           base::Problems& warnings) {
    std::set<std::string> there;
    for (const auto& file : templates) there.insert(file.name);
    for (const auto& file : shipped_files().templates) {
        if (there.empty() || there.contains(file.name)) continue;
        base::Problem problem;
        problem.severity = base::Severity::warning;
        problem.file = file.name;
        problem.sentence = "this template is missing";
        problem.hint = "the shipped one is used; copy it from what 'aparajita init' writes";
        warnings.push_back(std::move(problem));
        templates.push_back(file);
    }
    return templates;
}

// A cell without a row is safe, but hardly meant.
base::Problems warn_of_gaps(const redaction::Policy& policy) {
    const auto gaps = policy.gaps();
    if (gaps.empty()) return {};
    base::Problem problem;
    problem.severity = base::Severity::warning;
    problem.file = policy_file;
    problem.sentence = fmt::format("{} cells of the policy have no row, the first is {}",
                                   gaps.size(), gaps[0]);
    problem.hint = "what has no row is treated as for auditors: covered, or counted";
    return {problem};
}

base::Problems warn_of_no_register(const routing::RuleBook& book) {
    if (book.officers().is_kept()) return {};
    base::Problem problem;
    problem.severity = base::Severity::warning;
    problem.file = "officers/";
    problem.sentence = "there is no register of trained officers";
    problem.hint = "nobody sees a station without one; README.md shows how to write it";
    return {problem};
}

// On every core: of a large set's loading the parsing is the longest part.
yaml::ReadResults read_side_by_side(std::vector<yaml::SourceText> sources) {
    std::vector<std::optional<yaml::ReadResults::value_type>> read(sources.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < sources.size(); i = next++)
            read[i].emplace(yaml::read(std::move(sources[i])));
    };
    {
        constexpr unsigned most = 4;
        const unsigned cores = std::min(most, std::thread::hardware_concurrency());
        std::vector<std::jthread> others;
        try {
            for (unsigned core = 1; core < cores; ++core) others.emplace_back(work);
        } catch (const std::system_error&) {
            // No thread to be had: those that there are do all of it.
        }
        work();
    }
    yaml::ReadResults documents;
    documents.reserve(read.size());
    for (auto& one : read) documents.push_back(std::move(*one));
    return documents;
}

// Holidays end with the year for which somebody wrote them.
base::Problems warn_of_old_holidays(const clocks::Policy& policy, const std::string& today) {
    const auto& days = policy.calendar.holidays;
    if (!days.empty() && *days.rbegin() >= today) return {};
    base::Problem problem;
    problem.severity = base::Severity::warning;
    problem.file = clocks_file;
    problem.sentence = "no holiday from today on is listed";
    problem.hint = "write those of the year under 'holidays'; letters would go on them";
    return {problem};
}

void move_into(base::Problems& all, base::Problems more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
}

// A policy that lies in one file, which must be there.
template <class Policy>
std::optional<Policy> load_from(
    const RuleFiles& files, std::string_view name,
    base::Result<Policy, base::Problems> (*load)(const yaml::SourceText&),
    base::Problems& problems) {
    const auto source = std::find_if(files.rules.begin(), files.rules.end(),
                                     [name](const auto& file) { return file.name == name; });
    if (source == files.rules.end()) {
        problems.push_back(missing_file(name));
        return std::nullopt;
    }
    auto loaded = load(*source);
    if (loaded) return std::move(*loaded);
    move_into(problems, loaded.error());
    return std::nullopt;
}

// Empty where there is none. What is longer is no signature, and found to be none.
std::string read_signature(const std::filesystem::path& folder) {
    constexpr std::size_t most = std::size_t{64} * 1024;
    auto text = settings::read_file(folder / signature_file, most);
    return text ? std::move(*text) : "";
}

message::ParsedMail mail_of(const routing::Example& example) {
    message::ParsedMail mail;
    mail.subject = example.subject;
    mail.from.address = example.from.empty() ? "example@example.org" : example.from;
    mail.all_from = {mail.from};
    mail.text = example.text;
    message::Leaf leaf;
    leaf.type = "text/plain";
    leaf.text = example.text;
    mail.parts = {leaf};
    return mail;
}

}  // namespace

base::Result<RuleFiles> read_rule_files(const settings::Settings& settings) {
    RuleFiles files;
    auto rules = settings::read_folder(settings.rules, {".yaml"});
    if (!rules) return rules.error();
    auto templates = settings::read_folder(settings.templates, {".mustache"});
    if (!templates) return templates.error();
    files.rules = std::move(*rules);
    files.templates = std::move(*templates);
    files.signature = read_signature(settings.rules);
    return files;
}

std::string fingerprint(const RuleFiles& files) {
    std::string all;
    for (const auto* group : {&files.rules, &files.templates}) {
        for (const auto& file : *group) {
            all += fmt::format("{} {}\n", file.name, base::sha256_hex(file.text));
        }
    }
    return "sha256:" + base::sha256_hex(all);
}

base::Result<LoadedRuleSet, base::Problems> load_rule_set(const RuleFiles& files,
                                                          const settings::Settings& settings) {
    base::Problems problems;
    const auto today = base::local_day(read_clock().now, settings.zone_offset);
    auto book = routing::load_rules(files.rules, guard_of(settings),
                                    {all_required_lists(), shipped_files().rules}, today,
                                    read_side_by_side);
    if (!book) move_into(problems, book.error());
    auto policy = load_from(files, policy_file, redaction::load_policy, problems);
    base::Problems spared;
    auto templates = letter::load_templates(with_shipped(files.templates, spared));
    if (!templates) move_into(problems, templates.error());
    auto retention = load_from(files, retention_file, retention::load_policy, problems);
    auto clocks = load_from(files, clocks_file, clocks::load_policy, problems);
    if (!book || !policy || !templates || !retention || !clocks) return problems;

    LoadedRuleSet set;
    set.warnings = std::move(book->warnings);
    move_into(set.warnings, std::move(spared));
    move_into(set.warnings, std::move(templates->warnings));
    move_into(set.warnings, warn_of_gaps(*policy));
    move_into(set.warnings, warn_of_no_register(book->book));
    move_into(set.warnings, warn_of_old_holidays(*clocks, today));
    set.rules = std::make_shared<const RuleSet>(
        std::move(book->book), std::move(*policy), std::move(templates->templates),
        std::move(*retention), std::move(*clocks), fingerprint(files));
    return set;
}

std::map<std::string, std::string> to_stored(const RuleFiles& files) {
    std::map<std::string, std::string> stored;
    for (const auto& file : files.rules) stored["rules/" + file.name] = file.text;
    for (const auto& file : files.templates) stored["templates/" + file.name] = file.text;
    // Anything else that lies there may hold what no database takes as text.
    if (audit::read_rules_note(files.signature))
        stored[std::string(signature_file)] = files.signature;
    return stored;
}

RuleFiles from_stored(const std::map<std::string, std::string>& files) {
    RuleFiles loaded;
    for (const auto& [name, text] : files) {
        if (name == signature_file) {
            loaded.signature = text;
            continue;
        }
        const auto slash = name.find('/');
        auto& group = name.substr(0, slash) == "rules" ? loaded.rules : loaded.templates;
        group.push_back({name.substr(slash + 1), text});
    }
    return loaded;
}

const RuleFiles& shipped_files() {
    static const RuleFiles files = [] {
        RuleFiles shipped;
        for (const auto& file : shipped_rule_files())
            if (file.name.ends_with(".yaml")) shipped.rules.push_back({file.name, file.text});
        for (const auto& file : shipped_template_files())
            shipped.templates.push_back({file.name, file.text});
        return shipped;
    }();
    return files;
}

base::Result<std::shared_ptr<const RuleSet>, base::Problems> shipped_rules() {
    static const auto loaded = load_rule_set(shipped_files(), settings::Settings{});
    if (!loaded) return loaded.error();
    return loaded->rules;
}

base::Problems run_examples(const RuleSet& rules) {
    return routing::check_examples(rules.book, [&rules](const routing::Example& example) {
        understanding::Circumstances circumstances;
        circumstances.minute_of_day = example.minute_of_day;
        const auto facts =
            understanding::find_facts(mail_of(example), rules.lexicon, circumstances);
        return routing::ExampleOutcome{rules.book.decide(facts), facts.urgency.flagged()};
    });
}

}  // namespace pipeline
