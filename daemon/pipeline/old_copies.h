// S6 and T6: readable copies go when their time has come, here and in the mailbox. What could
// not be removed is tried again, until it is gone.
#pragma once

#include "mailbox/mailbox.h"
#include "pipeline/workshop.h"

namespace pipeline {

// Working copies in the vault, 72 hours after their case was done with.
asio::awaitable<base::Result<void>> destroy_old_copies(Workshop& shop);

// Once an hour, and at once after a case was destroyed: filed mails, where
// `mailbox.expunge_done_after` says so, and every mail of a destroyed case. Leaves another
// folder selected.
asio::awaitable<base::Result<void>> remove_old_mails(Workshop& shop, mailbox::Mailbox& box);

}  // namespace pipeline
