// By when something must have been done for a case, and who hears when it was not: clocks.yaml,
// typed.
//
// Promises: every clock has its figures, and in every state of an open case a clock runs that
// only the next state ends, or the file is refused; the last contact is a desk of the settings,
// which is always there. Times of day and days are local. Sources: BNSS 2023, section 173 (1)
// (signature in 3 days), 193 (2) and (3) (report in two months, progress in 90 days); POCSO
// 2012, section 19 (6) (24 hours).
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/identity.h"
#include "base/instant.h"
#include "base/problem.h"
#include "base/result.h"
#include "cases/case_table.h"
#include "yaml/keys.h"
#include "yaml/node.h"

namespace clocks {

enum class Clock {
    decision,      // the desk has not decided who gets it
    receipt,       // the station has not said RECEIVED
    first_call,    // no woman officer has spoken with her
    takedown,      // of pictures of her
    child_report,  // to the child welfare committee and the special court
    signature,     // her complaint is not signed
    wish,          // he is known, she was not asked
    check_call,    // the desk has not called her before closing
    report,        // the police report after an FIR
    progress       // nothing was heard of the case
};
inline constexpr std::array all_clocks{
    Clock::decision,  Clock::receipt, Clock::first_call, Clock::takedown, Clock::child_report,
    Clock::signature, Clock::wish,    Clock::check_call, Clock::report,   Clock::progress};
std::string_view name_of(Clock clock);

// When a letter about a clock may go. What the law counts goes on; only the letter waits.
enum class Hours { any, waking, working };

struct Pace {
    base::Seconds within{};  // after the clock began: the first contact hears
    base::Seconds next{};    // then, so long after each other, the others
    base::Seconds again{};   // and the last one, until it is done
};

struct Figures {
    base::Seconds remind{};  // so long after it began, the first contact; 0: not before the end
    Pace usual, urgent;      // the same where the file gives none for urgent cases
    Hours hours = Hours::any;
    std::set<cases::CaseState> runs_in;  // in any other state it pauses
};

struct Calendar {
    int quiet_from = 0, quiet_to = 0;  // minutes of the local day; the same: no quiet hours
    std::set<int> weekly_rest;         // 0: Sunday
    std::set<std::string> holidays;    // "2026-12-25"
};

struct Chain {
    std::vector<std::string> district;  // "head": the desk head.UNIT of the station's unit
    base::RecipientId last, urgent_last;
};

struct Drill {
    int day = 1;     // of the month
    int minute = 0;  // of that day
    base::Seconds within{};
};

struct Policy {
    std::map<Clock, Figures> clocks;
    Calendar calendar;
    Chain chain;
    int digest_minute = 0;  // of every working day
    Drill drill;

    const Figures& of(Clock clock) const { return clocks.at(clock); }
};

base::Result<Policy, base::Problems> load_policy(const yaml::SourceText& source);

// Every length of time divided, at least a second: a story of days in a minute. Times of day
// stay.
Policy shortened(Policy policy, int divisor);

yaml::FileKind policy_file_kind();

}  // namespace clocks
