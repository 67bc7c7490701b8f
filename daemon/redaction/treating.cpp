#include "redaction/treating.h"

namespace redaction {

bool is_kept_as_vital(const FoundValue& value, Destination destination) {
    if (destination == Destination::urgent) return value.vital != Vital::no;
    return destination == Destination::station && value.vital == Vital::station_too;
}

Treatment treatment_of(const FoundValue& value, const Policy& policy, Destination destination) {
    if (value.is_public) return {Action::keep, false};
    if (is_kept_as_vital(value, destination)) return {Action::keep, false};
    const auto label = value.is_device  ? Label::device
                       : value.labelled ? Label::own
                                        : Label::none;
    auto treatment = policy.treatment(value.type, value.role, destination, label);
    if (value.holds_seed && treatment.action == Action::keep) treatment.flag = true;
    return treatment;
}

}  // namespace redaction
