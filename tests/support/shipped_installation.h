// The shipped rules and templates with rehearsal settings: what tests of the journey stand on.
#pragma once

#include <memory>

#include "pipeline/journey.h"
#include "pipeline/rule_set.h"

namespace support {

inline settings::Settings rehearsal_settings() {
    settings::Settings settings;
    settings.identity.address = "complaints@example.org";
    settings.identity.letters_from = "Women Cell Desk";
    settings.identity.notices_address = "hello@mail.example.net";
    settings.identity.notices_from = "Mail Desk";
    settings.desk.triage = "triage@cell.invalid";
    settings.desk.urgent = "urgent@cell.invalid";
    return settings;
}

// Loaded once for a test program; the problems of the shipped files are printed where they do not load.
std::shared_ptr<const pipeline::RuleSet> shipped_rules();

inline pipeline::CaseStamp fixed_stamp() {
    pipeline::CaseStamp stamp;
    stamp.number = base::CaseNumber(2026, 42);
    stamp.ref = "7K3M";
    stamp.seed.octets = base::Sensitive<std::string>(std::string(32, 's'));
    stamp.cause = "cause";
    stamp.draw_token = [] { return std::string("abcdefghijklmnopqrstuvwx23"); };
    return stamp;
}

// A mail that nothing is known about, walked with all of the above; it must be readable.
pipeline::Journey journey_of(const std::string& octets);

}  // namespace support
