// Who may hear of a case after whom: register, rules and settings as they are today.
//
// Promises: nobody of the case's never-to list, nobody without a mailbox
// that may get mail under these settings, no mailbox twice.
#pragma once

#include <string>

#include "cases/life.h"
#include "clocks/plan.h"
#include "pipeline/rule_set.h"
#include "settings/settings.h"

namespace pipeline {

// Of its never_to, or one that reads the same mailbox: one mailbox may serve several posts.
bool must_not_hear(const cases::CaseLife& life, const base::RecipientId& id,
                   const RuleSet& rules, const settings::Settings& settings);

clocks::People people_for(const cases::CaseLife& of, const RuleSet& rules,
                          const settings::Settings& settings, const std::string& today);

// As a letter names a contact. The phone is official, of the post; it may be empty.
struct ContactName {
    std::string name, phone;
};
ContactName name_of_contact(const base::RecipientId& id, const RuleSet& rules,
                            const std::string& today);

}  // namespace pipeline
