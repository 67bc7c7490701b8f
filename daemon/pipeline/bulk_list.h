// The desk's list of mail that brought no letter of its own: bulk mail, and what one address
// wrote beyond its share of a day (F06).
//
// Promises: one list a day, at the time of the other lists, with every such mail on it that no
// list had before; a mail is moved to the Done folder once a server took the list it stands on.
// Source: promises.md 2.3.
#pragma once

#include "pipeline/workshop.h"

namespace pipeline {

asio::awaitable<base::Result<void>> list_bulk_mail(Workshop& shop);

}  // namespace pipeline
