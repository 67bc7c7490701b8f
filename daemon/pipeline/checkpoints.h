// The head of the trail, signed every hour and sent to the auditors.
//
// Promises: an hour after the last checkpoint there is another, and one at an orderly stop;
// it goes whether anything happened or not, so its mail does not tell how busy the desk is
// (promises.md 4.3). Each auditor gets the last checkpoint with the proof that it continues the
// last one that a server took for this auditor; one that was signed but not written to anybody
// (a stop, a kill) is sent at the next start. When the server of an auditor took none for three
// days the operators are told.
#pragma once

#include <string>

#include "audit/checkpoint.h"
#include "pipeline/workshop.h"

namespace pipeline {

// Origin: the domain of our own address and "/aparajita".
audit::Signer signer_of(const settings::Settings& settings, const seal::ServerKeys& keys);

store::Step checkpoint_step(const settings::Settings& settings, const seal::ServerKeys& keys,
                            const std::string& actor);

asio::awaitable<void> keep_checkpoints(Workshop& shop);

}  // namespace pipeline
