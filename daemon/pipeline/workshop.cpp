#include "pipeline/workshop.h"

#include "pipeline/spawn.h"

namespace pipeline {

bool must_end(Workshop& shop, const base::Failure& failure) {
    return shop.store.failed() || failure.kind == base::FailureKind::storage;
}

void spawn(const asio::any_io_executor& executor, Workshop& shop, asio::awaitable<void> work) {
    ++shop.running;
    asio::co_spawn(executor, std::move(work), [&shop](const std::exception_ptr& thrown) {
        --shop.running;
        if (!thrown) return;
        shop.fatal = base::Failure{base::FailureKind::defect,
                                   "a part of the daemon ended unexpectedly", ""};
        shop.think_wake.wake();
        shop.send_wake.wake();
        shop.file_wake.wake();
    });
}

}  // namespace pipeline
