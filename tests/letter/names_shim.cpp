// Names of closed lists as their rooms spell them, weak: a room that is linked brings its own.
#include <array>

#include "redaction/values.h"
#include "routing/decision.h"

#define WEAK __attribute__((weak))

namespace understanding {

WEAK std::string_view name_of(MailKind kind) {
    return kind == MailKind::platform_alert ? "platform_alert" : "complaint";
}

WEAK std::string_view name_of(Category category) {
    static constexpr std::array<std::string_view, 15> names{
        "threats",  "blackmail", "stalking",          "impersonation", "image_abuse",
        "obscene",  "fraud",     "hacking",           "defamation",    "workplace",
        "domestic", "dowry",     "public_harassment", "self_harm",     "other"};
    return names.at(static_cast<std::size_t>(category));
}

WEAK std::string_view name_of(UrgentReason reason) {
    static constexpr std::array<std::string_view, 4> names{"self_harm", "danger_to_life",
                                                           "missing_person", "child_at_risk"};
    return names.at(static_cast<std::size_t>(reason));
}

}  // namespace understanding

namespace routing {

WEAK std::string_view name_of(Reason reason) {
    static constexpr std::array<std::string_view, 23> names{"explicit_station",
                                                            "residence",
                                                            "pin",
                                                            "address",
                                                            "incident",
                                                            "subject",
                                                            "none",
                                                            "weak",
                                                            "tie",
                                                            "ambiguous_name",
                                                            "district_only",
                                                            "offender_only",
                                                            "other_state",
                                                            "pin_split",
                                                            "existing_number",
                                                            "about_station",
                                                            "offender_in_police",
                                                            "automatic",
                                                            "held",
                                                            "rule",
                                                            "follow_up",
                                                            "bulk",
                                                            "recorded"};
    return names.at(static_cast<std::size_t>(reason));
}

}  // namespace routing

namespace redaction {

WEAK std::string_view name_of(ValueType type) {
    static constexpr std::array<std::string_view, 28> names{
        "PERSON",       "PHONE",    "EMAIL",           "AADHAAR",     "VID",      "PAN",
        "VOTER_EPIC",   "PASSPORT", "DRIVING_LICENCE", "VEHICLE_REG", "GSTIN",    "IFSC",
        "BANK_ACCOUNT", "CARD",     "UPI_VPA",         "UPI_REF",     "PIN_CODE", "IP",
        "IMEI",         "URL",      "SOCIAL_HANDLE",   "DOB",         "AGE",      "ADDRESS",
        "ORG",          "GPS",      "CASE_REF",        "MISC_ID"};
    return names.at(static_cast<std::size_t>(type));
}

}  // namespace redaction
