// The Message-ID of a letter: computed, never drawn, so that after a crash, from a second
// daemon or from a restored database a letter bears the same id and its receiver can fold twins
// (promises.md 1.6, 2.2).
#pragma once

#include <string>

#include "base/identity.h"
#include "seal/keys.h"

namespace outbox {

// base32(HMAC-SHA256(K_mid, cause | kind | recipient | revision)) "@" domain, without brackets;
// 52 characters before the "@". `cause`: hex of the content key of the mail that called for the
// letter, or "service|clock|due time". `domain`: of the letter's From address.
std::string message_id(const seal::Key& k_mid, const std::string& cause,
                       const std::string& kind, const base::RecipientId& recipient,
                       int revision, const std::string& domain);

// 26 base32 characters, 128 bit, of a letter's return path.
std::string return_token(const seal::Key& k_mid, const std::string& message_id);

}  // namespace outbox
