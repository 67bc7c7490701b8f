// SMTP replies, cut out of octets as they come (RFC 5321 4.2).
//
// Promises: an unfinished reply is no reply; every line of one reply bears the same code; lines
// of more than 2,048 octets, more than 128 lines, codes outside 200 to 599, control characters
// and bare CR or LF are garbage, and garbage stays garbage. The text of a reply leaves this
// file only as the keywords of EHLO.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace delivery {

struct Reply {
    int code = 0;
    std::string
        enhanced;  // "5.1.1" where the text begins so and its class fits the code, else ""
    std::vector<std::string> lines;  // without code
};

class ReplyReader {
  public:
    enum class State { incomplete, complete, garbage };

    void feed(std::string_view octets) { octets_ += octets; }
    // Takes the next complete reply out.
    State next(Reply& reply);
    // Octets that belong to no reply taken out so far.
    bool has_rest() const { return !octets_.empty() || !open_.lines.empty(); }

  private:
    State take_line(std::string_view line);

    std::string octets_;
    Reply open_;
    bool garbage_ = false;
};

}  // namespace delivery
