// The test mail: our relay carries it to the complaint mailbox, it walks the whole journey, and
// a letter about it goes to the test station (promises.md 1.14, D18). Nothing but the whole
// line being well makes it arrive.
//
// It is known by its Message-ID, which is keyed and computed by us; it opens no complaint and
// is counted as none.
#pragma once

#include "pipeline/journey.h"
#include "pipeline/workshop.h"

namespace pipeline {

inline constexpr std::string_view canary_recipient = "canary";

// The test mail, or the test letter of a station (station_tests.h) that its mailbox sent back.
std::optional<KnownLetter> find_canary(const message::ParsedMail& mail, Memory& memory);

// To the test station: the second half of the way. Nothing when the rules do not know it.
base::Result<std::optional<PlannedLetter>> write_canary_letter(const Tools& tools,
                                                               const CaseStamp& stamp,
                                                               base::Instant now);

// One every canary.every_minutes; alarm when none came through for two periods. Ends when
// stopping; does nothing when off, or in run --once.
asio::awaitable<void> send_canaries(Workshop& shop);

}  // namespace pipeline
