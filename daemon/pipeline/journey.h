// The journey of one mail: RawMail -> ParsedMail -> Facts -> Decision -> RedactedMail ->
// Letter.
//
// `explain` and `run` call the same function. It touches no database and no server; what must
// be drawn at random or looked up comes in through CaseStamp and Tools.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "letter/letter.h"
#include "message/parsed_mail.h"
#include "pipeline/answers.h"
#include "pipeline/facts_json.h"
#include "pipeline/her_case.h"
#include "pipeline/rule_set.h"
#include "reader/reader.h"
#include "redaction/redact.h"
#include "routing/decision.h"
#include "seal/keys.h"
#include "settings/settings.h"
#include "understanding/facts.h"
#include "understanding/registered.h"

namespace pipeline {

struct RawMail {
    std::string octets;
    base::Instant received_at{};                 // when we took custody
    std::optional<base::Instant> internal_date;  // the mailbox's; absent in explain
};

// What the shell drew or counted for this case.
struct CaseStamp {
    base::CaseNumber number;
    std::string ref;  // four characters
    redaction::TokenSeed seed;
    std::string cause;                        // hex, content key of the mail
    std::function<std::string()> draw_token;  // 26 base32 characters
    base::Instant database_created_at{};
    base::Instant read_at{};  // now; a mail may have waited with us since it was received
    std::string refused_by;   // recipient id of a refused letter: now the desk must decide
    letter::Files files = letter::Files::as_policy_says;  // of its station letter
    int revision = 0;                                     // of its station letter
};

struct Tools {
    reader::Reader& reader;
    const RuleSet& rules;
    const settings::Settings& settings;
    Memory& memory;  // what we sent, who has an open case
    const seal::Key& message_id_key;
    reader::ChildChoice child = reader::ChildChoice::any;  // that reads the mail
    redaction::OutOfTime out_of_time = {};  // asked first when the mail was read; empty: never
};

// A mail that thinking cannot finish in its time is held for a person.
bool is_late(const Tools& tools);

struct PlannedLetter {
    letter::Letter letter;
    std::string cause;  // of its letter key (RFC 5322 Message-ID is computed from it)
    std::string token;  // the token to tap; empty when it has none
    bool urgent = false;
    std::optional<base::Instant> token_expires = std::nullopt;  // none: with its case
    // Of its letter key; rises when a person orders it, or where the first could not even be
    // begun (D15).
    int revision = 0;
};

// Counts for the auditor, per destination.
struct RedactionNote {
    redaction::Destination destination = redaction::Destination::station;
    int masked = 0, dropped = 0, kept = 0, banded = 0;
    int released = 0;  // kept only because a life is in danger
    bool complete = true;
    std::string classes;  // what was covered, by type: "PERSON=1,PHONE=2"
};

struct Journey {
    message::ParsedMail mail;
    Answer answer;                      // whose letter it answers, if any
    std::optional<KnownLetter> canary;  // a test of ours that came back
    std::optional<HerCase> hers;        // the case of hers that it speaks of
    Detour detour = Detour::none;
    understanding::Facts facts;
    std::vector<understanding::NamedOfficer> officers;  // of the register, named in the mail
    WordsLookedFor words;                               // with which the facts were found
    routing::Decision decision;
    redaction::Findings findings;
    std::optional<redaction::RedactedMail> station_view;
    std::vector<redaction::RedactedMail> later_views;  // from which later letters are composed
    std::vector<redaction::CoveredValue> covered;
    std::vector<RedactionNote> notes;
    std::vector<PlannedLetter> letters;
    std::string no_acknowledgement;  // why she gets none; empty: she gets one
    std::optional<std::string>
        unread;  // quarantine: a stable reason; nothing above is filled then
    std::optional<std::string> held;             // no redacted copy may leave: a stable reason
    std::optional<std::string> leak_at;          // where the proof found a covered value
    std::optional<std::string> request_leak_at;  // the same in the request to a platform
};

// An officer or the desk answers a letter of ours: no copy is written, officer_answers.h acts.
bool is_answer(const Journey& journey);
// It belongs to an open case of hers, and is told to whoever has that case.
bool joins_case(const Journey& journey);
// A server says, to the return path of a letter, that the letter could not be delivered (D17).
bool came_back(const Journey& journey);

base::Result<Journey> walk(const RawMail& raw, const Tools& tools, const CaseStamp& stamp);

}  // namespace pipeline
