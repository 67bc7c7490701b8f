// What becomes of a found value at a destination: the policy and the rules that override it.
// Inside the room only.
#pragma once

#include "redaction/find_values.h"
#include "redaction/policy.h"

namespace redaction {

// Kept whatever the policy's row says, because a life is in danger.
bool is_kept_as_vital(const FoundValue& value, Destination destination);

Treatment treatment_of(const FoundValue& value, const Policy& policy, Destination destination);

}  // namespace redaction
