// Accounts that are named after the accused, or like another account of his: praveen.k@ybl is
// his who writes from praveen.k@example.net, and Praveen's where Praveen stands accused. And
// mailboxes that bear the name of one of hers.
//
// Promises: only what nobody claims is given to him; a name that somebody else of the mail
// bears gives nothing; of a mailbox the first word counts. Inside the room only.
#pragma once

#include "redaction/agreement.h"

namespace redaction {

void follow_names(std::vector<Mention>& mentions, const People& people);

}  // namespace redaction
