#include "clocks/policy_keys.h"

#include "clocks/policy.h"
#include "yaml/key_rows.h"

namespace clocks::keys {
namespace {

using yaml::KeyTable;
using yaml::map_key;
using yaml::Need;
using yaml::table_of;
using yaml::text_key;
using yaml::texts_key;

constexpr const char* length_pattern = "^[1-9][0-9]{0,3}[mhd]$";
constexpr const char* time_pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$";
constexpr const char* day_pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

std::vector<std::string> copied(std::span<const std::string_view> names) {
    return {names.begin(), names.end()};
}

std::string_view meaning_of(Clock clock) {
    switch (clock) {
        case Clock::decision:
            return "The desk decides who gets a case that the rules did not send";
        case Clock::receipt:
            return "The station says RECEIVED";
        case Clock::first_call:
            return "A woman officer speaks with her";
        case Clock::takedown:
            return "Where pictures of her are out: the request to take them down";
        case Clock::child_report:
            return "Where a child is the victim: the report to committee and court";
        case Clock::signature:
            return "Her complaint is signed";
        case Clock::wish:
            return "He is known: she is told, and asked for her wish";
        case Clock::check_call:
            return "The desk calls her before the case closes";
        case Clock::report:
            return "The police report, after an FIR";
        case Clock::progress:
            return "Some word of the officer about the case";
    }
    return {};
}

}  // namespace

const KeyTable& pace() {
    static const KeyTable table = table_of(
        {text_key("within", Need::required, "So long after it began: 15m, 4h, 3d",
                  length_pattern),
         text_key("next", Need::required, "From one contact to the next", length_pattern),
         text_key("again", Need::required, "To the last contact, until it is done",
                  length_pattern)});
    return table;
}

const KeyTable& clock() {
    static const KeyTable table = table_of(
        {text_key("remind", Need::optional, "A reminder before the end, so long after it began",
                  length_pattern),
         text_key("within", Need::required, "So long after it began: 15m, 4h, 3d",
                  length_pattern),
         text_key("next", Need::required, "From one contact to the next", length_pattern),
         text_key("again", Need::required, "To the last contact, until it is done",
                  length_pattern),
         map_key("urgent", Need::optional, "The same for urgent cases, at any hour", pace()),
         yaml::choice_key("hours", Need::required,
                          "When letters go: at any hour, not in quiet hours, on working days",
                          copied(hours_names)),
         texts_key("runs_in", Need::required, "In these states of a case; else it pauses", {},
                   names_of_open_states())});
    return table;
}

const KeyTable& clock_list() {
    static const KeyTable table = [] {
        KeyTable all;
        for (const Clock one : all_clocks)
            all.keys.push_back(map_key(std::string(name_of(one)), Need::required,
                                       std::string(meaning_of(one)), clock()));
        return all;
    }();
    return table;
}

const KeyTable& chain() {
    const std::vector<std::string> desks{"desk.triage", "desk.urgent"};
    static const KeyTable table = table_of(
        {texts_key("district", Need::required,
                   "Desks of the station's unit, in this order: head is head.UNIT",
                   "^[a-z-]+$"),
         yaml::choice_key("last", Need::required, "Who is always there", desks),
         yaml::choice_key("urgent_last", Need::required, "The same for urgent cases", desks)});
    return table;
}

const KeyTable& quiet_hours() {
    static const KeyTable table =
        table_of({text_key("from", Need::required, "\"21:00\"", time_pattern),
                  text_key("to", Need::required, "\"07:00\"", time_pattern)});
    return table;
}

const KeyTable& digest() {
    static const KeyTable table = table_of({text_key(
        "at", Need::required, "The time of day of the lists, on working days", time_pattern)});
    return table;
}

const KeyTable& drill() {
    static const KeyTable table =
        table_of({text_key("day", Need::required, "Day of the month, 1 to 28",
                           "^([1-9]|1[0-9]|2[0-8])$"),
                  text_key("at", Need::required, "The time of that day", time_pattern),
                  text_key("within", Need::required, "So long a station has to answer",
                           length_pattern)});
    return table;
}

const KeyTable& file() {
    static const KeyTable table =
        table_of({map_key("clocks", Need::required, "The clocks", clock_list()),
                  map_key("chain", Need::required,
                          "Who hears after the station and those who stand in for it", chain()),
                  map_key("quiet_hours", Need::required, "No letter but about urgent cases",
                          quiet_hours()),
                  texts_key("weekly_rest", Need::optional, "Days of the week without work", {},
                            copied(week_days)),
                  texts_key("holidays", Need::optional, "Days without work, like 2026-12-25",
                            day_pattern),
                  map_key("digest", Need::required,
                          "The lists to stations, districts and oversight", digest()),
                  map_key("drill", Need::required, "The monthly drill", drill())});
    return table;
}

}  // namespace clocks::keys

namespace clocks {

std::vector<cases::CaseState> open_states() {
    auto states = cases::all_case_states();
    std::erase(states, cases::CaseState::closed);
    return states;
}

std::vector<std::string> names_of_open_states() {
    std::vector<std::string> names;
    for (const auto state : open_states()) names.emplace_back(name_of(state));
    return names;
}

yaml::FileKind policy_file_kind() {
    return {"clocks", "By when something must have been done for a case", &keys::file()};
}

}  // namespace clocks
