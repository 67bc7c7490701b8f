// One state of the small world that the model searches: a mailbox, a database, two daemons, and
// what lies at station, desk and complainant. Plain octets, so that states compare and hash as
// they lie.
#pragma once

#include <array>
#include <cstdint>

#include "protocol/states.h"

namespace model {

inline constexpr int most_mails = 2;
inline constexpr int most_daemons = 2;
enum Kind : std::uint8_t { station, desk, acknowledgement };
inline constexpr int kinds = 3;

enum Place : std::uint8_t { not_sent_yet, inbox, done, deleted };

struct Letter {
    std::uint8_t state = 0;  // 0: none, else protocol::LetterState + 1
    std::uint8_t in_flight = 0;
    bool exists() const { return state != 0; }
    protocol::LetterState is() const { return static_cast<protocol::LetterState>(state - 1); }
    bool is(protocol::LetterState what) const { return exists() && is() == what; }
    void become(protocol::LetterState what) {
        state = static_cast<std::uint8_t>(static_cast<std::uint8_t>(what) + 1);
    }
};

// What the two files say about one mail.
struct Rows {
    std::uint8_t copy = 0;
    std::uint8_t letters_kept = 0;
    std::uint8_t known = 0;       // bit n: under UIDVALIDITY n
    std::uint8_t known_done = 0;  // its place in Done
    std::uint8_t older = 0;       // came before this database was made
    protocol::MailState row = protocol::MailState::none;
    std::array<Letter, kinds> letters{};
};

struct Outside {
    Place place = not_sent_yet;
    std::uint8_t seen = 0;
    std::uint8_t other_id = 0;  // two copies with different Message-IDs
    std::array<std::uint8_t, kinds> copies{};
    std::array<std::uint8_t, kinds> ambiguous{};
};

// 0: nothing; begun: T3 is committed; early: settled before S4 (a mutant); from `answered` on:
// an answer is in hand.
enum Talk : std::uint8_t { silent, begun, early, answered };

struct Memory {
    std::uint8_t fetched = 0;  // 1: from the inbox, 2: from Done
    std::uint8_t moved = 0;
    std::array<std::uint8_t, kinds> talk{};
};

struct Daemon {
    std::uint8_t alive = 0;
    std::array<Memory, most_mails> of{};
};

struct World {
    std::array<Rows, most_mails> rows{};
    std::array<Rows, most_mails> on_disk{};  // what a power cut leaves
    std::array<Outside, most_mails> outside{};
    std::array<Daemon, most_daemons> daemons{};
    std::uint8_t uidvalidity = 0;
    std::uint8_t lease = 0;  // whose commits count
    std::uint8_t faults = 0;
};
static_assert(sizeof(World) == 2 * most_mails * sizeof(Rows) + most_mails * sizeof(Outside) +
                                   most_daemons * sizeof(Daemon) + 3,
              "no padding: states are compared octet by octet");

}  // namespace model
