// Settings of a server, with its secret read, as the session room wants them.
#pragma once

#include "base/result.h"
#include "session/stream.h"
#include "settings/settings.h"

namespace pipeline {

base::Result<session::Endpoint> endpoint_of(const settings::Server& server,
                                            session::Protocol protocol);

}  // namespace pipeline
