#include "model/model.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <unordered_map>

#include "model/moves.h"

namespace model {
namespace {

struct Hash {
    std::size_t operator()(const World& world) const {
        const auto* octets = reinterpret_cast<const unsigned char*>(&world);
        std::uint64_t hash = 1469598103934665603ULL;
        for (std::size_t i = 0; i < sizeof(World); ++i)
            hash = (hash ^ octets[i]) * 1099511628211ULL;
        return static_cast<std::size_t>(hash ^ hash >> 29);
    }
};
struct Same {
    bool operator()(const World& a, const World& b) const {
        return std::memcmp(&a, &b, sizeof(World)) == 0;
    }
};

using Index = std::uint32_t;
constexpr Index nowhere = ~Index{0};

class Search {
  public:
    explicit Search(const Scenario& scenario) : moves_(scenario) {}

    Finding run() {
        Finding finding;
        add(World{}, nowhere);
        for (Index at = 0; at < worlds_.size() && !wrong_; ++at) {
            const World world = worlds_[at];
            finding.breach = moves_.breach(world);
            if (!finding.breach.empty()) wrong_ = at;
            for (const Outside& outside : world.outside)
                finding.most_copies =
                    std::max<int>(finding.most_copies,
                                  std::max(outside.copies[station], outside.copies[desk]));
            if (!wrong_) expand(at, world);
        }
        if (!wrong_) {
            wrong_ = find_stuck();
            if (wrong_) finding.breach = "stuck";
        }
        finding.states = worlds_.size();
        if (wrong_) finding.way = way_to(*wrong_);
        return finding;
    }

  private:
    void expand(Index at, const World& world) {
        moves_.all(world, [&](const World& next, Cost cost, const std::string&) {
            const Index to = add(next, at);
            if (cost == Cost::free && to != at) peaceful_.emplace_back(to, at);
        });
    }

    Index add(const World& world, Index from) {
        const auto [found, is_new] =
            known_.try_emplace(world, static_cast<Index>(worlds_.size()));
        if (is_new) {
            worlds_.push_back(world);
            came_from_.push_back(from);
        }
        return found->second;
    }

    // Backwards from every good end along moves that are no faults.
    std::optional<Index> find_stuck() {
        std::sort(peaceful_.begin(), peaceful_.end());
        std::vector<bool> hopeful(worlds_.size(), false);
        std::vector<Index> front;
        for (Index at = 0; at < worlds_.size(); ++at) {
            if (!moves_.is_good_end(worlds_[at])) continue;
            hopeful[at] = true;
            front.push_back(at);
        }
        while (!front.empty()) {
            const Index at = front.back();
            front.pop_back();
            auto edge = std::lower_bound(peaceful_.begin(), peaceful_.end(),
                                         std::pair<Index, Index>{at, 0});
            for (; edge != peaceful_.end() && edge->first == at; ++edge) {
                if (hopeful[edge->second]) continue;
                hopeful[edge->second] = true;
                front.push_back(edge->second);
            }
        }
        const auto stuck = std::find(hopeful.begin(), hopeful.end(), false);
        if (stuck == hopeful.end()) return std::nullopt;
        return static_cast<Index>(stuck - hopeful.begin());
    }

    std::vector<std::string> way_to(Index at) const {
        std::vector<std::string> way;
        for (; came_from_[at] != nowhere; at = came_from_[at]) {
            std::string step;
            moves_.all(worlds_[came_from_[at]],
                       [&](const World& next, Cost, const std::string& name) {
                           if (step.empty() && Same{}(next, worlds_[at])) step = name;
                       });
            way.insert(way.begin(), step);
        }
        return way;
    }

    Moves moves_;
    std::unordered_map<World, Index, Hash, Same> known_;
    std::vector<World> worlds_;
    std::vector<Index> came_from_;
    std::vector<std::pair<Index, Index>> peaceful_;  // to, from
    std::optional<Index> wrong_;
};

}  // namespace

Finding search(const Scenario& scenario) { return Search(scenario).run(); }

}  // namespace model
