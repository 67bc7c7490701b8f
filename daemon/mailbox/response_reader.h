// Cuts the octets of an IMAP server into responses.
//
// Promises: a literal is swallowed by its length, so nothing inside a mail can look like a
// reply. Limits: 64 KB of text a response, 10^6 octets of text between two tagged replies, and
// for literals the budget that the caller gave for the command under way, checked when the
// literal is announced, before an octet of it is kept. After a breach nothing more is read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mailbox/response.h"

namespace mailbox {

class ResponseReader {
  public:
    // A new command: what its literals may have in all, and the count of text begins anew.
    void begin(std::uint64_t literal_budget);
    // Appends every response that is now complete.
    Breach feed(std::string_view octets, std::vector<Response>& responses);
    // Inside a response?
    bool is_midway() const { return !text_.empty() || literal_left_ > 0; }

  private:
    Breach take_line(std::vector<Response>& responses);
    Breach open_literal(std::uint64_t size);
    std::size_t fill_literal(std::string_view octets);

    std::string text_;
    std::size_t line_start_ = 0;  // text_ has several lines where there are literals
    std::vector<std::string> literals_;
    std::uint64_t literal_left_ = 0;
    std::uint64_t budget_ = 0;
    std::uint64_t heard_ = 0;
    Breach breach_;
};

}  // namespace mailbox
