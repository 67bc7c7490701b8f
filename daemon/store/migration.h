// From version 1 of the two files to version 2.
//
// Promises: afterwards the file has the tables, columns and views of a new one, and every row
// it had (tests/store/golden_test.cpp compares). Runs inside the caller's transaction. A change
// of schema.sql that touches a table has its statement here; views are taken from schema.sql
// itself.
#pragma once

#include <string_view>

#include "base/result.h"
#include "store/store.h"

namespace store {

// `schema`: the section of schema.sql for this file.
base::Result<void> migrate(Connection& connection, File file, std::string_view schema);

}  // namespace store
