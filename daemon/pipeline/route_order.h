// ROUTE from the terminal: the same as by mail, with a reason for the trail.
//
// Promises: a Failure of kind usage says why nothing was done. The reason stands in the trail for
// ever, where nothing personal may stand: one that holds a covered value of the case is refused.
#pragma once

#include <string>

#include "pipeline/answer_desk.h"

namespace pipeline {

struct RouteOrder {
    std::string case_no, station, reason;
    std::string actor;  // "admin:1000"
};
base::Result<AnswerPlan> plan_route(const AnswerDesk& desk, const RouteOrder& order);

}  // namespace pipeline
