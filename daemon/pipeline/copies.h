// Which copies a decision calls for, and whether she gets an acknowledgement: the plan of what
// leaves, before a word is written. The day decides whether a station has a trained officer.
#pragma once

#include <string>
#include <vector>

#include "letter/letter.h"
#include "pipeline/journey.h"

namespace pipeline {

struct Copy {
    letter::LetterKind kind = letter::LetterKind::station;
    base::RecipientId recipient;
    std::string address;
    redaction::Destination destination = redaction::Destination::station;
};

// The registered mailbox of a recipient id ("tvc.museum", "desk.triage", "head.tvc",
// "approver.1", "oversight.1"), lower case, or "". Approvers and oversight count in the order
// of the settings. A station whose entry in the register has no active post today is served by
// its women cell head: letters go to her mailbox, and answers count from there.
std::string mailbox_of(const base::RecipientId& id, const RuleSet& rules,
                       const settings::Settings& settings);

// In what its officers read our letters, as the rules say of the station or desk; everybody else
// gets English.
understanding::Language language_of(const base::RecipientId& id, const RuleSet& rules);

// An address of ours, of a station or of a post: no complainant's.
bool is_one_of_ours(const std::string& address, const RuleSet& rules,
                    const settings::Settings& settings);

// A forwarded mail goes to its station, one that joins a case to the station that has it, an
// undecided one to the desk; urgent ones to the duty officer of the station's unit and to the
// urgent desk as well.
std::vector<Copy> copies_for(const routing::Decision& decision,
                             const understanding::Facts& facts, const RuleSet& rules,
                             const settings::Settings& settings);

// promises.md 5.4: "" when she gets one, else the stable reason why not.
std::string why_no_acknowledgement(const Journey& journey, const RawMail& raw,
                                   const CaseStamp& stamp, const RuleSet& rules,
                                   const settings::Settings& settings);

}  // namespace pipeline
