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

asio::awaitable<base::Result<void>> commit_all(store::Store& store,
                                               std::vector<store::Step> steps) {
    const auto executor = co_await asio::this_coro::executor;
    std::vector<std::shared_ptr<Delivery<base::Result<void>>>> deliveries;
    deliveries.reserve(steps.size());
    for (auto& step : steps) {
        auto delivery = std::make_shared<Delivery<base::Result<void>>>(executor);
        deliveries.push_back(delivery);
        store.submit(std::move(step), [delivery](base::Result<void> result) {
            delivery->deliver(std::move(result));
        });
    }
    base::Result<void> all;
    for (const auto& delivery : deliveries) {
        base::Result<void> result = co_await delivery->wait();
        if (!result && all) all = std::move(result);
    }
    co_return all;
}

}  // namespace pipeline
