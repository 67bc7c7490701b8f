// A transcript: what the client must have written, what the server says. "@" at the start of a
// server line stands for the tag of the command under way; lines of the server end with "\n"
// here and with CR LF on the wire, except inside literals, which are taken as they are.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "mailbox/task.h"

namespace mailbox {

struct Turn {
    std::string client;  // without tag and CR LF
    std::string server;
};

inline std::string on_wire(const std::string& text, const std::string& tag) {
    std::string octets;
    bool line_start = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (line_start && text[i] == '@') {
            octets += tag;
            line_start = false;
            continue;
        }
        line_start = text[i] == '\n';
        if (!line_start) {
            octets += text[i];
            continue;
        }
        octets += "\r\n";
        const std::size_t open = octets.rfind('{');
        if (octets.size() < 4 || octets[octets.size() - 3] != '}' || open == std::string::npos)
            continue;
        const std::size_t size = std::stoul(octets.substr(open + 1));
        octets += text.substr(i + 1, size);
        i += size;
        line_start = false;
    }
    return octets;
}

class Talk {
  public:
    explicit Talk(std::size_t piece = 1'000'000) : piece_(piece) {}

    // Plays the task to its end. False: the server broke the rules (see conversation.breach()).
    bool play(Task& task, const std::vector<Turn>& turns) {
        auto command = task.begin();
        for (const Turn& turn : turns) {
            if (!command) FAIL_CHECK("the client says nothing instead of: " << turn.client);
            if (!command) return true;
            const std::string said = conversation.ask(*command);
            const std::string tag = said.substr(0, said.find(' '));
            CHECK(said == tag + " " + turn.client + "\r\n");
            if (!hear(on_wire(turn.server, tag))) return false;
            REQUIRE(conversation.is_answered());
            command = task.next(conversation.take_answer());
        }
        if (command) FAIL_CHECK("the client goes on with: " << command->text);
        return true;
    }

    bool hear(const std::string& octets) {
        bool good = true;
        for (std::size_t at = 0; at < octets.size() && good; at += piece_)
            good = conversation.hear(octets.substr(at, piece_));
        return good;
    }

    Conversation conversation;

  private:
    std::size_t piece_;
};

}  // namespace mailbox
