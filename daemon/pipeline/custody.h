// One fetched batch into custody: sealed, fsynced, then recorded (V1 before T1).
#pragma once

#include <memory>
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
// to the desk. Those too large for memory are not among them (large_mail.h).
asio::awaitable<base::Result<void>> take_batch(Workshop& shop, const Place& place,
                                               std::vector<mailbox::FetchResult> batch);

// V1 and T1 of one mail.
asio::awaitable<base::Result<void>> record_custody(
    Workshop& shop, std::shared_ptr<const ledger::Custody> custody);

// The desk hears of each mail in custody that nobody will read, also where we died before we
// could tell.
asio::awaitable<base::Result<void>> tell_of_unread(Workshop& shop);

// It was gone before we had custody (A07).
asio::awaitable<base::Result<void>> note_vanished(Workshop& shop, Place place,
                                                  std::uint32_t uid);

}  // namespace pipeline
