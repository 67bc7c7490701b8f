// A wait for somebody that stands elsewhere (connect_timeout, and the table in waits.h with
// it).
//
// Promises: a build for tests shortens it as time_scale() says, but to no less than two
// seconds, which a busy machine keeps; a release never does. A pause of ours between two deeds
// has no such floor: scaled().
#pragma once

#include "session/waits.h"

namespace session {

Wait shortened(Wait wait);

}  // namespace session
