#include "pipeline/try_servers.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "delivery/delivery.h"
#include "mailbox/mailbox.h"
#include "pipeline/endpoints.h"
#include "pipeline/wait.h"

namespace pipeline {
namespace {

ServerVerdict broken(std::string name, const base::Failure& failure) {
    return {std::move(name), false, failure.what, failure.hint};
}

asio::awaitable<ServerVerdict> try_mailbox(const settings::Settings& settings,
                                           session::Connector& connector) {
    const std::string name = "mailbox";
    auto endpoint = endpoint_of(settings.mailbox.server, session::Protocol::imap);
    if (!endpoint) co_return broken(name, endpoint.error());
    auto box = co_await mailbox::Mailbox::open(connector, std::move(*endpoint));
    if (!box) co_return broken(name, box.error());
    std::string found;
    for (const auto& folder : settings.mailbox.folders) {
        auto selected = co_await (*box)->select(folder);
        if (!selected) co_return broken(name, selected.error());
        found +=
            (found.empty() ? "" : ", ") + folder + " has " + std::to_string(selected->exists);
    }
    const std::string idle =
        (*box)->notices_changes() ? "" : "; no IDLE: new mail is found at the poll time only";
    co_await (*box)->close();
    co_return ServerVerdict{name, true, "logged in; " + found + idle, ""};
}

asio::awaitable<ServerVerdict> try_delivery(const settings::Settings& settings,
                                            session::Connector& connector) {
    const std::string name = "delivery";
    auto endpoint = endpoint_of(settings.delivery.server, session::Protocol::smtp);
    if (!endpoint) co_return broken(name, endpoint.error());
    auto relay = co_await delivery::Relay::open(connector, std::move(*endpoint));
    if (!relay) {
        const auto& attempt = relay.error();
        const std::string what =
            attempt.note.empty()
                ? "the server ended it at " + std::string(delivery::name_of(attempt.stage))
                : attempt.note;
        co_return ServerVerdict{name, false, what,
                                "letters would wait in the queue until this works"};
    }
    co_await (*relay)->close();
    co_return ServerVerdict{name, true, "logged in and ready to take letters", ""};
}

asio::awaitable<void> try_both(const settings::Settings& settings,
                               session::Connector& connector,
                               std::vector<ServerVerdict>& verdicts) {
    ServerVerdict mailbox = co_await try_mailbox(settings, connector);
    verdicts.push_back(std::move(mailbox));
    ServerVerdict delivery = co_await try_delivery(settings, connector);
    verdicts.push_back(std::move(delivery));
}

}  // namespace

std::vector<ServerVerdict> try_servers(const settings::Settings& settings) {
    std::vector<ServerVerdict> verdicts;
    asio::io_context io(1);
    auto connector = session::Connector::make(io.get_executor());
    if (!connector) return {broken("network", connector.error())};
    asio::co_spawn(io, try_both(settings, **connector, verdicts),
                   [](const std::exception_ptr& thrown) { base::ensure(!thrown); });
    io.run();
    return verdicts;
}

}  // namespace pipeline
