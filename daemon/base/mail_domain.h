// Which mail domains are reserved, and which lie within another.
//
// Source: RFC 2606 and RFC 6761: .invalid, .test, .example, example.com, example.net and
// example.org never belong to a real mailbox. Case does not matter; a closing dot does not
// either.
#pragma once

#include <string>
#include <string_view>

namespace base {

bool is_reserved_domain(std::string_view domain);

// "tvc.ps.invalid" lies within "ps.invalid"; so does "ps.invalid" itself. "xps.invalid" does
// not.
bool lies_within(std::string_view domain, std::string_view parent);

// An address that may be written into an SMTP envelope: one '@', a dot-atom of ASCII letters,
// digits and ._+- before it (RFC 5321 4.1.2, without quoted forms) and a host name after it. No
// control character can pass.
bool is_plain_address(std::string_view address);
std::string_view domain_of(std::string_view address);

}  // namespace base
