#include "pipeline/durable.h"

#include "store/failpoint.h"

namespace pipeline {
namespace {

using protocol::Home;
using protocol::Step;

void before(Step step) { store::failpoint(protocol::name_of(step), ".before"); }
void after(Step step) { store::failpoint(protocol::name_of(step), ".after"); }

// V1 goes before T1, V2 before T2: the vault's step stands before in the table.
Step vault_step_before(Step last) {
    auto at = static_cast<std::size_t>(last);
    while (at > 0 && protocol::table.at(at).home != Home::vault) --at;
    return protocol::table.at(at).step;
}

store::Step with_places_to_die(store::Step step, Step vault_step, Step last) {
    store::Step placed;
    const bool has_vault = static_cast<bool>(step.vault);
    if (has_vault) {
        placed.vault = [deed = std::move(step.vault),
                        vault_step](store::VaultTransaction& vault) {
            auto done = deed(vault);
            if (done) before(vault_step);
            return done;
        };
    }
    placed.state = [deed = std::move(step.state), has_vault, vault_step,
                    last](store::Transaction& state) {
        if (has_vault) after(vault_step);
        auto done = deed(state);
        if (done) before(last);
        return done;
    };
    return placed;
}

}  // namespace

store::Step checked_step(const protocol::Walk& walk, protocol::Step last, store::Step step) {
    protocol::Walk further = walk;
    const Step vault_step = vault_step_before(last);
    if (step.vault) further.take(vault_step);
    further.take(last);
    return with_places_to_die(std::move(step), vault_step, last);
}

asio::awaitable<base::Result<void>> commit_step(store::Store& store, protocol::Walk& walk,
                                                protocol::Step last, store::Step step) {
    if (step.vault) walk.take(vault_step_before(last));
    store::Step placed = checked_step(walk, last, std::move(step));
    auto done = co_await commit(store, std::move(placed));
    if (!done) co_return done;
    walk.take(last);
    after(last);
    co_return done;
}

asio::awaitable<base::Result<void>> commit_named(store::Store& store, std::string_view name,
                                                 store::Step step) {
    store::Step placed;
    placed.vault = std::move(step.vault);
    placed.state = [deed = std::move(step.state), name](store::Transaction& state) {
        auto done = deed(state);
        if (done) store::failpoint(name, ".before");
        return done;
    };
    auto done = co_await commit(store, std::move(placed));
    if (done) store::failpoint(name, ".after");
    co_return done;
}

void begin_act(protocol::Walk& walk, protocol::Step act) {
    walk.take(act);
    before(act);
}

void end_act(protocol::Step act) { after(act); }

}  // namespace pipeline
