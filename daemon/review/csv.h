// The tables as CSV (RFC 4180, UTF-8): the same rows as on the page, with names that do not
// change with the language. A small count is written <5, a hidden one >=5, none is empty.
#pragma once

#include <string>

#include "review/table.h"

namespace review {

std::string to_csv(const Table& table);

}  // namespace review
