#include "pipeline/wait.h"

namespace pipeline {

asio::awaitable<base::Result<void>> commit(store::Store& store, store::Step step) {
    const auto executor = co_await asio::this_coro::executor;
    auto delivery = std::make_shared<Delivery<base::Result<void>>>(executor);
    store.submit(std::move(step), [delivery](base::Result<void> result) {
        delivery->deliver(std::move(result));
    });
    base::Result<void> result = co_await delivery->wait();
    co_return result;
}

}  // namespace pipeline
