// Letters that the calendar calls for: daily lists to stations, districts and oversight, daily
// test letters to mailboxes that send them back, and the monthly drill to every station.
//
// Promises: each list and each drill once, also after a crash; none for a moment before this
// database was made. A station without anything to list gets no list; oversight always does, so
// that a day without one is noticed.
#pragma once

#include <map>

#include "cases/life.h"
#include "pipeline/answer_desk.h"

namespace pipeline {

struct CalendarLetters {
    std::vector<PlanLetter> letters;
    std::map<std::string, std::int64_t> marks;  // of meta: what went last
};
base::Result<CalendarLetters> plan_calendar_letters(const AnswerDesk& desk,
                                                    const clocks::Policy& policy,
                                                    const std::vector<cases::CaseLife>& lives);

}  // namespace pipeline
