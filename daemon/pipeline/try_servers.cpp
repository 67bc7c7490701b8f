#include "pipeline/try_servers.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "delivery/delivery.h"
#include "mailbox/mailbox.h"
#include "pipeline/endpoints.h"
#include "pipeline/sign_in.h"
#include "pipeline/wait.h"

namespace pipeline {
namespace {

ServerVerdict broken(std::string name, const base::Failure& failure) {
    ServerVerdict verdict;
    verdict.name = std::move(name);
    verdict.sentence = failure.what;
    verdict.hint = failure.hint;
    return verdict;
}

// A token that rotates works once: whoever else used it would lock the daemon out.
ServerVerdict by_token(std::string name, const settings::Settings& settings, Line line) {
    if (auto can = can_sign_in(settings, line); !can)
        return broken(std::move(name), can.error());
    ServerVerdict verdict;
    verdict.name = std::move(name);
    verdict.fine = true;
    verdict.sentence =
        "signs in by a token that was not refused; only the daemon may use it: `systemctl "
        "status` says whether the line is up";
    verdict.examined = ServerVerdict::Examined::not_at_all;
    return verdict;
}

asio::awaitable<ServerVerdict> try_mailbox(const settings::Settings& settings,
                                           session::Connector& connector) {
    const std::string name = "mailbox";
    if (settings.mailbox.server.oauth2) co_return by_token(name, settings, Line::mailbox);
    auto endpoint = endpoint_of(settings.mailbox.server, session::Protocol::imap);
    if (!endpoint) co_return broken(name, endpoint.error());
    auto box = co_await mailbox::Mailbox::open(connector, std::move(*endpoint));
    if (!box) co_return broken(name, box.error().failure);
    std::string found;
    for (const auto& folder : settings.mailbox.folders) {
        auto selected = co_await (*box)->select(folder);
        if (!selected) co_return broken(name, selected.error());
        found +=
            (found.empty() ? "" : ", ") + folder + " has " + std::to_string(selected->exists);
    }
    const std::string idle =
        (*box)->notices_changes() ? "" : "; no IDLE: new mail is found at the poll time only";
    ServerVerdict verdict;
    verdict.name = name;
    verdict.fine = true;
    verdict.sentence = "logged in; " + found + idle;
    verdict.certificate_ends = (*box)->certificate_ends();
    for (const char* capability : {"IDLE", "MOVE", "UIDPLUS"})
        if ((*box)->offers(capability)) verdict.capabilities.insert(capability);
    auto percent = co_await (*box)->percent_full();
    if (percent) verdict.percent_full = *percent;
    co_await (*box)->close();
    co_return verdict;
}

asio::awaitable<ServerVerdict> try_delivery(const settings::Settings& settings,
                                            session::Connector& connector) {
    const std::string name = "delivery";
    if (settings.delivery.server.oauth2) co_return by_token(name, settings, Line::relay);
    auto endpoint = endpoint_of(settings.delivery.server, session::Protocol::smtp);
    if (!endpoint) co_return broken(name, endpoint.error());
    auto relay = co_await delivery::Relay::open(connector, std::move(*endpoint));
    if (!relay) {
        const auto& attempt = relay.error();
        const std::string what =
            attempt.note.empty()
                ? "the server ended it at " + std::string(delivery::name_of(attempt.stage))
                : attempt.note;
        ServerVerdict verdict;
        verdict.name = name;
        verdict.sentence = what;
        verdict.hint = "letters would wait in the queue until this works";
        co_return verdict;
    }
    ServerVerdict verdict;
    verdict.name = name;
    verdict.fine = true;
    verdict.sentence = "logged in and ready to take letters";
    verdict.certificate_ends = (*relay)->certificate_ends();
    co_await (*relay)->close();
    co_return verdict;
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
