#include "outbox/message_id.h"

#include "base/text.h"

namespace outbox {

std::string message_id(const seal::Key& k_mid, const std::string& cause,
                       const std::string& kind, const base::RecipientId& recipient,
                       int revision, const std::string& domain) {
    // None of the parts holds the bar, so no two letters make the same text (the cause of a
    // clock does, but is first and of a fixed number of parts).
    const std::string text =
        cause + "|" + kind + "|" + recipient.str() + "|" + std::to_string(revision);
    return base::to_base32(seal::keyed_hash(k_mid, text)) + "@" + domain;
}

std::string return_token(const seal::Key& k_mid, const std::string& message_id) {
    constexpr std::size_t octets = 16;
    return base::to_base32(seal::keyed_hash(k_mid, "return|" + message_id).substr(0, octets));
}

}  // namespace outbox
