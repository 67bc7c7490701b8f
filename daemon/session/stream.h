// A secured, authenticated byte stream to a mail server: libcurl opens, secures and
// authenticates (CONNECT_ONLY); afterwards octets go both ways.
//
// Promises: TLS is verified (system or ca_file), never attempted-and-dropped; `none` only to
// loopback. Every wait has a deadline. A dead peer is noticed within a minute (keepalive,
// TCP_USER_TIMEOUT). Destruction never blocks, and is allowed only when no coroutine of the
// object is under way (shut() ends one at once). On failure: a Trouble or Failure without
// secrets and without text of the server.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"
#include "base/sensitive.h"
#include "session/form_post.h"
#include "session/trouble.h"
#include "session/waits.h"

namespace session {

enum class Protocol { imap, smtp };
enum class Security { implicit_tls, starttls, none };

struct Endpoint {
    Endpoint() = default;  // no aggregate: g++ 12 destroys temporaries of those twice
    Protocol protocol = Protocol::imap;
    std::string host;
    int port = 0;
    Security security = Security::implicit_tls;
    std::string user;  // empty: no authentication (smtp, loopback)
    base::Sensitive<std::string> password;
    base::Sensitive<std::string> bearer;  // an OAuth2 access token, instead of the password
    std::filesystem::path ca_file;        // alone trusted where it is given
    base::Seconds connect_timeout{30};
    std::string client_name = "localhost";  // EHLO name
};

class Stream {
  public:
    virtual ~Stream() = default;
    // All octets, or a Failure.
    virtual boost::asio::awaitable<base::Result<void>> send(std::string_view octets,
                                                            Wait timeout) = 0;
    // At least one octet; empty string: the peer closed; Failure(temporary): deadline passed,
    // or wake().
    virtual boost::asio::awaitable<base::Result<std::string>> receive(Wait timeout) = 0;
    // Last EHLO or capability lines seen while connecting.
    virtual const std::string& greeting() const = 0;
    // Until when the server's certificate is valid; nothing without TLS.
    virtual std::optional<base::Instant> certificate_ends() const { return std::nullopt; }
    // A receive under way ends as if its deadline had passed; the stream stays good.
    virtual void wake() = 0;
    // Whatever is under way, and everything later, fails at once.
    virtual void shut() = 0;
};

// One per event loop; owns the curl multi handle. Streams may outlive it. Ignores SIGPIPE for
// the whole process, because the TLS library writes to sockets without MSG_NOSIGNAL.
class Connector {
  public:
    static base::Result<std::unique_ptr<Connector>> make(boost::asio::any_io_executor executor);
    virtual ~Connector() = default;
    virtual boost::asio::awaitable<base::Result<std::unique_ptr<Stream>, Trouble>> connect(
        Endpoint endpoint) = 0;
    // One request to a token server.
    virtual boost::asio::awaitable<base::Result<FormReply>> post(FormPost post) = 0;
    // Every connect under way, and every later one, fails at once (SIGTERM). Open streams stay.
    virtual void shut() = 0;
};

}  // namespace session
