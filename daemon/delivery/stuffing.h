// The letter on the wire: dot-stuffed, in blocks (RFC 5321 4.5.2).
//
// Promises: every line that begins with a dot gets one more; the last block ends with CR LF;
// the final dot is not among the octets. Only a letter that is fit may be given.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace delivery {

// Why this letter must not go out, in our own words; "" for a good one: CR LF only, no NUL,
// seven bits, lines of at most 998 octets (RFC 5322 2.1.1; a bare LF would be smuggling from
// us).
std::string_view flaw_of(std::string_view letter);

class Stuffing {
  public:
    explicit Stuffing(std::string_view letter) : rest_(letter) {}
    // Empty at the end.
    std::string next_block();

  private:
    std::string_view rest_;
    bool at_line_start_ = true;
    char last_ = '\n';
};

}  // namespace delivery
