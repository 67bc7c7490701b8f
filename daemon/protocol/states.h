// What a mail and a letter may be, and which deed makes what out of which: the one table of
// lawful states, for the rooms that write them and for the model that searches them.
//
// Names of states are those of schema.sql (v1_intake, v1_letter).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace protocol {

enum class MailState : std::uint8_t {
    none,  // no row
    received,
    reading,
    decided,
    filed,
    quarantined,
    vanished
};
std::string_view name_of(MailState state);
std::optional<MailState> mail_state(std::string_view name);

enum class MailDeed : std::uint8_t {
    take,           // T1
    set_aside_new,  // T1 of a mail that could not be fetched whole
    link,           // T1 of octets that have a case already
    link_in_done,   // the same, where it lies in the folder of filed mail
    miss,           // it vanished before V1
    count_reading,  // T1b
    decide,         // T2
    decide_gone,    // T2 of a mail that somebody took out of the mailbox meanwhile
    quarantine,     // T2 of a mail that no reader could read
    requeue,        // by order
    file,           // T5
    find_gone       // somebody took it out of the mailbox after custody
};
// Nothing: the deed does not fit the state.
std::optional<MailState> after(MailDeed deed, MailState state);

enum class LetterState : std::uint8_t { queued, sending, deferred, sent, refused, held };
std::string_view name_of(LetterState state);
std::optional<LetterState> letter_state(std::string_view name);

// at_most_once: what a complainant gets. last_hope: what the desk gets.
enum class Promise : std::uint8_t { at_least_once, at_most_once, last_hope };

enum class LetterDeed : std::uint8_t {
    begin,   // T3, TA
    settle,  // T4
    hold,    // for a person
    retry,   // by order
    bounce   // a server that took it says later that it could not deliver it
};
bool may_become(LetterDeed deed, Promise promise, LetterState from, LetterState to);
bool may_begin(LetterState from);
// What a letter is while nobody knows yet what became of the attempt.
LetterState begun_as(Promise promise);

}  // namespace protocol
