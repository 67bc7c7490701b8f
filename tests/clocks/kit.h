// The shipped policy and a case to turn by.
#pragma once

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "clocks/plan.h"

namespace kit {

inline const base::Seconds zone{19800};

inline base::Instant at(const char* utc) { return *base::from_rfc3339(utc); }

inline std::string shipped() {
    std::ifstream in(APARAJITA_SOURCE_DIR "/routing_rules/clocks.yaml");
    return {std::istreambuf_iterator<char>(in), {}};
}

inline clocks::Policy policy() {
    auto loaded = clocks::load_policy({"clocks.yaml", shipped()});
    if (!loaded) FAIL(base::to_text(loaded.error()));
    return *loaded;
}

inline clocks::People people() {
    using base::RecipientId;
    return {RecipientId("tvc.museum"),
            {RecipientId("tvc.vanitha")},
            {RecipientId("head.tvc"), RecipientId("chief.tvc")},
            {RecipientId("oversight.1")}};
}

// Monday 23 November 2026, 10:00 in Kerala.
inline const base::Instant monday = at("2026-11-23T04:30:00Z");

inline clocks::CaseTimes with_station() {
    clocks::CaseTimes of;
    of.state = cases::CaseState::with_station;
    of.received = monday;
    of.given = monday;
    return of;
}

// "receipt Mon 23 Nov 14:00 tvc.museum", late ones with a "!" in front.
inline std::string told(const clocks::Step& step) {
    return (step.call == clocks::Call::late ? "!" : "") + std::string(name_of(step.clock)) +
           " " + base::local_short(step.at, zone) + " " + step.to.id.str();
}

inline std::vector<std::string> told(const std::vector<clocks::Step>& steps,
                                     clocks::Clock only) {
    std::vector<std::string> lines;
    for (const auto& step : steps)
        if (step.clock == only) lines.push_back(told(step));
    return lines;
}

}  // namespace kit
