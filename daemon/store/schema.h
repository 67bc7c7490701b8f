// The two schemas out of the embedded schema.sql, and how a file gets or proves its version.
//
// Promises: a new file is made in one transaction, an older one is brought up to date in one; a
// file of a newer version, or one that is
// not ours, is refused and left as it is.
#pragma once

#include <string_view>

#include "base/instant.h"
#include "base/result.h"
#include "store/store.h"

namespace store {

inline constexpr std::int64_t state_id = 0x41504A31;  // "APJ1"; as in schema.sql
inline constexpr std::int64_t vault_id = 0x41504A32;
inline constexpr std::int64_t export_id = 0x41504A33;  // extract.h

// outdated: of an older version; what is opened for writing is never left so.
enum class Freshness { existed, made_now, outdated };

// Its section of schema.sql.
std::string_view schema_of(File file);

// Makes the tables in an empty file, migrates an older one, refuses a newer or foreign one.
base::Result<Freshness> make_or_check_schema(Connection& connection, File file);
// For readers: our file, our version.
base::Result<void> check_schema(Connection& connection, File file);

}  // namespace store
