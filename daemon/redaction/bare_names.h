// Whose a name is that no word claims: neither kin nor friend nor witness, no "my" and no
// "accused" beside it.
//
// Promises: a name is only called the offender's where the writer speaks of herself as I, tells
// of somebody who does her harm, leaves at most two such names, and speaks of
// this one as the doer. Who saw or heard it is a third party; who stands where the object
// stands stays undecided. Inside the room only.
#pragma once

#include "redaction/agreement.h"
#include "redaction/page.h"

namespace redaction {

// `pages_of`: of each mention.
void decide_bare_names(const std::vector<Page>& pages, const std::vector<std::size_t>& pages_of,
                       const Story& story, std::vector<Mention>& mentions);

}  // namespace redaction
