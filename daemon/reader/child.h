// The processes behind reader::Reader. Everything here runs in them, not in the daemon.
#pragma once

#include <string_view>

#include "message/read_mail.h"
#include "reader/jail.h"
#include "reader/reader.h"

namespace reader {

// What a child does with a mail. Tests put a function here that crashes or loops; the product
// has message::read_mail.
using ParseFunction = message::ParsedMail (*)(std::string_view raw, message::Contents contents);

message::ParsedMail parse_with_message_room(std::string_view raw, message::Contents contents);

// The product's: parse_with_message_room. In test builds a named mail can kill its child, see
// failpoint.cpp.
ParseFunction parse_in_child();

base::Result<std::unique_ptr<Reader>> start_with(const ReaderSettings& settings,
                                                 ParseFunction parse);

// Commands to the reader parent, one octet each, over a SOCK_SEQPACKET socket; the answer is
// one packet.
enum class NurseryCommand : char {
    spawn =
        's',    // with a descriptor: fork a child that reads from it. Answer: its pid (0: none)
    arm = 'a',  // with a pid: give it its CPU seconds for one mail
    bury = 'b',  // with a pid: kill it if it lives, reap it. Answer: its wait status
};

struct NurseryRequest {
    NurseryCommand command = NurseryCommand::spawn;
    int pid = 0;
};

// The reader parent: forks, arms and reaps children until the daemon's end of `control` closes.
[[noreturn]] void run_nursery(int control, const ReaderSettings& settings, ParseFunction parse,
                              const Jail& jail);

// A child: reads mails from descriptor 0 and answers them there, until it closes.
[[noreturn]] void run_child(const ReaderSettings& settings, ParseFunction parse,
                            const Jail& jail);

}  // namespace reader
