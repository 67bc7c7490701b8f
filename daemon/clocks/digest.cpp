#include "clocks/digest.h"

#include <algorithm>
#include <tuple>

#include "clocks/plan.h"

namespace clocks {
namespace {

using cases::CaseLife;
using cases::CaseState;

bool is_with_station(const CaseLife& life) {
    return life.state == CaseState::with_station || life.state == CaseState::confirmed;
}

bool is_at_desk(const CaseLife& life) {
    return life.state == CaseState::with_desk || life.state == CaseState::received ||
           life.state == CaseState::quarantined;
}

bool may_read(const Reader& reader, const CaseLife& life) {
    const auto& never = life.never_to;
    if (std::find(never.begin(), never.end(), reader.id) != never.end()) return false;
    if (!reader.station.empty()) return life.station == reader.station && !is_at_desk(life);
    return reader.unit.empty() || life.station.starts_with(reader.unit + ".");
}

void sort(std::vector<Listed>& list) {
    std::sort(list.begin(), list.end(), [](const Listed& one, const Listed& other) {
        return std::tuple(!one.urgent, one.since, one.number) <
               std::tuple(!other.urgent, other.since, other.number);
    });
}

base::Instant midnight_of(base::Instant at, base::Seconds zone) {
    return std::chrono::floor<std::chrono::days>(at + zone) - zone;
}

}  // namespace

Digest list_for(const Reader& reader, const std::vector<CaseLife>& lives, base::Instant now) {
    Digest digest;
    for (const CaseLife& life : lives) {
        if (!may_read(reader, life)) continue;
        Listed one{life.number, life.station, life.received, life.urgent, ""};
        if (life.urgent && life.state == CaseState::with_station)
            digest.unanswered.push_back(one);
        if (is_with_station(life) && !life.contacted) {
            digest.uncalled.push_back(std::move(one));
        } else if (is_at_desk(life)) {
            digest.undecided.push_back(std::move(one));
        } else if (life.due && *life.due < now) {
            one.clock = life.due_clock;
            one.since = *life.due;
            digest.late.push_back(std::move(one));
        }
    }
    for (auto* list : {&digest.uncalled, &digest.unanswered, &digest.undecided, &digest.late})
        sort(*list);
    return digest;
}

std::optional<base::Instant> digest_moment(const Policy& policy, base::Seconds zone,
                                           base::Instant now) {
    const auto moment = tests_moment(policy, zone, now);
    Calendar days = policy.calendar;
    days.quiet_from = days.quiet_to = 0;  // the time of the lists was chosen, quiet or not
    if (!moment || !is_open(days, Hours::working, zone, *moment)) return std::nullopt;
    return moment;
}

std::optional<base::Instant> tests_moment(const Policy& policy, base::Seconds zone,
                                          base::Instant now) {
    const base::Instant moment =
        midnight_of(now, zone) + std::chrono::minutes(policy.digest_minute);
    if (now < moment) return std::nullopt;
    return moment;
}

std::optional<base::Instant> drill_moment(const Policy& policy, base::Seconds zone,
                                          base::Instant now) {
    const std::chrono::year_month_day today(std::chrono::floor<std::chrono::days>(now + zone));
    const std::chrono::sys_days day(today.year() / today.month() /
                                    std::chrono::day(static_cast<unsigned>(policy.drill.day)));
    const base::Instant moment = day + std::chrono::minutes(policy.drill.minute) - zone;
    if (now < moment) return std::nullopt;
    return moment;
}

}  // namespace clocks
