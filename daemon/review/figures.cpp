#include "review/figures.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "review/band.h"
#include "review/period.h"

namespace review {
namespace {

bool is_closed(const CaseRow& c) { return c.state == "closed"; }
bool is_with_desk(const CaseRow& c) {
    return c.state == "with_desk" || c.state == "quarantined" || c.state == "check_call" ||
           c.state == "received";
}

// Open, and nobody spoke with her, at that moment.
bool is_open_at(const CaseRow& c, base::Instant at) {
    const bool closed_by_then = is_closed(c) && (!c.closed || *c.closed < at);
    return c.received < at && !closed_by_then;
}

struct Span {
    base::Instant begin, end;
    bool holds(base::Instant at) const { return at >= begin && at < end; }
};

class Counter {
  public:
    Counter(const Period& period, base::Instant now, base::Seconds call_within)
        : begin_(period.begin()), end_(period.end()), now_(now), call_within_(call_within) {
        figures_.steps = steps_of(period);
        for (const Step& step : figures_.steps) {
            const Period part{step.from, step.to, period.zone};
            spans_.push_back({part.begin(), part.end()});
        }
    }

    void add_stations(const std::vector<StationRow>& stations) {
        for (const StationRow& station : stations) {
            home_[station.id] = station.district;
            load_[station.id].row = station;
            figures_.first.posts_empty += station.trained_officers == 0 ? 1 : 0;
            figures_.first.posts_unknown += station.trained_officers ? 0 : 1;
        }
    }

    void add(const CaseRow& c) {
        add_first(c);
        add_steps(c);
        Tally& tally = tally_of(c.station);
        add_load(c, tally);
        if (is_open_at(c, now_)) add_age(c);
        if (disposed_in_period(c)) {
            ++figures_.outcomes[c.outcome];
            ++outcomes_[tally.row.district][c.outcome];
        }
    }

    Figures finish() {
        std::map<std::string, DistrictLoad> districts;
        std::map<std::string, Tally> sums;
        for (auto& [id, tally] : load_) {
            DistrictLoad& district = districts[tally.row.district];
            Tally& sum = sums[tally.row.district];
            append(sum, tally);
            if (!tally.row.id.empty()) district.stations.push_back({tally.row, load_of(tally)});
        }
        for (auto& [name, district] : districts) {
            district.district = name;
            district.load = load_of(sums[name]);
            district.outcomes = outcomes_[name];
            std::sort(district.stations.begin(), district.stations.end(),
                      [](const StationLoad& a, const StationLoad& b) {
                          return std::tie(a.station.name, a.station.id) <
                                 std::tie(b.station.name, b.station.id);
                      });
            figures_.districts.push_back(std::move(district));
        }
        return std::move(figures_);
    }

  private:
    struct Tally {
        StationRow row;
        Load load;
        std::vector<std::int64_t> to_confirm, to_call;  // seconds
    };

    // A station that is in the rules no more stands where no station does.
    Tally& tally_of(const std::string& station) {
        return load_[home_.contains(station) ? station : std::string()];
    }

    bool received_in_period(const CaseRow& c) const {
        return c.received >= begin_ && c.received < end_;
    }
    bool disposed_in_period(const CaseRow& c) const {
        return is_closed(c) && c.closed && *c.closed >= begin_ && *c.closed < end_;
    }

    void add_first(const CaseRow& c) {
        FirstScreen& first = figures_.first;
        const bool open = is_open_at(c, now_);
        first.not_called += is_late_at(c, now_) ? 1 : 0;
        first.urgent_unanswered += open && c.urgent && !c.confirmed && !c.contacted ? 1 : 0;
        first.at_desk += open && c.state == "with_desk" ? 1 : 0;
        first.settled_checking += c.state == "check_call" ? 1 : 0;
        first.settled += disposed_in_period(c) && (c.outcome == "settled_heard_alone" ||
                                                   c.outcome == "withdrawn_heard")
                             ? 1
                             : 0;
        first.reopened += c.reopened;
    }

    void add_steps(const CaseRow& c) {
        for (std::size_t i = 0; i < figures_.steps.size(); ++i) {
            Step& step = figures_.steps[i];
            const base::Instant end = std::min(spans_[i].end, now_);
            step.received += spans_[i].holds(c.received) ? 1 : 0;
            step.disposed += is_closed(c) && c.closed && spans_[i].holds(*c.closed) ? 1 : 0;
            step.pending += is_open_at(c, end) ? 1 : 0;
            step.late += is_late_at(c, end) ? 1 : 0;
        }
    }

    void add_load(const CaseRow& c, Tally& tally) {
        tally.load.pending += is_open_at(c, now_) ? 1 : 0;
        tally.load.late += is_late_at(c, now_) ? 1 : 0;
        tally.load.disposed += disposed_in_period(c) ? 1 : 0;
        if (!received_in_period(c)) return;
        ++tally.load.received;
        const auto wait = [&](const std::optional<base::Instant>& until) {
            return std::max<std::int64_t>(0, (*until - c.received).count());
        };
        if (c.confirmed) tally.to_confirm.push_back(wait(c.confirmed));
        if (c.contacted) tally.to_call.push_back(wait(c.contacted));
        tally.load.answered_in_a_day += c.confirmed && wait(c.confirmed) <= 86400 ? 1 : 0;
        ++figures_.waiting[slot(c.received, c.confirmed)].confirmed;
        ++figures_.waiting[slot(c.received, c.contacted)].called;
    }

    static std::size_t slot(base::Instant from, const std::optional<base::Instant>& until) {
        if (!until) return waits.size() - 1;
        constexpr std::array<std::int64_t, 4> hours{1, 4, 20, 24};
        const auto found = std::find_if(hours.begin(), hours.end(), [&](std::int64_t h) {
            return *until - from < base::Seconds{h * 3600};
        });
        return static_cast<std::size_t>(found - hours.begin());
    }

    void add_age(const CaseRow& c) {
        constexpr std::array<std::int64_t, 5> days{1, 3, 7, 30, 60};
        const auto found = std::find_if(days.begin(), days.end(), [&](std::int64_t d) {
            return now_ - c.received < base::Seconds{d * 86400};
        });
        Ageing& age = figures_.ageing[static_cast<std::size_t>(found - days.begin())];
        ++(is_with_desk(c) ? age.desk : age.station);
    }

    static void append(Tally& sum, const Tally& part) {
        sum.load.received += part.load.received;
        sum.load.pending += part.load.pending;
        sum.load.late += part.load.late;
        sum.load.disposed += part.load.disposed;
        sum.load.answered_in_a_day += part.load.answered_in_a_day;
        sum.to_confirm.insert(sum.to_confirm.end(), part.to_confirm.begin(),
                              part.to_confirm.end());
        sum.to_call.insert(sum.to_call.end(), part.to_call.begin(), part.to_call.end());
    }

    // The lower of the two middle ones when their number is even, as in v1_station_load.
    static Median median(std::vector<std::int64_t> seconds) {
        if (static_cast<std::int64_t>(seconds.size()) < smallest_shown) return std::nullopt;
        const auto middle =
            seconds.begin() + (static_cast<std::ptrdiff_t>(seconds.size()) - 1) / 2;
        std::nth_element(seconds.begin(), middle, seconds.end());
        return static_cast<double>(*middle) / 3600.0;
    }
    static Load load_of(const Tally& tally) {
        Load load = tally.load;
        load.hours_to_confirm = median(tally.to_confirm);
        load.hours_to_call = median(tally.to_call);
        return load;
    }

    bool is_late_at(const CaseRow& c, base::Instant at) const {
        return is_open_at(c, at) && c.received + call_within_ < at &&
               (!c.contacted || *c.contacted >= at);
    }

    base::Instant begin_, end_, now_;
    base::Seconds call_within_;
    std::vector<Span> spans_;  // of the steps
    Figures figures_;
    std::unordered_map<std::string, std::string> home_;  // station -> district
    std::unordered_map<std::string, Tally> load_;
    std::unordered_map<std::string, std::map<std::string, std::int64_t>> outcomes_;
};

}  // namespace

const std::vector<std::string_view>& outcome_names() {
    static const std::vector<std::string_view> names{"legal_action",
                                                     "counselled",
                                                     "warned",
                                                     "content_removed",
                                                     "settled_heard_alone",
                                                     "no_offence",
                                                     "not_traced",
                                                     "transferred",
                                                     "false",
                                                     "duplicate",
                                                     "spam",
                                                     "withdrawn_heard"};
    return names;
}

Figures count(const Rows& rows, const Period& period, base::Instant now) {
    Counter counter(period, now, rows.call_within);
    counter.add_stations(rows.stations);
    for (const CaseRow& one : rows.cases) counter.add(one);
    return counter.finish();
}

}  // namespace review
