// The cast of a mail: whose each person is, from all that is told of him wherever he is named.
//
// Promises: what one mention says never decides alone; the signs of all mentions are summed by
// weights that were measured on labelled mails. Who gives her own name, signs, or is an
// office's stays what she is; nobody is called the offender without a clear lead. Inside the
// room only.
#pragma once

#include <vector>

#include "redaction/agreement.h"
#include "redaction/page.h"

namespace redaction {

// `pages_of`: of each mention; `values` of each page, in order.
void settle_cast(const std::vector<Page>& pages, const std::vector<std::size_t>& pages_of,
                 const std::vector<Candidates>& values, std::vector<Mention>& mentions);

}  // namespace redaction
