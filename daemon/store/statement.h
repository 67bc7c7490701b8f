// Values into and out of a prepared statement. Private to this room.
#pragma once

#include <sqlite3.h>

#include "store/store.h"

namespace store {

// An SQLite code. What is bound must outlive the step.
int bind_value(sqlite3_stmt* statement, int index, const Value& value);
Row read_row(sqlite3_stmt* statement);

// Leaves the statement ready for its next use and forgets the bound values, which may be
// secrets.
class Use {
  public:
    explicit Use(sqlite3_stmt* statement) : statement_(statement) {}
    ~Use() {
        sqlite3_reset(statement_);
        sqlite3_clear_bindings(statement_);
    }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

  private:
    sqlite3_stmt* statement_;
};

}  // namespace store
