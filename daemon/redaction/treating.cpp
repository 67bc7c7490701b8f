#include "redaction/treating.h"

namespace redaction {

Treatment treatment_of(const FoundValue& value, const Policy& policy, Destination destination) {
    if (value.is_public) return {Action::keep, false};
    if (value.is_vital && destination == Destination::urgent) return {Action::keep, false};
    const auto label = value.is_device  ? Label::device
                       : value.labelled ? Label::own
                                        : Label::none;
    auto treatment = policy.treatment(value.type, value.role, destination, label);
    if (value.holds_seed && treatment.action == Action::keep) treatment.flag = true;
    return treatment;
}

}  // namespace redaction
