// Must not compile: a RedactedMail cannot be made by anybody but redact(), so no letter can be written from a mail
// that did not go through the policy.
// Nor can a ReleasedValue be made by anybody but the release that gives its audit note with it.
#include "cases/released.h"
#include "redaction/redacted_mail.h"

redaction::RedactedMail control(const redaction::RedactedMail& mail) { return mail; }

#ifdef FORGE_REDACTED_MAIL
redaction::RedactedMail forge() { return redaction::RedactedMail(); }
#endif

#ifdef FORGE_RELEASED_VALUE
cases::ReleasedValue forge() { return cases::ReleasedValue(); }
#endif
