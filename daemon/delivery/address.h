// An address as it may stand between the angle brackets of MAIL and RCPT.
//
// Promises: printable ASCII without blanks, control characters, angle brackets, quotes or
// backslashes; one '@' with something on both sides; at most 64 octets before it and 254 in all
// (RFC 5321 4.5.3.1). What could end the line or the bracket, and so become a command of its
// own, is refused here, before any server hears of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace delivery {

class Address {
  public:
    static std::optional<Address> parse(std::string_view text);
    const std::string& text() const { return text_; }

  private:
    explicit Address(std::string_view text) : text_(text) {}
    std::string text_;
};

}  // namespace delivery
