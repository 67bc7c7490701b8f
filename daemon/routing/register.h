// The register of trained women officers: posts of stations, never persons.
//
// Promises: days are local days, "2026-11-22", compared as such. A post is active from its
// first to its last day, once a training of its own has ended. A station without an entry is
// unknown, not empty. Names serve one purpose: to see that the person complained about is an
// officer (redaction.md 5.3); no letter is addressed by them, and none shows them. Source: the
// women cell's own lists.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/identity.h"

namespace routing {

struct Post {
    std::string post;                     // "WCPO 1": one name a station
    std::string rank;                     // of ranks()
    std::vector<std::string> trained_on;  // days on which a training ended
    std::string active_from;
    std::string active_to;                // empty: no end is known
    std::vector<std::string> deputies;    // posts of the same station, stations or desks
    std::string official_phone;           // never a person's own; may be empty
    std::vector<std::string> names = {};  // of whoever holds it, in each writing; see above
};
bool is_active(const Post& post, const std::string& day);

enum class Staffing { unknown, staffed, empty };

class Register {
  public:
    explicit Register(std::map<base::StationId, std::vector<Post>> posts)
        : posts_(std::move(posts)) {}
    Register() = default;

    bool is_kept() const { return !posts_.empty(); }  // any entry at all
    Staffing staffing(const base::StationId& station, const std::string& day) const;
    // All of them, also those not active; empty without an entry.
    std::vector<Post> posts(const base::StationId& station) const;
    std::vector<Post> active_posts(const base::StationId& station,
                                   const std::string& day) const;

  private:
    std::map<base::StationId, std::vector<Post>> posts_;
};

}  // namespace routing
