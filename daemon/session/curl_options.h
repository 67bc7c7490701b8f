// What libcurl is told before it connects: where to, how securely, who we are, and how a dead
// far end shows. Private to this room.
#pragma once

#include <curl/curl.h>

#include <string>

#include "session/stream.h"

namespace session {

// `greeting` gets what the server says while connecting; it must live as long.
void set_up(CURL* easy, const Endpoint& endpoint, std::string& greeting);

// Old servers know only the LOGIN command, which libcurl leaves out where mechanisms are named.
bool wants_login_command(CURLcode code, const Endpoint& endpoint, const std::string& greeting);

}  // namespace session
