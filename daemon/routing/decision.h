// Who gets the mail, and why. Facts only: evidence points at the text, it does not copy it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/identity.h"
#include "understanding/facts.h"

namespace routing {

enum class Action { forward, triage, attach, digest, record };
// Whether she may be thanked: a rule of staff can say never (promises.md 5.4).
enum class Thanks { usual, never };
// The closed list of contract.md section 6.
enum class Reason {
    explicit_station,
    residence,
    pin,
    address,
    incident,
    subject,
    none,
    weak,
    tie,
    ambiguous_name,
    district_only,
    offender_only,
    other_state,
    pin_split,
    existing_number,
    about_station,
    offender_in_police,
    automatic,
    held,
    rule,
    follow_up,
    bulk,
    recorded
};
enum class EvidenceClass {
    explicit_station,
    residence,
    pin,
    address,
    incident,
    subject,
    near,
    district,
    offender
};

std::string_view name_of(Action action);
std::string_view name_of(Reason reason);
std::string_view name_of(EvidenceClass kind);
std::optional<Reason> reason(std::string_view name);

struct Evidence {
    EvidenceClass kind = EvidenceClass::incident;
    base::StationId station;  // empty for a district
    double weight = 0;
    understanding::Span span;
};

struct Candidate {
    base::StationId station;
    double score = 0;
    bool unconfirmed = false;  // from the gazetteer alone: for the eyes of the desk
    bool operator==(const Candidate&) const = default;
};

struct Decision {
    Action action = Action::triage;
    Reason reason = Reason::none;
    base::StationId station;            // forward only
    std::vector<Candidate> candidates;  // best first; triage shows up to three
    double score = 0;
    double lead = 0;
    std::vector<Evidence> evidence;
    std::optional<base::RuleId> rule;  // the staff rule that decided, if one did
    Thanks thanks = Thanks::usual;     // what that rule says of the acknowledgement
    std::string rules_sha256;          // fingerprint of the rule set
    std::vector<std::string> trace;    // sentences for staff, without text of the mail
    // Stations where he may be in the police: those that the mail names as his, else those that
    // would have got it.
    std::vector<base::StationId> complained_about;
};

}  // namespace routing
