#include <algorithm>
#include <charconv>
#include <optional>

#include "base/ensure.h"
#include "clocks/policy.h"
#include "clocks/policy_keys.h"

namespace clocks {
namespace {

using cases::CaseState;
using yaml::Placed;

std::optional<int> whole(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// "15m", "4h", "3d"; 1 to 9999 of them.
std::optional<base::Seconds> length_of(std::string_view text) {
    constexpr std::size_t longest = 5;
    if (text.size() < 2 || text.size() > longest || text[0] < '1' || text[0] > '9')
        return std::nullopt;
    const auto count = whole(text.substr(0, text.size() - 1));
    if (!count) return std::nullopt;
    switch (text.back()) {
        case 'm':
            return std::chrono::minutes(*count);
        case 'h':
            return std::chrono::hours(*count);
        case 'd':
            return std::chrono::days(*count);
        default:
            return std::nullopt;
    }
}

// "08:30" as minutes of the day.
std::optional<int> minute_of(std::string_view text) {
    constexpr std::size_t length = 5;
    const auto is_figure = [](char c) { return c >= '0' && c <= '9'; };
    if (text.size() != length || text[2] != ':' || !is_figure(text[0]) || !is_figure(text[3]))
        return std::nullopt;
    const auto hour = whole(text.substr(0, 2));
    const auto minute = whole(text.substr(3));
    if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
    return *hour * 60 + *minute;
}

class Loader {
  public:
    explicit Loader(base::Problems& problems) : problems_(problems) {}

    Policy read(const yaml::Node& root) {
        Policy policy;
        yaml::TableReader reader(root, "this file", keys::file(), problems_);
        if (const auto* node = reader.node("clocks")) read_clocks(*node, policy);
        if (const auto* node = reader.node("chain")) policy.chain = read_chain(*node);
        if (const auto* node = reader.node("quiet_hours")) read_quiet(*node, policy.calendar);
        read_days(reader, policy.calendar);
        if (const auto* node = reader.node("digest")) read_digest(*node, policy);
        if (const auto* node = reader.node("drill")) policy.drill = read_drill(*node);
        reader.finish();
        return policy;
    }

  private:
    void refuse(const Placed& placed, const std::string& sentence, const std::string& hint) {
        problems_.push_back(yaml::problem_at(*placed.at, sentence, hint));
    }

    base::Seconds length(const Placed& placed) {
        if (placed.at == nullptr) return {};
        const auto read = length_of(placed.text);
        if (!read)
            refuse(placed, "'" + placed.text + "' is no length of time",
                   "minutes, hours or days: 15m, 4h, 3d");
        return read.value_or(base::Seconds{});
    }

    int minute(const Placed& placed) {
        if (placed.at == nullptr) return 0;
        const auto read = minute_of(placed.text);
        if (!read)
            refuse(placed, "'" + placed.text + "' is no time of day",
                   "two figures, a colon, two figures, in quotes: \"08:30\"");
        return read.value_or(0);
    }

    // The place of a text in a closed list; the first one where it is absent.
    std::size_t choice(const Placed& placed, const std::vector<std::string>& names,
                       const std::string& what) {
        if (placed.at == nullptr) return 0;
        const auto found = std::find(names.begin(), names.end(), placed.text);
        if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
        const std::string close = base::did_you_mean(placed.text, names);
        std::string all;
        for (const auto& name : names) all += (all.empty() ? "" : ", ") + name;
        refuse(placed, "there is no " + what + " '" + placed.text + "'",
               close.empty() ? all : "did you mean '" + close + "'?");
        return 0;
    }

    template <class Names>
    static std::vector<std::string> list_of(const Names& names) {
        return {names.begin(), names.end()};
    }

    void read_clocks(const yaml::Node& node, Policy& policy) {
        yaml::TableReader reader(node, "'clocks'", keys::clock_list(), problems_);
        for (const Clock clock : all_clocks) {
            const auto* found = reader.node(name_of(clock));
            if (found == nullptr) continue;
            policy.clocks[clock] = read_clock(*found, "'" + std::string(name_of(clock)) + "'");
        }
        reader.finish();
        if (problems_.empty()) check_states(node, policy);
    }

    Pace read_pace(yaml::TableReader& reader) {
        Pace pace;
        pace.within = length(reader.text("within"));
        pace.next = length(reader.text("next"));
        pace.again = length(reader.text("again"));
        return pace;
    }

    Figures read_clock(const yaml::Node& node, const std::string& what) {
        Figures figures;
        yaml::TableReader reader(node, what, keys::clock(), problems_);
        const Placed remind = reader.text("remind");
        figures.remind = length(remind);
        figures.usual = read_pace(reader);
        if (remind.at != nullptr && figures.remind >= figures.usual.within)
            refuse(remind, "this reminder comes after the end of its clock",
                   "a reminder is sooner than 'within'");
        figures.urgent = figures.usual;
        if (const auto* urgent = reader.node("urgent")) {
            yaml::TableReader inside(*urgent, "'urgent'", keys::pace(), problems_);
            figures.urgent = read_pace(inside);
            inside.finish();
        }
        figures.hours = static_cast<Hours>(
            choice(reader.text("hours"), list_of(hours_names), "kind of hours"));
        for (const Placed& state : reader.texts("runs_in")) {
            figures.runs_in.insert(
                open_states()[choice(state, names_of_open_states(), "state of an open case")]);
        }
        reader.finish();
        return figures;
    }

    // What a word of an officer ends while the state stays the same cannot watch over a state.
    static bool stands(Clock clock) {
        return clock != Clock::takedown && clock != Clock::child_report &&
               clock != Clock::signature && clock != Clock::report;
    }

    void check_states(const yaml::Node& node, const Policy& policy) {
        for (const CaseState state : open_states()) {
            const bool watched = std::any_of(
                policy.clocks.begin(), policy.clocks.end(), [state](const auto& one) {
                    return stands(one.first) && one.second.runs_in.contains(state);
                });
            if (watched) continue;
            problems_.push_back(yaml::problem_at(
                node,
                "no lasting clock runs in the state '" + std::string(name_of(state)) +
                    "': a case in it could be forgotten",
                "add it to 'runs_in' of decision, receipt, first_call, wish, check_call or "
                "progress"));
        }
    }

    Chain read_chain(const yaml::Node& node) {
        const std::vector<std::string> desks{"desk.triage", "desk.urgent"};
        Chain chain;
        yaml::TableReader reader(node, "'chain'", keys::chain(), problems_);
        for (const Placed& desk : reader.texts("district")) {
            constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz-";
            if (desk.text.find_first_not_of(allowed) != std::string::npos)
                refuse(desk, "'" + desk.text + "' is no name of a desk",
                       "the part before the unit: head, chief");
            chain.district.push_back(desk.text);
        }
        chain.last = base::RecipientId(desks[choice(reader.text("last"), desks, "desk")]);
        chain.urgent_last =
            base::RecipientId(desks[choice(reader.text("urgent_last"), desks, "desk")]);
        reader.finish();
        return chain;
    }

    void read_quiet(const yaml::Node& node, Calendar& calendar) {
        yaml::TableReader reader(node, "'quiet_hours'", keys::quiet_hours(), problems_);
        calendar.quiet_from = minute(reader.text("from"));
        calendar.quiet_to = minute(reader.text("to"));
        reader.finish();
    }

    void read_days(yaml::TableReader& reader, Calendar& calendar) {
        for (const Placed& day : reader.texts("weekly_rest"))
            calendar.weekly_rest.insert(
                static_cast<int>(choice(day, list_of(week_days), "day of the week")));
        if (calendar.weekly_rest.size() == week_days.size())
            problems_.push_back(yaml::problem_at(*reader.map().find("weekly_rest"),
                                                 "no day of the week is left for work"));
        for (const Placed& day : reader.texts("holidays")) {
            if (!base::from_rfc3339(day.text + "T00:00:00Z"))
                refuse(day, "'" + day.text + "' is no date",
                       "write year, month and day, like 2026-11-22");
            calendar.holidays.insert(day.text);
        }
    }

    void read_digest(const yaml::Node& node, Policy& policy) {
        yaml::TableReader reader(node, "'digest'", keys::digest(), problems_);
        policy.digest_minute = minute(reader.text("at"));
        reader.finish();
    }

    Drill read_drill(const yaml::Node& node) {
        constexpr int last_day = 28;  // that every month has
        Drill drill;
        yaml::TableReader reader(node, "'drill'", keys::drill(), problems_);
        const Placed day = reader.text("day");
        drill.day = whole(day.text).value_or(0);
        if (day.at != nullptr && (drill.day < 1 || drill.day > last_day))
            refuse(day, "'" + day.text + "' is no day that every month has", "1 to 28");
        drill.minute = minute(reader.text("at"));
        drill.within = length(reader.text("within"));
        reader.finish();
        return drill;
    }

    base::Problems& problems_;
};

}  // namespace

std::string_view name_of(Clock clock) {
    switch (clock) {
        case Clock::decision:
            return "decision";
        case Clock::receipt:
            return "receipt";
        case Clock::first_call:
            return "first_call";
        case Clock::takedown:
            return "takedown";
        case Clock::child_report:
            return "child_report";
        case Clock::signature:
            return "signature";
        case Clock::wish:
            return "wish";
        case Clock::check_call:
            return "check_call";
        case Clock::report:
            return "report";
        case Clock::progress:
            return "progress";
    }
    base::ensure(false);
    return {};
}

base::Result<Policy, base::Problems> load_policy(const yaml::SourceText& source) {
    auto document = yaml::read(source);
    if (!document) return document.error();
    base::Problems problems;
    Policy policy = Loader(problems).read(*document->root);
    yaml::sort_by_place(problems);
    if (!problems.empty()) return problems;
    return policy;
}

Policy shortened(Policy policy, int divisor) {
    const auto shorten = [divisor](base::Seconds& length) {
        if (length.count() > 0) length = std::max(base::Seconds{1}, length / divisor);
    };
    for (auto& [clock, figures] : policy.clocks) {
        shorten(figures.remind);
        for (Pace* pace : {&figures.usual, &figures.urgent}) {
            shorten(pace->within);
            shorten(pace->next);
            shorten(pace->again);
        }
    }
    shorten(policy.drill.within);
    return policy;
}

}  // namespace clocks
