#include <re2/re2.h>

#include <algorithm>

#include "base/mail_domain.h"
#include "base/text.h"
#include "routing/draft.h"
#include "routing/key_tables.h"

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

void check_station_name(const Placed& name, Draft& draft) {
    if (name.text.empty() || draft.station(name.text) != nullptr) return;
    draft.problems.push_back(yaml::problem_at(*name.at,
                                              "there is no station '" + name.text + "'",
                                              hint_for(name.text, station_ids(draft))));
}

void check_district_name(const Placed& name, Draft& draft) {
    if (draft.district(name.text) != nullptr) return;
    std::vector<std::string> known;
    known.reserve(draft.districts.size());
    for (const auto& row : draft.districts) known.push_back(row.entry.name);
    draft.problems.push_back(yaml::problem_at(
        *name.at, "there is no district '" + name.text + "'", hint_for(name.text, known)));
}

bool is_named(const StationRow& row, const std::string& name) {
    return row.entry.name == name ||
           std::find(row.entry.localities.begin(), row.entry.localities.end(), name) !=
               row.entry.localities.end();
}

// A place is asked for by the name under which the rules know it, because that is what the
// facts carry; an alias is another spelling of it.
void check_place_name(const Placed& name, Draft& draft) {
    const auto known = [](const auto& list, auto is_it) {
        return std::any_of(list.begin(), list.end(), is_it);
    };
    const bool found =
        known(draft.stations, [&](const auto& row) { return is_named(row, name.text); }) ||
        known(draft.elsewhere, [&](const auto& one) { return one.name == name.text; }) ||
        known(draft.gazetteer, [&](const auto& one) {
            return one.row.is_confirmed() &&
                   (one.row.name == name.text || one.row.name_ml == name.text);
        });
    if (found) return;
    draft.problems.push_back(yaml::problem_at(
        *name.at, "the rules know no place '" + name.text + "'",
        "write the name of a station, a locality or a place of elsewhere.yaml as it stands "
        "there; for other names use 'words'"));
}

void check_domain(const Placed& domain, Draft& draft) {
    const bool plain = base::is_plain_address("x@" + domain.text);
    if (plain && domain.text == base::lower_ascii(domain.text)) return;
    draft.problems.push_back(
        yaml::problem_at(*domain.at, "'" + domain.text + "' is no mail domain",
                         "write what stands behind the '@', in small letters"));
}

void check_hours(const Placed& hours, Draft& draft) {
    if (hours_of(hours.text)) return;
    draft.problems.push_back(yaml::problem_at(
        *hours.at, "'" + hours.text + "' is no part of a day", "write it like 22:00-06:00"));
}

void check_choice(const Placed& value, const Field& field, Draft& draft) {
    const auto& known = field.values;
    if (known.empty() || std::find(known.begin(), known.end(), value.text) != known.end())
        return;
    draft.problems.push_back(yaml::problem_at(
        *value.at, "'" + std::string(field.name) + "' cannot be '" + value.text + "'",
        hint_for(value.text, known)));
}

struct FreeField {
    std::string_view name;
    void (*check)(const Placed&, Draft&);
};
constexpr FreeField free_fields[] = {{"station", check_station_name},
                                     {"district", check_district_name},
                                     {"place", check_place_name},
                                     {"sender_domain", check_domain},
                                     {"time_of_day", check_hours}};

void read_condition(yaml::TableReader& reader, const Field& field, StaffRule& rule,
                    Draft& draft) {
    const auto* free = std::find_if(std::begin(free_fields), std::end(free_fields),
                                    [&](const auto& one) { return one.name == field.name; });
    for (const auto& value : reader.texts(field.name)) {
        if (free != std::end(free_fields))
            free->check(value, draft);
        else
            check_choice(value, field, draft);
        rule.when[std::string(field.name)].insert(value.text);
    }
}

void read_pattern(yaml::TableReader& reader, StaffRule& rule, Draft& draft) {
    const Placed pattern = reader.text("pattern");
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
    yaml::TableReader reader(when, "'when'", keys::when(), draft.problems);
    for (const auto& field : fields()) read_condition(reader, field, rule, draft);
    const auto words = reader.texts("words");
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

void read_reason(const Placed& word, std::string_view key, StaffRule& rule, Draft& draft) {
    const auto& known = keys::then().find(key)->values;
    if (std::find(known.begin(), known.end(), word.text) != known.end()) {
        rule.reason = *reason(word.text);
        return;
    }
    draft.problems.push_back(yaml::problem_at(*word.at, "'" + word.text + "' is no reason here",
                                              hint_for(word.text, known)));
}

void read_then(const yaml::Node& then, StaffRule& rule, Draft& draft) {
    auto& problems = draft.problems;
    yaml::TableReader reader(then, "'then'", keys::then(), problems);
    const Placed station = reader.text("station");
    const Placed triage = reader.text("triage");
    const Placed digest = reader.text("digest");
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
        read_reason(digest, "digest", rule, draft);
    } else if (!triage.text.empty()) {
        read_reason(triage, "triage", rule, draft);
    }
}

void read_thanks(const Placed& word, StaffRule& rule, Draft& draft) {
    if (word.at == nullptr) return;
    if (word.text == "never") {
        rule.thanks = Thanks::never;
        return;
    }
    draft.problems.push_back(
        yaml::problem_at(*word.at, "'" + word.text + "' is nothing that 'acknowledge' can be",
                         "write never, or delete the line"));
}

void read_example(const yaml::Node& node, const StaffRule& rule, Draft& draft) {
    yaml::TableReader reader(node, "an example", keys::example(), draft.problems);
    Example example;
    example.text = reader.text("text").text;
    example.subject = reader.text("subject").text;
    example.from = reader.text("from").text;
    const Placed at = reader.text("at");
    example.minute_of_day = minute_of(at.text);
    if (!at.text.empty() && !example.minute_of_day)
        draft.problems.push_back(yaml::problem_at(*at.at, "'" + at.text + "' is no time of day",
                                                  "write it like \"23:30\""));
    example.expect = reader.text("expect").text;
    reader.finish();
    const yaml::Node* expect = node.find("expect");
    const bool word =
        example.expect == "triage" || example.expect == "urgent" || example.expect == "digest";
    if (!word && expect != nullptr) check_station_name({example.expect, expect}, draft);
    example.at = yaml::problem_at(expect != nullptr ? *expect : node, "");
    example.rule = rule.id;
    draft.examples.push_back(std::move(example));
}

void read_examples(yaml::TableReader& reader, const StaffRule& rule, Draft& draft) {
    const yaml::Node* examples = reader.node("examples");
    if (reader.map().kind != yaml::NodeKind::map) return;
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
    yaml::TableReader reader(node, "a rule", keys::rule(), draft.problems);
    StaffRule rule;
    const auto [id, id_at] = reader.text("id");
    rule.id = base::RuleId(id);
    rule.at = id_at != nullptr ? id_at : &node;
    if (!rule.id.empty() && !is_slug(rule.id.str()))
        draft.problems.push_back(yaml::problem_at(
            *rule.at, "'" + rule.id.str() + "' is no name for a rule", "use a-z, 0-9 and '-'"));
    rule.why = reader.text("why").text;
    const yaml::Node* when = reader.node("when");
    const yaml::Node* then = reader.node("then");
    if (when != nullptr) read_when(*when, rule, draft);
    if (then != nullptr) read_then(*then, rule, draft);
    read_thanks(reader.text("acknowledge"), rule, draft);
    read_examples(reader, rule, draft);
    reader.finish();
    draft.rules.push_back(std::move(rule));
}

}  // namespace

void load_staff_rules(const yaml::Document& document, Draft& draft) {
    yaml::TableReader reader(*document.root, "rules.yaml", keys::rules_file(), draft.problems);
    const yaml::Node* rules = reader.node("rules");
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
