// How many letters may be on their way to one recipient at once (D22): few at first, one more
// for each that is taken, half after each that is not; one where the server asks for patience,
// and from then on one more only after ten that were taken in a row.
//
// Promises: never more than half of the sessions for one recipient, so that a station whose
// server is dead or slow leaves sessions to the others. Kept in memory: a restart starts
// slowly.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "outbox/outbox.h"

namespace outbox {

class Pace {
  public:
    explicit Pace(int sessions);

    void begin(const base::RecipientId& to);
    void end(const base::RecipientId& to, const AttemptResult& result);
    // Those that shall get no further letter now.
    std::vector<std::string> full() const;

  private:
    struct Lane {
        int on_the_way = 0;
        int allowed = 1;
        int in_a_row = 0;
        bool slowed = false;
    };
    Lane& lane_of(const base::RecipientId& to);

    int most_;
    std::map<std::string, Lane> lanes_;
};

}  // namespace outbox
