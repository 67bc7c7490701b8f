// The one place that reads clocks: wall, boot and uptime, together.
#pragma once

#include "audit/trail.h"

namespace pipeline {

// boot: 16 octets of the kernel's boot id (APARAJITA_BOOT_ID where systemd hides it), zeros
// where neither is known.
audit::Moment read_clock();

}  // namespace pipeline
