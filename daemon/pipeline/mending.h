// A working copy is missing or altered before its mail was read, and the mail still lies in the
// mailbox: it is fetched once more (E10). Two sides of one event loop: who reads asks and
// waits, who serves the mailbox fetches.
#pragma once

#include <optional>
#include <string>

#include "mailbox/mailbox.h"
#include "pipeline/custody.h"
#include "pipeline/workshop.h"

namespace pipeline {

struct Mending {
    explicit Mending(const asio::any_io_executor& executor) : done(executor) {}
    base::MailUid at;
    std::string content;  // its content key: nothing else may take its place
    base::CaseId case_id;
    seal::Key case_key;
    bool in_this_round = false;
    std::optional<bool> mended;
    WakePoint done;
};

// Waits up to five minutes. False: not there any more, another mail, or its key is gone.
asio::awaitable<bool> fetch_again(Workshop& shop, const ledger::MailRow& mail);

// What is asked for from the selected folder; mails over `limit` octets are not fetched.
asio::awaitable<base::Result<void>> mend_copies(Workshop& shop, mailbox::Mailbox& box,
                                                const Place& place, std::uint64_t limit);
// Around a visit to all folders: what no folder had is given up.
void begin_mending_round(Workshop& shop);
void end_mending_round(Workshop& shop);

}  // namespace pipeline
