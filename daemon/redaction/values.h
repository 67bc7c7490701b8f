// The closed lists of redaction: types, roles, actions, destinations. Spelled as in
// redaction.md 0.1.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/sensitive.h"
#include "understanding/facts.h"

namespace redaction {

enum class ValueType {
    person,
    phone,
    email,
    aadhaar,
    vid,
    pan,
    voter_epic,
    passport,
    driving_licence,
    vehicle_reg,
    gstin,
    ifsc,
    bank_account,
    card,
    upi_vpa,
    upi_ref,
    pin_code,
    ip,
    imei,
    url,
    social_handle,
    dob,
    age,
    address,
    org,
    gps,
    case_ref,
    misc_id
};
enum class Role { complainant, family, third_party, offender, official, unknown };
enum class Action { keep, mask, drop, band, count };
enum class Destination { station, desk, urgent, cyber_cell, oversight, platform, auditors };

std::string_view name_of(ValueType type);  // "PHONE"
std::string_view name_of(Role role);
std::string_view name_of(Action action);
std::string_view name_of(Destination destination);  // "station"
std::optional<ValueType> value_type(std::string_view name);
std::optional<Role> role(std::string_view name);
std::optional<Action> action(std::string_view name);
std::optional<Destination> destination(std::string_view name);
const std::vector<ValueType>& all_value_types();
const std::vector<Role>& all_roles();

// Of the person at risk: somebody must reach her tonight (redaction.md 5.3). Kept in the urgent
// desk's copy, and in the chosen station's unless the offender may be in the police.
enum class Vital { no, urgent_desk, station_too };

// A value that was found, and whose it is. `normal` is the comparable form (digits only, lower
// case, folded).
struct FoundValue {
    ValueType type = ValueType::misc_id;
    understanding::Span span;
    base::Sensitive<std::string> as_written;
    base::Sensitive<std::string> normal;
    // A person's name as written, without the titles beside it: "sir" of "Vinod sir" may stand
    // in a letter. Empty where nobody knows.
    base::Sensitive<std::string> name;
    Role role = Role::unknown;
    std::vector<std::string> cues;  // "possessive:my", "zone:signature", "prior"
    bool labelled = false;          // a cue word named its type
    bool is_device = false;         // MISC_ID: a device's number
    Vital vital = Vital::no;
    bool is_seed = false;     // equals an identity seed of its own kind
    bool holds_seed = false;  // an offender's handle or link that contains her name
    bool is_public = false;   // on the public list: never covered
};

struct Findings {
    std::vector<FoundValue> values;  // by source, then position; spans do not overlap
    std::vector<base::Sensitive<std::string>>
        seeds;                      // normalised identity seeds, for the proof
    bool complete = true;           // false: a recogniser failed or a budget ran out: hold
    std::string incomplete_reason;  // stable word
};

}  // namespace redaction
