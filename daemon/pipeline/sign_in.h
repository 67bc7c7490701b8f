// Signing in by token (RFC 6749 6, RFC 7628): an access token for each line, renewed before it
// ends.
//
// Promises (A20): a rotated refresh token is on disk before the access token that came with it
// is used; one that the provider refuses (invalid_grant) is never tried again, by this process
// or the next, and the operators are told; a provider that is slow or away costs a minute's
// rest, not a storm.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "base/result.h"
#include "base/sensitive.h"
#include "pipeline/lines.h"
#include "pipeline/wait.h"
#include "session/stream.h"
#include "settings/settings.h"

namespace pipeline {

struct Workshop;

// What a token server said, read strictly. No refresh: the old one stays.
struct Grant {
    base::Sensitive<std::string> access;
    std::optional<base::Sensitive<std::string>> refresh;
    std::chrono::seconds lasts{3600};
};
enum class Denial { none, revoked, other };  // revoked: invalid_grant
struct TokenAnswer {
    std::optional<Grant> grant;
    Denial denial = Denial::none;
};
TokenAnswer read_token_answer(int status, const std::string& body);

struct AccessToken {
    base::Sensitive<std::string> token;
    std::chrono::steady_clock::time_point renew_at{};
};
using AccessTokens = std::map<Line, AccessToken>;

// Puts the token into the endpoint where the settings ask for one; else nothing happens.
asio::awaitable<base::Result<void>> sign_in(Workshop& shop, Line line,
                                            session::Endpoint& endpoint);
// The server refused it: the next sign_in() gets a new one.
void forget_access(Workshop& shop, Line line);

// What a command can tell while only the daemon may use the token: that there is one, and that
// the provider has not refused it.
base::Result<void> can_sign_in(const settings::Settings& settings, Line line);

}  // namespace pipeline
