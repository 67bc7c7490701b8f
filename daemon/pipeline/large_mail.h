// A mail larger than the reader takes: sealed part by part, unread, and the desk told (A17).
#pragma once

#include "mailbox/mailbox.h"
#include "pipeline/custody.h"

namespace pipeline {

// Holds a few parts in memory, whatever the mail's size. One that keeps coming in another
// length than announced, or that no mailbox should hold (over 1 GB), goes to the desk without a
// copy. Where the disk has no room for it, it waits for the next visit.
asio::awaitable<base::Result<void>> take_large(Workshop& shop, mailbox::Mailbox& box,
                                               Place place, mailbox::Fetched mail);

}  // namespace pipeline
