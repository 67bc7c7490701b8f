// What goes through the pipe between the daemon and a jailed child: one mail in, one ParsedMail
// out.
//
// Promises: decode_reply takes only what encode_reply can have written: exact lengths, closed
// enums, bounded counts, valid UTF-8 where ParsedMail promises it, parts that point at existing
// nested mails, nothing left over. Anything else is nonsense (std::nullopt), because the child
// may be in the hands of whoever wrote the mail.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "message/parsed_mail.h"
#include "message/read_mail.h"

namespace reader {

// Before each message: its length in octets, eight octets, lowest first.
inline constexpr std::size_t prefix_size = 8;
std::string encode_length(std::uint64_t length);
std::uint64_t decode_length(std::string_view prefix);

// What is asked for, in the one octet behind the length; nothing for an octet of no meaning.
char encode_contents(message::Contents contents);
std::optional<message::Contents> decode_contents(char octet);

// A mail of `request` octets may be answered with so many, never more.
std::uint64_t largest_reply(std::uint64_t request);

std::string encode_reply(const message::ParsedMail& mail);
std::optional<message::ParsedMail> decode_reply(std::string_view octets);

}  // namespace reader
