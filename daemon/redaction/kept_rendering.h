// A rendering as it lies in the vault, and back: letters that a case calls for later are
// composed from it, without reading the mail again (promises.md 2.3, V2).
//
// Promises: what comes back says the same to a letter, but lists every attachment as sealed and
// has no octets of a picture, and no place of a value in the mail. Text that was altered is a
// Failure of kind text. Only text that the vault has authenticated may be given here: it is,
// beside redact(), the one way to a RedactedMail.
#pragma once

#include <string>

#include "base/result.h"
#include "redaction/redacted_mail.h"

namespace redaction {

std::string rendering_to_json(const RedactedMail& mail);
base::Result<RedactedMail> rendering_from_json(const std::string& text);

}  // namespace redaction
