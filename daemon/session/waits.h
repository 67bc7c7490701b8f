// Every wait of the network rooms, in one table.
//
// Promises: the lengths are those the protocols ask for (RFC 5321 4.5.3.2, RFC 2177) or shorter
// where a silent peer must be noticed sooner. A build for tests divides all of them by the
// environment variable APARAJITA_TIME_SCALE, but those for somebody else's answer to no less
// than two seconds, which a busy machine keeps; a release never looks at it. Unit: milliseconds
// of the monotonic clock.
#pragma once

#include <chrono>

#include "base/instant.h"

namespace session {

using Wait = std::chrono::milliseconds;

struct Waits {
    Wait login{
        std::chrono::seconds{30}};  // greeting to end of authentication, after connect_timeout

    Wait imap_silence{std::chrono::seconds{60}};  // no octet while a reply is due
    Wait imap_command{
        std::chrono::minutes{10}};  // one command as a whole, however steadily it drips
    Wait idle_renew{std::chrono::minutes{9}};      // RFC 2177: before 29 minutes
    Wait idle_silence{std::chrono::seconds{150}};  // Dovecot says "Still here" every 120 s
    Wait idle_done{std::chrono::seconds{30}};      // DONE unanswered
    Wait goodbye{std::chrono::seconds{5}};         // LOGOUT, QUIT

    Wait smtp_ehlo{std::chrono::minutes{5}};
    Wait smtp_mail{std::chrono::minutes{5}};
    Wait smtp_rcpt{std::chrono::minutes{5}};
    Wait smtp_data{std::chrono::minutes{2}};
    Wait smtp_block{std::chrono::minutes{3}};    // one block of the letter
    Wait smtp_letter{std::chrono::minutes{30}};  // the letter as a whole
    Wait smtp_dot{std::chrono::minutes{10}};
};

Waits waits();

// By what: 1 in a release.
int time_scale();

// A wait for somebody else's answer that is not in the table (connect_timeout), shortened as
// those there.
Wait shortened(Wait wait);
// A pause of ours between two deeds: without the floor.
Wait scaled(Wait wait);

}  // namespace session
