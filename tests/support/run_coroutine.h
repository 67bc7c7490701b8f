// Runs one coroutine to its end, with everything that it starts beside itself.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>

namespace support {

// co_spawn wants a default constructor of what the coroutine returns; a Result has none.
template <class T>
boost::asio::awaitable<void> keep(boost::asio::awaitable<T> work, std::optional<T>& into) {
    T value = co_await std::move(work);
    into.emplace(std::move(value));
}

// For run() with a coroutine that returns nothing.
inline boost::asio::awaitable<bool> done(boost::asio::awaitable<void> work) {
    co_await std::move(work);
    co_return true;
}

template <class T>
T run(boost::asio::io_context& context, boost::asio::awaitable<T> work) {
    std::optional<T> result;
    std::exception_ptr thrown;
    bool over = false;
    boost::asio::co_spawn(context, keep(std::move(work), result),
                          [&](std::exception_ptr error) {
                              thrown = error;
                              over = true;
                          });
    context.restart();
    while (!over && context.run_one() > 0) {
    }
    if (thrown) std::rethrow_exception(thrown);
    return std::move(result).value();
}

}  // namespace support
