#include "protocol/steps.h"

#include "base/ensure.h"

namespace protocol {
namespace {

constexpr bool is_in_order() {
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (static_cast<std::size_t>(table[i].step) != i) return false;
    }
    return true;
}
static_assert(is_in_order(), "row_of() finds a step by its place");

}  // namespace

void Walk::take(Step step) {
    base::ensure(may_take(step, known_));
    known_.add(row_of(step).gives);
}

}  // namespace protocol
