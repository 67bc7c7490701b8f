// One command at a time with an IMAP server, without a socket: what was heard goes in, what it
// means comes out.
//
// Promises: a tag that is not ours, a go-ahead that nobody awaits and BYE end the conversation
// with a reason in our own words; an EXISTS is noticed wherever it stands; counts follow EXISTS
// and EXPUNGE.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mailbox/response.h"
#include "mailbox/response_reader.h"

namespace mailbox {

struct Command {
    enum class Kind { plain, idle, logout };
    Command() = default;
    explicit Command(std::string what, std::uint64_t budget = std::uint64_t{64} * 1024,
                     Kind how = Kind::plain)
        : text(std::move(what)), literal_budget(budget), kind(how) {}
    std::string text;  // without tag and line end
    std::uint64_t literal_budget = 0;
    Kind kind = Kind::plain;
};

// All that was said between a command and its tagged reply.
struct Answer {
    Answer() = default;
    Status status = Status::ok;
    std::string code;  // of the tagged reply
    std::vector<FetchItem> fetched;
    std::vector<std::uint32_t> found;
    std::vector<Listed> listed;
    std::optional<Listed> space;
    std::vector<std::string> capabilities;
    std::vector<std::uint32_t> expunged;  // sequence numbers, in order
    std::vector<std::string> copied;      // arguments of each COPYUID
    std::string uidvalidity;
    std::string uidnext;
    std::optional<int> percent_full;  // of the fullest quota root
};

class Conversation {
  public:
    // The octets to send. Nothing may be under way.
    std::string ask(const Command& command);
    // False: the conversation is over, breach() says why.
    bool hear(std::string_view octets);

    bool is_answered() const { return under_way_.empty(); }
    bool may_go_ahead() const { return go_ahead_; }
    Answer take_answer();
    Breach breach() const { return breach_; }

    std::uint32_t exists() const { return exists_; }
    // True once after each EXISTS.
    bool has_change() const { return changed_; }
    void forget_change() { changed_ = false; }

  private:
    Breach take(Response& response);
    Breach take_status(Response& response);
    void take_code(Response& response);

    ResponseReader reader_;
    std::vector<Response> responses_;
    int number_ = 0;
    std::string under_way_;  // the tag
    Command::Kind kind_ = Command::Kind::plain;
    Answer answer_;
    Breach breach_;
    bool go_ahead_ = false;
    bool changed_ = false;
    std::uint32_t exists_ = 0;
};

}  // namespace mailbox
