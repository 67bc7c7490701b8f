// A hash of octets that come in parts: SHA-256, or keyed_hash() under a key.
//
// Promises: the same 32 octets as base::sha256() or keyed_hash() give for all parts together.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "seal/keys.h"

namespace seal {

class RunningHash {
  public:
    static RunningHash plain();
    static RunningHash keyed(const Key& key);
    RunningHash(RunningHash&&) noexcept;
    RunningHash& operator=(RunningHash&&) noexcept;
    RunningHash(const RunningHash&) = delete;
    RunningHash& operator=(const RunningHash&) = delete;
    ~RunningHash();

    void add(std::string_view octets);
    std::string finish();  // once; nothing may be added afterwards

  private:
    struct Inner;
    explicit RunningHash(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

}  // namespace seal
