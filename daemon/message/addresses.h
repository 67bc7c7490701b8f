// Address lists of From, To, Cc, Reply-To, Sender, Return-Path (RFC 5322 3.4), as real mail
// writes them.
//
// Promises: never fails. Groups give their mailboxes; a bare word is an address; "<>" is a
// mailbox without address; unquoted commas and dots in names, missing angle brackets, blanks
// inside addresses and comments as names are understood. Names are decoded (RFC 2047), also
// inside quotes and comments.
#pragma once

#include <string_view>
#include <vector>

#include "message/parsed_mail.h"

namespace message {

struct AddressList {
    std::vector<Mailbox> mailboxes;
    bool has_group = false;
};

AddressList parse_addresses(std::string_view raw);

}  // namespace message
