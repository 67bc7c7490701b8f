// A value, or the reason why there is none. The only file that names the library behind it.
//
// Promise: a Result must be looked at ([[nodiscard]]); value() on a failed one is our bug and aborts.
// Result<void> is "done, or why not".
#pragma once

#include <tl/expected.hpp>
#include <type_traits>
#include <utility>

#include "base/ensure.h"
#include "base/failure.h"

namespace base {

template <class T, class E = Failure>
class [[nodiscard]] Result {
    static_assert(!std::is_same_v<T, E>, "a value and its error must be different types");

  public:
    // Implicit on purpose: functions return either a value or an error as it stands.
    Result(T value) : either_(std::move(value)) {}
    Result(E error) : either_(tl::make_unexpected(std::move(error))) {}

    bool ok() const { return either_.has_value(); }
    explicit operator bool() const { return ok(); }

    T& value() & {
        ensure(ok());
        return *either_;
    }
    const T& value() const& {
        ensure(ok());
        return *either_;
    }
    T&& value() && {
        ensure(ok());
        return std::move(*either_);
    }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }

    const E& error() const& {
        ensure(!ok());
        return either_.error();
    }
    E&& error() && {
        ensure(!ok());
        return std::move(either_.error());
    }

  private:
    tl::expected<T, E> either_;
};

template <class E>
class [[nodiscard]] Result<void, E> {
  public:
    Result() = default;
    Result(E error) : either_(tl::make_unexpected(std::move(error))) {}

    bool ok() const { return either_.has_value(); }
    explicit operator bool() const { return ok(); }
    const E& error() const& {
        ensure(!ok());
        return either_.error();
    }
    E&& error() && {
        ensure(!ok());
        return std::move(either_.error());
    }

  private:
    tl::expected<void, E> either_;
};

}  // namespace base
