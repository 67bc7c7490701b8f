// Does the trail tell a lawful story? Each case keeps to the table of protocol/steps.h as far
// as the trail shows its facts: nothing is read or attempted before custody, nothing is filed
// before somebody has it, no acknowledgement goes twice; no value leaves but as
// release_story.h allows, and the case lives as life_story.h says.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "audit/canonical.h"
#include "audit/life_story.h"
#include "audit/release_story.h"
#include "protocol/steps.h"

namespace audit {

class Meaning {
  public:
    // Takes the events in order; a sentence when this one must not come here.
    std::optional<std::string> step(const Columns& event);

  private:
    struct Story {
        protocol::Facts known;
        bool acknowledged = false;  // counts as sent
        ReleaseStory releases;
        LifeStory life;
    };
    std::optional<std::string> walk(Story& story, const Columns& event);
    std::unordered_map<std::string, Story> cases_;
};

}  // namespace audit
