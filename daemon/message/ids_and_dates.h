// Message ids (RFC 5322 3.6.4) and dates (3.3) as real mail writes them. Nothing is invented:
// absent or impossible is absent.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"

namespace message {

// All "<...>" in order, blanks removed, without the brackets; one bare token if there are none.
std::vector<std::string> parse_ids(std::string_view raw);

// Zones: RFC 5322 4.3 and IST (+0530); unknown words count as UTC; two-digit years as RFC
// 5322 4.3 says.
std::optional<base::Instant> parse_date(std::string_view raw);

}  // namespace message
