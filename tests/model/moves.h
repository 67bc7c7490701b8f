// The moves of the model: from one world to all that may follow.
#pragma once

#include <functional>
#include <string>

#include "model/model.h"
#include "model/world.h"

namespace model {

enum class Cost { free, fault };
using Emit = std::function<void(const World&, Cost, const std::string& name)>;

class Moves {
  public:
    explicit Moves(const Scenario& scenario);
    void all(const World& world, const Emit& emit) const;
    // "" or the promise that this world breaks.
    std::string breach(const World& world) const;
    bool is_good_end(const World& world) const;

  private:
    void environment(const World& world, const Emit& emit) const;
    void faults(const World& world, const Emit& emit) const;
    void daemon(const World& world, int d, const Emit& emit) const;
    void intake(const World& world, int d, int m, const Emit& emit) const;
    void reading(const World& world, int d, int m, const Emit& emit) const;
    void sending(const World& world, int d, int m, int kind, const Emit& emit) const;
    void talking(const World& world, int d, int m, int kind, const Emit& emit) const;
    void filing(const World& world, int d, int m, const Emit& emit) const;
    void start(World world, int d, const Emit& emit, Cost cost) const;
    // A commit of daemon d: refused, and the daemon ends, when the lease is another's.
    void commit(World before, World after, int d, const Emit& emit,
                const std::string& name) const;

    protocol::Facts facts(const World& world, int m, int kind, const Memory& memory) const;
    bool may(protocol::Step step, protocol::Facts facts) const;
    bool is_visible(const World& world, int m) const;
    bool has_somebody(const Rows& rows) const;
    bool counts(const char* promise) const {
        return scenario_.only.empty() || scenario_.only == promise;
    }
    bool is(Mutant mutant) const { return scenario_.mutant == mutant; }

    Scenario scenario_;
    protocol::Table table_;
};

}  // namespace model
