// Waiting inside the event loop: a wake point, a commit, a piece of work on another thread.
//
// g++ 12 miscompiles some coroutine expressions: every co_await here and in the callers stands
// alone, into a named variable, with no braced temporaries among the arguments.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace pipeline {

namespace asio = boost::asio;

// Wakes whoever waits; a wake without a waiter is remembered. Event loop only.
class WakePoint {
  public:
    explicit WakePoint(const asio::any_io_executor& executor) : timer_(executor) {}

    void wake() {
        woken_ = true;
        timer_.cancel();
    }

    // Returns after wake() or after `longest`.
    asio::awaitable<void> wait(std::chrono::milliseconds longest) {
        if (!woken_) {
            timer_.expires_after(longest);
            co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
        }
        woken_ = false;
    }

  private:
    asio::steady_timer timer_;
    bool woken_ = false;
};

// A value that another thread delivers to a coroutine of the event loop.
template <class T>
class Delivery {
  public:
    explicit Delivery(const asio::any_io_executor& executor)
        : executor_(executor), timer_(executor) {
        timer_.expires_at(asio::steady_timer::time_point::max());
    }

    // Any thread, once.
    void deliver(T value) {
        asio::post(executor_, [this, v = std::make_shared<T>(std::move(value))]() mutable {
            value_.emplace(std::move(*v));
            timer_.cancel();
        });
    }

    asio::awaitable<T> wait() {
        while (!value_) {
            co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
        }
        co_return std::move(*value_);
    }

  private:
    asio::any_io_executor executor_;
    asio::steady_timer timer_;
    std::optional<T> value_;
};

// One step of the store, awaited off its writer thread.
asio::awaitable<base::Result<void>> commit(store::Store& store, store::Step step);

// Several steps, queued in this order and so committed in groups. The first failure of any of
// them, once all have ended.
asio::awaitable<base::Result<void>> commit_all(store::Store& store,
                                               std::vector<store::Step> steps);

// Work on a thread of the pool.
template <class T>
asio::awaitable<T> on_thread(asio::thread_pool& pool, std::function<T()> work) {
    const auto executor = co_await asio::this_coro::executor;
    auto delivery = std::make_shared<Delivery<T>>(executor);
    asio::post(pool, [delivery, work = std::move(work)] { delivery->deliver(work()); });
    T value = co_await delivery->wait();
    co_return value;
}

}  // namespace pipeline
