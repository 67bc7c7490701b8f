// What the database remembers, for thinkers: locks itself.
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.h"
#include "pipeline/answers.h"
#include "seal/keys.h"

namespace pipeline {

base::Result<std::unique_ptr<Memory>> open_memory(const std::filesystem::path& state,
                                                  const seal::ServerKeys& keys);

}  // namespace pipeline
