// Letters of no case: to operators (alarms), to auditors, lists to the desk. In words of the program itself,
// so that broken rules or templates cannot stop them.
#pragma once

#include <string>
#include <vector>

#include "letter/letter.h"
#include "pipeline/workshop.h"

namespace pipeline {

struct ServiceLetter {
    letter::LetterKind kind = letter::LetterKind::alarm;
    base::RecipientId recipient;  // "alarms.1", "desk.triage"
    std::string to;
    std::string cause;  // hex; the same cause, kind and recipient is one letter
    std::string subject;
    std::string text;
    letter::TextFile file = {};
    bool urgent = false;
};

// Kept under the vault key and queued, in one step. Fails when an address may not get mail
// under these settings.
base::Result<store::Step> service_step(Workshop& shop,
                                       const std::vector<ServiceLetter>& letters);

}  // namespace pipeline
