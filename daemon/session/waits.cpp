#include "session/waits.h"

#include <algorithm>

#ifdef APARAJITA_TEST_BUILD
#include <cstdlib>
#endif

namespace session {

int time_scale() {
#ifdef APARAJITA_TEST_BUILD
    const char* text = std::getenv("APARAJITA_TIME_SCALE");
    return text == nullptr ? 1 : std::clamp(std::atoi(text), 1, 10'000);
#else
    return 1;
#endif
}

namespace {

// A busy machine answers within this.
constexpr Wait least{2000};

Waits shorten(Waits table) {
    table.idle_renew = scaled(table.idle_renew);  // nobody must answer within it
    for (Wait* wait : {&table.login, &table.imap_silence, &table.imap_command,
                       &table.idle_silence, &table.idle_done, &table.goodbye, &table.smtp_ehlo,
                       &table.smtp_mail, &table.smtp_rcpt, &table.smtp_data, &table.smtp_block,
                       &table.smtp_letter, &table.smtp_dot})
        *wait = shortened(*wait);
    return table;
}

}  // namespace

Waits waits() { return shorten(Waits{}); }

Wait shortened(Wait wait) { return std::max(scaled(wait), std::min(wait, least)); }

Wait scaled(Wait pause) { return pause / time_scale(); }

}  // namespace session
