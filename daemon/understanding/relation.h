// Who the person is that harms her: her husband, her boss, a stranger.
//
// Promises: the name of a relation ("husband", "ex", "colleague"...) as the officer's letter
// says it, or nothing when the mail does not tell. Family and friends are spoken of in most
// mails: each of them is he only where this one does harm. Whoever is told, feared for or
// merely there is not.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "understanding/passage.h"

namespace understanding {

std::optional<std::string> find_relation(const std::vector<Passage>& passages);

}  // namespace understanding
