// What was said elsewhere about the trail: its own checkpoints, and copies at auditors. Private
// to this room.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "audit/verify.h"

namespace audit {

class Claims {
  public:
    // Reads the checkpoints; what is wrong with a note itself is found here.
    static base::Result<Claims> read(store::ReadOnly& state, const std::vector<Kept>& kept);

    // The walk tells each event, and the root where one is claimed.
    bool is_claimed(std::int64_t size) const { return sizes_.contains(size); }
    void see_root(std::int64_t size, Hash root) { roots_[size] = std::move(root); }
    void see_checkpoint_event(std::int64_t seq) { events_.insert(seq); }

    enum class Reach { whole, until_break };
    void judge(std::int64_t events, Reach reach, Verdict& verdict) const;

  private:
    struct Claim {
        std::string by;
        Head head;
    };
    void add_checkpoint(const store::Row& row, const std::vector<VerifierKey>& keys);
    void add_kept(const Kept& kept, const std::vector<VerifierKey>& keys);
    bool judge_one(const Claim& claim, std::int64_t events, Reach reach,
                   Verdict& verdict) const;

    std::vector<Claim> checkpoints_, kept_;
    std::vector<Finding> findings_;  // of the notes themselves
    std::set<std::int64_t> sizes_, events_;
    std::map<std::int64_t, Hash> roots_;
};

}  // namespace audit
