// The server's own keys, and the public keys of the records office.
//
// Promises: keys are 32 octets, made at first start with the system's generator, files 0600 in
// a folder 0700; private keys of the records office never lie on the server: a file in seal_to
// that holds one is refused.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/sensitive.h"
#include "seal/case_shares.h"

namespace seal {

using Key = base::Sensitive<std::string>;  // 32 octets

struct ServerKeys {
    Key message_id;                      // K_mid
    Key dedup;                           // K_dedup
    Key vault;                           // wraps case keys
    Key address;                         // root of K_addr
    Key checkpoint;                      // seed of the signature under the trail's checkpoints
    std::shared_ptr<CaseShares> shares;  // with `vault`, these wrap case keys
};

base::Result<ServerKeys> open_or_make_keys(const std::filesystem::path& folder);
// For commands that only read: makes nothing; a missing key is a Failure of kind settings.
base::Result<ServerKeys> open_keys(const std::filesystem::path& folder);

struct RecordsKey {
    std::string id;      // first 16 hex digits of SHA-256 of the public key
    std::string octets;  // 32
};
base::Result<std::vector<RecordsKey>> read_records_keys(
    const std::vector<std::filesystem::path>& files);

// A secret key of the records office that this process can read in a folder of these files.
std::optional<std::filesystem::path> find_secret_beside(
    const std::vector<std::filesystem::path>& files);

// keygen: PREFIX.pub and PREFIX.key (0600). Refuses to overwrite.
base::Result<void> write_key_pair(const std::filesystem::path& prefix);

Key random_key();
std::string random_octets(std::size_t count);
// 26 base32 characters, 128 bit.
std::string random_token();
// Four characters a caller says first; no look-alikes.
std::string random_ref();

// HMAC-SHA256, 32 octets.
std::string keyed_hash(const Key& key, std::string_view octets);

}  // namespace seal
