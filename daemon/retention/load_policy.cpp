#include <array>
#include <charconv>

#include "retention/policy.h"
#include "yaml/key_rows.h"

namespace retention {
namespace {

constexpr int most_days = 36500;

struct Row {
    std::string_view name;
    std::string_view meaning;
};

constexpr std::array outcomes{Row{"legal_action", "A case, a charge, a report to court"},
                              Row{"counselled", "Counselled"},
                              Row{"warned", "He was warned"},
                              Row{"content_removed", "What he had published is gone"},
                              Row{"settled_heard_alone", "Settled; she was heard alone"},
                              Row{"no_offence", "No offence"},
                              Row{"not_traced", "He was not found"},
                              Row{"transferred", "Another office has it"},
                              Row{"false", "Not true"},
                              Row{"duplicate", "The same as another case"},
                              Row{"spam", "No complaint"},
                              Row{"withdrawn_heard", "Withdrawn; she was heard alone"}};

constexpr std::array kinds{Row{"bulk", "Bulk mail"},
                           Row{"auto_reply", "An automatic answer"},
                           Row{"bounce", "A notice of non-delivery"},
                           Row{"canary", "A test mail"},
                           Row{"empty", "Nothing in it"},
                           Row{"status_request", "STATUS, of no known case"},
                           Row{"stop", "STOP, of no known case"},
                           Row{"officer_answer", "An officer's answer, of no known case"},
                           Row{"desk_answer", "The desk's answer, of no known case"},
                           Row{"auditor_answer", "An auditor's answer"},
                           Row{"follow_up", "A further mail, of no known case"}};

constexpr std::array figures{
    Row{"announce_days", "So long before, oversight is told"},
    Row{"after_new_mail_days", "At least so long after the last mail of the case"},
    Row{"child_victim_days", "At least so long after closing, where a child is the victim"}};

yaml::Key days_key(const Row& row) {
    auto key = yaml::number_key(std::string(row.name), std::string(row.meaning), most_days);
    key.need = yaml::Need::required;
    return key;
}

template <class Rows>
yaml::KeyTable days_of(const Rows& rows) {
    std::vector<yaml::Key> keys;
    for (const Row& row : rows) keys.push_back(days_key(row));
    return yaml::table_of(std::move(keys));
}

const yaml::KeyTable& outcome_keys() {
    static const yaml::KeyTable table = days_of(outcomes);
    return table;
}
const yaml::KeyTable& kind_keys() {
    static const yaml::KeyTable table = days_of(kinds);
    return table;
}
const yaml::KeyTable& file_keys() {
    static const yaml::KeyTable table = [] {
        yaml::KeyTable keys = days_of(figures);
        keys.keys.push_back(yaml::map_key("after_closing", yaml::Need::required,
                                          "Days after closing, by outcome", outcome_keys()));
        keys.keys.push_back(yaml::map_key("after_arrival", yaml::Need::required,
                                          "Days after arrival, of mails that are no case",
                                          kind_keys()));
        return keys;
    }();
    return table;
}

int days_in(const yaml::Node* node, base::Problems& problems) {
    if (node == nullptr) return 0;
    int days = 0;
    const auto* end = node->text.data() + node->text.size();
    const auto [stop, error] = std::from_chars(node->text.data(), end, days);
    if (error == std::errc{} && stop == end && !node->quoted && days >= 1 && days <= most_days)
        return days;
    problems.push_back(yaml::problem_at(*node, "this is a whole number of days, 1 to 36500"));
    return 0;
}

template <class Rows>
std::map<std::string, int> days_by_name(const yaml::Node* node, const std::string& what,
                                        const yaml::KeyTable& table, const Rows& rows,
                                        base::Problems& problems) {
    std::map<std::string, int> days;
    if (node == nullptr) return days;
    yaml::TableReader reader(*node, what, table, problems);
    for (const Row& row : rows)
        days[std::string(row.name)] = days_in(reader.value(row.name), problems);
    reader.finish();
    return days;
}

}  // namespace

base::Result<Policy, base::Problems> load_policy(const yaml::SourceText& source) {
    auto document = yaml::read(source);
    if (!document) return document.error();
    base::Problems problems;
    Policy policy;
    yaml::TableReader reader(*document->root, "this file", file_keys(), problems);
    policy.announce_days = days_in(reader.value("announce_days"), problems);
    policy.after_new_mail_days = days_in(reader.value("after_new_mail_days"), problems);
    policy.child_victim_days = days_in(reader.value("child_victim_days"), problems);
    policy.after_closing = days_by_name(reader.node("after_closing"), "'after_closing'",
                                        outcome_keys(), outcomes, problems);
    policy.after_arrival = days_by_name(reader.node("after_arrival"), "'after_arrival'",
                                        kind_keys(), kinds, problems);
    reader.finish();
    yaml::sort_by_place(problems);
    if (!problems.empty()) return problems;
    return policy;
}

yaml::FileKind policy_file_kind() {
    return {"retention", "How long what is kept for a mail stays", &file_keys()};
}

}  // namespace retention
