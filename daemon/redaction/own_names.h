// Her own name where it is said in passing: "mere naam Reshma se", "X likha jo mera naam hai",
// "mujhe X kehte hain".
//
// Promise: takes listed names only. Inside the room only.
#pragma once

#include "redaction/page.h"
#include "redaction/people.h"

namespace redaction {

void learn_own_names(const Page& page, People& people);

}  // namespace redaction
