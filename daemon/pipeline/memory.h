// What the database remembers, for thinkers: locks itself.
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.h"
#include "pipeline/answers.h"
#include "seal/keys.h"

namespace pipeline {

// ledger::likeness_of() of a mail that was read; empty where it has no Message-ID.
std::string likeness_of(const seal::ServerKeys& keys, const message::ParsedMail& mail);

base::Result<std::unique_ptr<Memory>> open_memory(const std::filesystem::path& state,
                                                  const seal::ServerKeys& keys);

}  // namespace pipeline
