#include "session/waits.h"

#ifdef APARAJITA_TEST_BUILD
#include <algorithm>
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

Waits shorten(Waits table) {
    const int scale = time_scale();
    for (Wait* wait : {&table.login, &table.imap_silence, &table.imap_command,
                       &table.idle_renew, &table.idle_silence, &table.idle_done, &table.goodbye,
                       &table.smtp_ehlo, &table.smtp_mail, &table.smtp_rcpt, &table.smtp_data,
                       &table.smtp_block, &table.smtp_letter, &table.smtp_dot})
        *wait /= scale;
    return table;
}

}  // namespace

Waits waits() { return shorten(Waits{}); }

Wait scaled(Wait wait) { return wait / time_scale(); }

}  // namespace session
