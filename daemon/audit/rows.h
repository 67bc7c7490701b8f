// Rows of the trail as they are stored. Private to this room.
#pragma once

#include <string>
#include <vector>

#include "audit/canonical.h"
#include "base/identity.h"
#include "base/result.h"
#include "store/store.h"

namespace audit {

inline constexpr std::string_view stored_columns =
    "seq, ts, boot, mono, actor, kind, case_id, station, attrs, prev, leaf, chain";

struct Stored {
    Columns columns;
    std::string prev, leaf, chain;
};
Stored stored(const store::Row& row);  // of stored_columns

// Events of the case and of the mails attached to it, in order. Needs the view v1_case_event.
base::Result<std::vector<Columns>> rows_of_case(store::ReadOnly& state,
                                                const base::CaseNumber& number);

}  // namespace audit
