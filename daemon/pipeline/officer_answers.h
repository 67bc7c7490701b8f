// What an officer's or the desk's answer changes (promises.md 5.6): judged, then written in one
// transaction with the record of the answer's own mail.
//
// Promises: without token, registered mailbox and dmarc=pass (where set) nothing changes and
// the desk is shown the answer; quoted text, typos, automatic mail and replays change nothing;
// a line that is not understood gets one helpful reply, to the registered mailbox only. Answers
// are worked on one at a time.
#pragma once

#include <functional>

#include "pipeline/answer_desk.h"
#include "pipeline/answer_plan.h"
#include "protocol/steps.h"

namespace pipeline {

// V2 and T2 of the answer's mail; `walk` as in thinking.cpp.
asio::awaitable<base::Result<void>> act_on_answer(Workshop& shop, protocol::Walk& walk,
                                                  Answered answered);

// What `work` plans, at a desk of its own and in its turn among the answers, as one step. Of a
// Failure of `work` nothing is written.
using DeskWork = std::function<base::Result<AnswerPlan>(const AnswerDesk&)>;
// `point` names the step for tests that end the daemon there.
asio::awaitable<base::Result<void>> work_at_desk(Workshop& shop, DeskWork work,
                                                 std::string_view point = "at_desk");

// Requests that nobody decided in time: ended, and the station is told.
asio::awaitable<base::Result<void>> expire_reveals(Workshop& shop);

// Cases that one person called spam and nobody else did for a week: they go on.
asio::awaitable<base::Result<void>> expire_spam(Workshop& shop);

// Letters with a number or a value that no server took: the desk hears of each once.
asio::awaitable<base::Result<void>> tell_values_not_taken(Workshop& shop);

}  // namespace pipeline
