// The files of a mail, and what one destination gets of each. Inside the room only.
#pragma once

#include <vector>

#include "message/parsed_mail.h"
#include "redaction/policy.h"
#include "redaction/redacted_mail.h"
#include "understanding/facts.h"

namespace redaction {

// The leaves that are not shown as text, in document order.
std::vector<const message::Leaf*> attached_leaves(const message::ParsedMail& mail);

// The policy's word for it, under what no policy may change: a picture passes to the station
// only, cleaned, for a category on images_may_pass_for, when no child is the victim and the
// language is known (redaction.md 2.3).
AttachmentAction action_for(const message::Leaf& leaf, const understanding::Facts& facts,
                            const Policy& policy, Destination destination);

// Renamed and listed: its number counts from 1. Octets only when it passes.
AttachmentNote note_for(const message::Leaf& leaf, std::size_t number, AttachmentAction action);

}  // namespace redaction
