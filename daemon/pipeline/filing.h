// S5 and T5: mails that somebody has by now are moved out of the watched folders. promises.md
// 1.1, 2.3.
#pragma once

#include "mailbox/mailbox.h"
#include "pipeline/custody.h"

namespace pipeline {

enum class Filed { all, some };  // some: more may be moved at once

// Out of the folder that is selected, into Done, or into Attention where nobody could read it.
asio::awaitable<base::Result<Filed>> file_taken(Workshop& shop, mailbox::Mailbox& box,
                                                const Place& place);

}  // namespace pipeline
