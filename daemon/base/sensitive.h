// A value that must never be printed: her address, a password, a key, a masked value.
//
// Promise: no formatter, no stream operator, no conversion: logging one does not compile (tests/architecture keeps
// it so). reveal() is the one door; every use of it can be found by its name.
#pragma once

#include <utility>

namespace base {

template <class T>
class Sensitive {
  public:
    Sensitive() = default;
    explicit Sensitive(T value) : value_(std::move(value)) {}

    const T& reveal() const { return value_; }
    bool operator==(const Sensitive&) const = default;

  private:
    T value_{};
};

}  // namespace base
