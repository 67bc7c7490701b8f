// A refresh token that outlives the credential it came from: STATE/oauth2-mailbox.token and
// STATE/oauth2-relay.token, locked under the vault key (promises.md 5.8).
//
// Promises: on disk before store() returns, 0600, replaced whole. A credential that was changed
// since is newer than the file: the operator gave another one.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/result.h"
#include "base/sensitive.h"
#include "pipeline/lines.h"
#include "seal/keys.h"

namespace pipeline {

struct StoredToken {
    base::Sensitive<std::string> refresh;
    // Keyed hash of the credential that the chain of tokens began with; empty: `login`.
    std::string begun_with;
};

base::Result<void> store_token(const std::filesystem::path& state, const seal::Key& key,
                               Line line, const StoredToken& token);
// Nothing when there is none.
base::Result<std::optional<StoredToken>> load_token(const std::filesystem::path& state,
                                                    const seal::Key& key, Line line);
std::string_view name_of(Line line);  // "mailbox", "relay"

}  // namespace pipeline
