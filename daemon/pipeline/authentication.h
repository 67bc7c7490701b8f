// What our own mail server said of the sender's domain (RFC 8601).
//
// Promises: only the topmost Authentication-Results field that names our authserv-id counts;
// its results are read as the grammar has them, so that nothing a sender can put into a value
// or a comment ("smtp.mailfrom=dmarc=pass") is taken for one. A pass for another domain than
// the sender's is no pass. A hint about a domain, never proof of a person.
#pragma once

#include <string_view>

#include "message/parsed_mail.h"

namespace pipeline {

enum class Dmarc { pass, fail, none };
Dmarc dmarc_of(const message::ParsedMail& mail, std::string_view authserv_id);

}  // namespace pipeline
