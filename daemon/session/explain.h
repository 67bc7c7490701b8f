// What libcurl says about a failed connection, in words for people. Private to this room.
#pragma once

#include <curl/curl.h>

#include <optional>

#include "session/stream.h"
#include "session/trouble.h"

namespace session {

// `code`: nothing when our own deadline passed. `greeting`: what the server had said by then.
Trouble explain(CURL* easy, std::optional<CURLcode> code, const Endpoint& endpoint,
                const std::string& greeting);

// "mail.example.org port 993 (IMAP)".
std::string name_of(const Endpoint& endpoint);

}  // namespace session
