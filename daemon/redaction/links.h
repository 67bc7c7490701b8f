// Mail addresses, payment addresses, links, account names, network addresses, map positions
// (redaction.md 3.2).
//
// Promise: a Latin identifier ends where the script changes, so a glued Malayalam suffix does
// not hide it. Inside the room only.
#pragma once

#include "redaction/candidate.h"

namespace redaction {

Candidates find_links(const Page& page, const Policy& policy);

// Comparable form of a link: no scheme, no www., no defanging, no slash at the end.
std::string normal_link(std::string_view link);

}  // namespace redaction
