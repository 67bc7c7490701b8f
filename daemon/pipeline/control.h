// The door for commands that write while the daemon runs: STATE/control.sock, 0600. One request
// and one answer a connection, each one line of JSON; before the answer of a long one stand
// lines that say how far it has come. The peer's uid becomes the actor "admin:<uid>" of the
// audit event.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/progress.h"
#include "pipeline/workshop.h"

namespace pipeline {

// Serves until stopping.
asio::awaitable<void> serve_control(Workshop& shop);

// What may be asked: of a case "read_case" (audit show is a logged read), "prove_case" (audit
// proof, the same), "ask_case" (audit ask), "certify_case" (certificate), "requeue" (quarantine
// retry), "open_original" (open CASE; by an order number), "shred" (by an order number, two
// persons), "legal_hold", "legal_hold_off"; of a letter "retry_letter", "hold_letter" (queue
// retry, queue hold); of the trail "checkpoint", "export" (logged); "purge" (only of a running
// daemon); "login"; "route" (a case to a station, for a reason that names nobody of the case).
struct ControlRequest {
    std::string command;
    std::string case_no;
    std::string order;
    std::int64_t letter = 0;
    // login: a refresh token for "mailbox" or "relay".
    std::string line = {};
    base::Sensitive<std::string> secret = {};
    // route
    std::string station = {};
    std::string reason = {};
};
struct ControlAnswer {
    bool ok = false;
    std::string message;
};

// Who asks, and what it takes to do it.
struct Desk {
    std::string actor;
    store::ReadOnly& state;
    const settings::Settings& settings;
    seal::ServerKeys keys;
};
// What a request does, once its case was found; the daemon runs it, or a command that took the
// lock itself.
base::Result<store::Step> step_for(const ControlRequest& request, const Desk& desk);

// The client's side: asks the running daemon, or, where none runs, opens the store and does it.
base::Result<void> order(const settings::Settings& settings, const ControlRequest& request,
                         const base::Progress& progress = {});

}  // namespace pipeline
