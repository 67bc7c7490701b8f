#include "pipeline/endpoints.h"

namespace pipeline {
namespace {

session::Security security_of(settings::Security security) {
    switch (security) {
        case settings::Security::implicit_tls:
            return session::Security::implicit_tls;
        case settings::Security::starttls:
            return session::Security::starttls;
        case settings::Security::none:
            return session::Security::none;
    }
    return session::Security::implicit_tls;
}

}  // namespace

base::Result<session::Endpoint> endpoint_of(const settings::Server& server,
                                            session::Protocol protocol) {
    session::Endpoint endpoint;
    endpoint.protocol = protocol;
    endpoint.host = server.host;
    endpoint.port = server.port;
    endpoint.security = security_of(server.security);
    endpoint.user = server.user;
    endpoint.ca_file = server.ca_file;
    if (server.password.given()) {
        auto secret = settings::read_secret(server.password);
        if (!secret) return secret.error();
        endpoint.password = std::move(*secret);
    }
    return endpoint;
}

}  // namespace pipeline
