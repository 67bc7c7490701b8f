// Must not compile: a RedactedMail cannot be made by anybody but redact(), so no letter can be written from a mail
// that did not go through the policy.
#include "redaction/redacted_mail.h"

redaction::RedactedMail control(const redaction::RedactedMail& mail) { return mail; }

#ifdef FORGE_REDACTED_MAIL
redaction::RedactedMail forge() { return redaction::RedactedMail(); }
#endif
