// What stands behind a word of the desk or of a station: a day, a cell, what was done.
//
// Promises: what is not wholly understood is nothing, never a guess. Source: contract.md 6.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/identity.h"

namespace cases {

// "2026-12-01", "01.12.2026", "1/12/2026", "1-12-2026": the local day "2026-12-01".
std::optional<std::string> day_in(std::string_view text);

// Who helps the stations of this unit ("tvc"): "cyber.tvc", "hi-tech", "cyberdome".
std::optional<base::RecipientId> cell_in(std::string_view text, std::string_view unit);

// Behind NOTE, the whole line: TAKEDOWN SENT, CHILD REPORT SENT. A line that goes on is a note
// like any other: "takedown sent? not yet" must end no clock.
enum class Done { takedown_sent, child_reported };
std::optional<Done> done_in(std::string_view text);

}  // namespace cases
