// The daily test letter to each station whose mailbox sends such letters back by itself
// (promises.md D18): a mailbox that takes letters and silently throws them away is found before
// a complaint lies there.
//
// Promises: one letter a day and station, and one to the desk about those whose letter of the
// day before has not come back. No officer reads or answers any of them. Stations that do not
// say `returns_tests` get none.
#pragma once

#include <optional>
#include <vector>

#include "pipeline/answer_desk.h"

namespace pipeline {

// `day`: local, of the letters that go now. `before`: of those that went last, if any did.
base::Result<void> write_station_tests(const AnswerDesk& desk, const std::string& day,
                                       const std::optional<std::string>& before,
                                       std::vector<PlanLetter>& letters);

// The station whose test letter this recipient id means; nothing for any other.
base::RecipientId tested_recipient(const base::StationId& station);
std::optional<base::StationId> tested_station(const base::RecipientId& recipient);

}  // namespace pipeline
