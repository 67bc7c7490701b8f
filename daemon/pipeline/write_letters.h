// From a decided mail to finished letters: covers, composes, and proves each letter on its own
// bytes.
#pragma once

#include "base/result.h"
#include "pipeline/journey.h"

namespace pipeline {

// Fills letters, covered, notes, station_view and later_views. If a copy cannot be made safe
// (`held`), no redacted copy leaves and the desk gets a notice instead. A Failure is ours: a
// template or an address of the rules.
base::Result<void> write_copies(Journey& journey, const RawMail& raw, const Tools& tools,
                                const CaseStamp& stamp);

// The last wall before a letter exists: its finished octets, read again in the jail, hold
// nothing that this destination may not see. A word when they do, or when they cannot be read.
std::optional<std::string> leak_in_copy(reader::Reader& reader, const redaction::Policy& policy,
                                        const letter::Letter& letter,
                                        const redaction::Findings& findings,
                                        redaction::Destination destination);

// What a notice to the desk, or to one who oversees, is about.
struct NoticeText {
    std::string event;   // a section of the notice template
    std::string detail;  // a word of ours
    std::string answer_word;
    base::RecipientId to{"desk.triage"};
    std::string station = {};  // its name
};
base::Result<PlannedLetter> write_notice(const NoticeText& text, const RuleSet& rules,
                                         const settings::Settings& settings,
                                         const seal::Key& message_id_key,
                                         const CaseStamp& stamp, base::Instant now);

// The envelope of a letter to one of our own, at its registered mailbox and nowhere else. The
// guard of rehearsal and live mode stands here, as in write_copies().
struct Posting {
    letter::LetterKind kind = letter::LetterKind::notice;
    base::RecipientId to;
    std::string cause;
    base::Instant at{};
    int revision = 0;
};
base::Result<letter::Envelope> envelope_of(const Posting& posting, const RuleSet& rules,
                                           const settings::Settings& settings,
                                           const seal::Key& message_id_key);

}  // namespace pipeline
