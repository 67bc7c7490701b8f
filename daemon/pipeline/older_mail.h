// Mail older than mailbox.since: listed to the desk by folder, number, day and size, and left
// where it lies.
#pragma once

#include "pipeline/workshop.h"

namespace pipeline {

asio::awaitable<base::Result<void>> list_older_mail(Workshop& shop);

}  // namespace pipeline
