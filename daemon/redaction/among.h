// Whether a value is one of a short list that stands in the code.
#pragma once

#include <algorithm>

namespace redaction {

template <class Value, class List>
bool among(const Value& value, const List& list) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace redaction
