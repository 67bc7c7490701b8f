// Which case of hers a further mail belongs to, what proved it, and where it goes.
//
// Promises: a mail joins a case and reaches the officer who has it only from the address that
// opened the case; with a reply address or Message-ID of ours it is a follow-up, without one it
// is marked so and the desk sees it too. Whoever knows a number or a token alone never gets in:
// a person at the desk reads the claim. No mail changes the state of a case; STOP silences mail
// only. A mail that says that he may serve in the police is of her case and for the desk alone:
// whom it bars gets nothing more of that case. Source: promises.md 5.4, 5.5, F05, F06, F08,
// F11; redaction.md 5.3; contract.md 6.
#pragma once

#include <optional>
#include <string>

#include "pipeline/answers.h"

namespace pipeline {

struct Journey;
struct Tools;
struct CaseStamp;

enum class Proof {
    token,    // a token or Message-ID of ours, from the address that opened the case
    address,  // that address alone
    none      // a token or Message-ID from elsewhere, or an address that is forged
};

struct HerCase {
    KnownCase known;
    Proof proof = Proof::none;
};

// Why a mail goes to the desk, or no further, whatever its text says.
enum class Detour {
    none,
    own_letter,     // a letter of ours came back to us
    swallowed,      // it came to the return path of a letter to her
    loop,           // it went through too many servers
    flood,          // one address wrote too many in a day
    unknown_token,  // its reply address is unknown or no longer valid
    claimed,        // it speaks of a case without the proof
    after_closing,  // of a case that is closed
    elsewhere       // its sender has an open case, but it names another station
};
// For the desk; empty where there is nothing to say. `number` of the case it speaks of.
std::string sentence_of(Detour detour, const std::string& number);

std::optional<HerCase> find_her_case(const Journey& journey, const Tools& tools,
                                     const CaseStamp& stamp);

// What the writer of it wrote: quoted text and signature taken off.
std::string written_words(const understanding::ExaminedText& text);
// Quoted text and signature taken off, of an answer that came by a token of ours; as it was
// where nothing else is left.
message::ParsedMail own_words(const message::ParsedMail& mail,
                              const understanding::Facts& facts);
// Whether only her own words of it go on.
bool is_relayed(const Journey& journey);

// Fills journey.detour and changes journey.decision where the mail is hers, or ours.
void settle_further_mail(Journey& journey, const Tools& tools);

}  // namespace pipeline
