// One HTTPS request of an OAuth2 client: a form, and what comes back (RFC 6749 3.2).
//
// Promises: https only; the certificate is verified as a mail server's is; no redirect is
// followed, since a secret is in the form; at most 64 KB are read; one deadline for the whole.
// A failure names the host and holds nothing of form or answer.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <filesystem>
#include <string>

#include "base/result.h"
#include "base/sensitive.h"

namespace session {

struct FormPost {
    FormPost() = default;  // no aggregate: g++ 12 destroys temporaries of those twice
    std::string url;
    base::Sensitive<std::string> form;  // application/x-www-form-urlencoded
    std::filesystem::path ca_file;      // alone trusted where it is given
};

struct FormReply {
    FormReply() = default;
    int status = 0;
    base::Sensitive<std::string> body;
};

// "a b&c" -> "a%20b%26c".
std::string percent_encoded(std::string_view text);

}  // namespace session
