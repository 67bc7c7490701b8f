// What a platform's alert says about the person at risk, line by line, so that it can stand on
// top of the letter: somebody must reach her tonight.
//
// Promises: taken out of the text that this reader gets anyway, never out of the mail; a label
// that is not known is left where it is. Alerts are forms in English, also when a person
// forwarded them (mail_reading.md: self-harm alerts).
#pragma once

#include "letter/values.h"
#include "redaction/redacted_mail.h"

namespace letter {

// alert_phone, alert_ip, alert_name, alert_profile, alert_time, alert_post: of each the first.
void put_alert_lines(Values& values, const redaction::RedactedMail& mail);

}  // namespace letter
