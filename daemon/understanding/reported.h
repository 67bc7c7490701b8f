// Does somebody else say it? What he says or writes of her, and what an advertisement says,
// proves nothing.
#pragma once

#include "understanding/passage.h"

namespace understanding {

// "He says that I am from Varkala", "wo bolta hai ki main Nilambur ki hoon"; not "he says that
// he knows my house in Varkala".
bool is_reported(const Passage& passage, Range name);

}  // namespace understanding
