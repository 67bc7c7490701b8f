// Which posts of the register were filled when we looked last, to notice a transfer.
//
// Promise: names of posts and stations only; the register holds nobody's name.
#pragma once

#include <map>
#include <set>
#include <string>

#include "base/identity.h"
#include "base/result.h"
#include "store/store.h"

namespace ledger {

using FilledPosts = std::map<base::StationId, std::set<std::string>>;

// Empty: nobody has looked yet.
base::Result<FilledPosts> posts_seen(store::ReadOnly& state);
base::Result<void> see_posts(store::Transaction& state, const base::StationId& station,
                             const std::set<std::string>& filled);

}  // namespace ledger
