// What a person is called beside the name: "Shaji chettan", "सिस्टर बीना", "Vilasini Amma".
//
// Promises: the range of each person that may be covered grows by the titles and honorifics
// that touch it and that are no part of another value. Who the person is, is not asked again.
// Inside the room only.
#pragma once

#include <cstddef>
#include <vector>

#include "redaction/agreement.h"
#include "redaction/page.h"

namespace redaction {

void take_titles(const std::vector<Page>& pages, const std::vector<std::size_t>& pages_of,
                 std::vector<Mention>& mentions);

}  // namespace redaction
