#include "clocks/plan.h"

namespace clocks {

CaseTimes times_of(const cases::CaseLife& life) {
    CaseTimes of;
    of.state = life.state;
    of.urgent = life.urgent;
    of.child_victim = life.child == "victim";
    of.pictures = life.category == "image_abuse";
    of.takedown_sent = life.takedown_sent.has_value();
    of.child_reported = life.child_reported.has_value();
    of.wish_heard = life.wish == "yes" || life.wish == "no";
    of.wish_no = life.wish == "no";
    of.received = life.received;
    of.given = life.station_since;
    of.contacted = life.contacted;
    of.is_signed = life.signed_at;
    of.fir = life.fir;
    of.identified = life.identified;
    if (life.wish == "later") of.wish_later = life.wish_at;
    of.last_word = life.last_word;
    of.held_until = life.held_until;
    return of;
}

}  // namespace clocks
