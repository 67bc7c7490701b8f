// One fetched batch into custody: sealed, fsynced, then recorded (V1 before T1).
#pragma once

#include <string>
#include <vector>

#include "mailbox/mailbox.h"
#include "pipeline/workshop.h"

namespace pipeline {

// What was listed: a folder and its UIDVALIDITY.
struct Place {
    std::string folder;
    std::uint32_t uidvalidity = 0;
    ledger::Origin origin = ledger::Origin::watched;
};

// Every result of a fetch: complete mails into custody, vanished ones noted, unfetchable ones
// to the desk.
asio::awaitable<base::Result<void>> take_batch(Workshop& shop, const Place& place,
                                               std::vector<mailbox::FetchResult> batch);

}  // namespace pipeline
