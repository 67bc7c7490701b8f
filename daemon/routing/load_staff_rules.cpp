#include <re2/re2.h>

#include <algorithm>

#include "routing/draft.h"

namespace routing {
namespace {

constexpr int pattern_memory =
    256 * 1024;  // RE2 refuses a larger automaton; matching stays linear in the text

bool is_slug(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

std::string listed(const std::vector<std::string>& values) {
    std::string text;
    for (std::size_t i = 0; i < values.size(); ++i)
        text += (i == 0 ? "" : i + 1 == values.size() ? " or " : ", ") + values[i];
    return text;
}

std::string hint_for(const std::string& word, const std::vector<std::string>& known) {
    constexpr std::size_t most_listed = 20;
    const std::string close = base::did_you_mean(word, known);
    if (!close.empty()) return "did you mean '" + close + "'?";
    return known.size() <= most_listed ? listed(known) : std::string();
}

std::vector<std::string> station_ids(const Draft& draft) {
    std::vector<std::string> ids;
    for (const auto& row : draft.stations) ids.push_back(row.entry.id.str());
    return ids;
}

void check_station_name(const Placed& name, Draft& draft) {
    if (name.text.empty() || draft.station(name.text) != nullptr) return;
    draft.problems.push_back(yaml::problem_at(*name.at,
                                              "there is no station '" + name.text + "'",
                                              hint_for(name.text, station_ids(draft))));
}

void check_district_name(const Placed& name, Draft& draft) {
    if (draft.district(name.text) != nullptr) return;
    std::vector<std::string> known;
    for (const auto& row : draft.districts) known.push_back(row.entry.name);
    draft.problems.push_back(yaml::problem_at(
        *name.at, "there is no district '" + name.text + "'", hint_for(name.text, known)));
}

void read_condition(yaml::MapReader& reader, const Field& field, StaffRule& rule,
                    Draft& draft) {
    for (const auto& value : placed_texts(reader, field.name, draft.problems)) {
        if (field.name == "station")
            check_station_name(value, draft);
        else if (field.name == "district")
            check_district_name(value, draft);
        else if (!field.values.empty() && std::find(field.values.begin(), field.values.end(),
                                                    value.text) == field.values.end())
            draft.problems.push_back(yaml::problem_at(
                *value.at, "'" + std::string(field.name) + "' cannot be '" + value.text + "'",
                hint_for(value.text, field.values)));
        rule.when[std::string(field.name)].insert(value.text);
    }
}

void read_pattern(yaml::MapReader& reader, StaffRule& rule, Draft& draft) {
    const Placed pattern = placed_text(reader, "pattern", draft.problems);
    if (pattern.text.empty()) return;
    re2::RE2::Options options;
    options.set_case_sensitive(false);
    options.set_log_errors(false);
    options.set_max_mem(pattern_memory);
    auto compiled = std::make_shared<const re2::RE2>(pattern.text, options);
    if (!compiled->ok())
        draft.problems.push_back(
            yaml::problem_at(*pattern.at, "this pattern cannot be read: " + compiled->error(),
                             "patterns are those of RE2; for plain words use 'words'"));
    else if (re2::RE2::FullMatch("", *compiled))
        draft.problems.push_back(
            yaml::problem_at(*pattern.at, "this pattern matches every mail"));
    else
        rule.compiled = std::move(compiled);
    rule.pattern = pattern.text;
}

void read_when(const yaml::Node& when, StaffRule& rule, Draft& draft) {
    yaml::MapReader reader(when, "'when'", draft.problems);
    for (const auto& field : fields()) read_condition(reader, field, rule, draft);
    const auto words = placed_texts(reader, "words", draft.problems);
    refuse_wildcards(words, draft.problems);
    rule.words = texts_of(words);
    read_pattern(reader, rule, draft);
    reader.finish();
    if (when.kind == yaml::NodeKind::map && rule.when.empty() && rule.words.empty() &&
        rule.pattern.empty())
        draft.problems.push_back(
            yaml::problem_at(*rule.at, "rule '" + rule.id.str() + "' fits every mail",
                             "give it a condition under 'when'"));
}

void read_reason(const Placed& word, std::initializer_list<Reason> allowed, StaffRule& rule,
                 Draft& draft) {
    std::vector<std::string> known;
    for (const auto one : allowed) {
        known.emplace_back(name_of(one));
        if (known.back() == word.text) {
            rule.reason = one;
            return;
        }
    }
    draft.problems.push_back(yaml::problem_at(*word.at, "'" + word.text + "' is no reason here",
                                              hint_for(word.text, known)));
}

void read_then(const yaml::Node& then, StaffRule& rule, Draft& draft) {
    auto& problems = draft.problems;
    yaml::MapReader reader(then, "'then'", problems);
    const Placed station = placed_text(reader, "station", problems);
    const Placed triage = placed_text(reader, "triage", problems);
    const Placed digest = placed_text(reader, "digest", problems);
    reader.finish();
    rule.then = &then;
    if (then.kind == yaml::NodeKind::map && then.entries.size() != 1)
        problems.push_back(
            yaml::problem_at(then, "'then' must say one thing", "station, triage or digest"));
    if (!station.text.empty()) {
        check_station_name(station, draft);
        rule.action = Action::forward;
        rule.station = base::StationId(station.text);
    } else if (!digest.text.empty()) {
        rule.action = Action::digest;
        read_reason(digest, {Reason::bulk}, rule, draft);
    } else if (!triage.text.empty()) {
        read_reason(triage,
                    {Reason::held, Reason::rule, Reason::weak, Reason::tie,
                     Reason::ambiguous_name, Reason::district_only, Reason::other_state,
                     Reason::about_station, Reason::offender_in_police},
                    rule, draft);
    }
}

void read_example(const yaml::Node& node, const StaffRule& rule, Draft& draft) {
    yaml::MapReader reader(node, "an example", draft.problems);
    Example example;
    example.text = reader.required_text("text");
    example.subject = reader.optional_text("subject", "");
    example.from = reader.optional_text("from", "");
    example.expect = reader.required_text("expect");
    reader.finish();
    const yaml::Node* expect = node.find("expect");
    const bool word =
        example.expect == "triage" || example.expect == "urgent" || example.expect == "digest";
    if (!word && expect != nullptr) check_station_name({example.expect, expect}, draft);
    example.at = yaml::problem_at(expect != nullptr ? *expect : node, "");
    example.rule = rule.id;
    draft.examples.push_back(std::move(example));
}

void read_examples(yaml::MapReader& reader, const StaffRule& rule, Draft& draft) {
    const yaml::Node* examples = reader.optional_node("examples");
    const bool none = examples == nullptr ||
                      (examples->kind == yaml::NodeKind::list && examples->items.empty());
    if (none)
        draft.problems.push_back(
            yaml::problem_at(*rule.at, "rule '" + rule.id.str() + "' has no example",
                             "add 'examples:' with a text and where it must go"));
    else if (examples->kind != yaml::NodeKind::list)
        draft.problems.push_back(yaml::problem_at(*examples, "'examples' must be a list",
                                                  "begin each with '- text:'"));
    else
        for (const auto& item : examples->items) read_example(*item, rule, draft);
}

void load_rule(const yaml::Node& node, Draft& draft) {
    yaml::MapReader reader(node, "a rule", draft.problems);
    StaffRule rule;
    rule.id = base::RuleId(reader.required_text("id"));
    const yaml::Node* id_at = reader.node().find("id");
    rule.at = id_at != nullptr ? id_at : &node;
    if (!rule.id.empty() && !is_slug(rule.id.str()))
        draft.problems.push_back(yaml::problem_at(
            *rule.at, "'" + rule.id.str() + "' is no name for a rule", "use a-z, 0-9 and '-'"));
    rule.why = reader.required_text("why");
    const yaml::Node* when = reader.required_node("when");
    const yaml::Node* then = reader.required_node("then");
    if (when != nullptr) read_when(*when, rule, draft);
    if (then != nullptr) read_then(*then, rule, draft);
    if (node.kind == yaml::NodeKind::map) read_examples(reader, rule, draft);
    reader.finish();
    draft.rules.push_back(std::move(rule));
}

}  // namespace

void load_staff_rules(const yaml::Document& document, Draft& draft) {
    yaml::MapReader reader(*document.root, "rules.yaml", draft.problems);
    const yaml::Node* rules = reader.optional_node("rules");
    reader.finish();
    if (rules == nullptr) return;
    if (rules->kind != yaml::NodeKind::list) {
        draft.problems.push_back(
            yaml::problem_at(*rules, "'rules' must be a list", "begin each rule with '- id:'"));
        return;
    }
    for (const auto& item : rules->items) load_rule(*item, draft);
}

}  // namespace routing
