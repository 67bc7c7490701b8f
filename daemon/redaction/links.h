// Mail addresses, payment addresses, links, account names, network addresses, map positions
// (redaction.md 3.2).
//
// Promise: a Latin identifier ends where the script changes, so a glued Malayalam suffix does
// not hide it. Inside the room only.
#pragma once

#include "redaction/candidate.h"

namespace redaction {

// Mail addresses and payment addresses.
Candidates find_mail_addresses(const Page& page, const Policy& policy);
// Links; map links as GPS.
Candidates find_links(const Page& page);
// "instagram . com / x", "facebook dot com slash x": only with a path, which a sentence lacks.
Candidates find_spelled_links(const Page& page);
Candidates find_handles(const Page& page);
Candidates find_networks(const Page& page);
Candidates find_positions(const Page& page);

// Comparable form of a link: no scheme, no www., no defanging, no slash at the end.
std::string normal_link(std::string_view link);

}  // namespace redaction
