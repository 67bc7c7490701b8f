#include <algorithm>

#include "base/mail_domain.h"
#include "settings/settings.h"

namespace settings {
namespace {

// A complainant's address is hers to choose, so more is allowed before the '@' than for a
// station (RFC 5321 4.1.2, without quoted forms); what could end a command or begin another
// address is not.
bool is_safe_address(std::string_view address) {
    const auto at = address.rfind('@');
    constexpr std::size_t most = 64;
    if (at == std::string_view::npos || at == 0 || at > most) return false;
    const std::string_view local = address.substr(0, at);
    const bool plain = std::all_of(local.begin(), local.end(), [](char c) {
        return c > ' ' && c < 0x7F &&
               std::string_view("<>()[]\\,;:@\"").find(c) == std::string_view::npos;
    });
    return plain && base::is_plain_address("x@" + std::string(address.substr(at + 1)));
}

}  // namespace

bool is_reserved_domain(std::string_view domain) { return base::is_reserved_domain(domain); }

bool recipient_allowed(const Settings& settings, std::string_view address, Audience audience) {
    if (!is_safe_address(address)) return false;
    const std::string_view domain = base::domain_of(address);
    const bool reserved = base::is_reserved_domain(domain);
    if (settings.mode == Mode::rehearsal) return reserved;
    if (reserved) return false;
    if (audience == Audience::complainant) return true;
    const auto& allowed = settings.allowed_recipient_domains;
    return std::any_of(allowed.begin(), allowed.end(), [&](const std::string& parent) {
        return base::lies_within(domain, parent);
    });
}

}  // namespace settings
