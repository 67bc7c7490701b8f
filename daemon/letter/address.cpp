#include <algorithm>

#include "base/text.h"
#include "letter/letter.h"

namespace letter {
namespace {

bool is_alnum(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// atext of RFC 5322 3.2.3 and the dot. Quoted local parts and non-ASCII ones (RFC 6532) are not
// written: no mail server of today's police hands them out, and every one of their characters
// is a way into a header.
bool is_local(char c) {
    return is_alnum(c) ||
           std::string_view(".!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

bool is_domain(char c) { return is_alnum(c) || c == '.' || c == '-'; }

bool is_sound_domain(std::string_view domain) {
    return !domain.empty() && domain.size() <= 253 && domain.front() != '.' &&
           domain.back() != '.' && domain.find("..") == std::string_view::npos &&
           std::all_of(domain.begin(), domain.end(), is_domain);
}

}  // namespace

base::Result<Address> Address::make(std::string_view text) {
    const std::size_t at = text.find('@');
    const bool one_at = at != std::string_view::npos && at == text.rfind('@');
    const std::string_view local = text.substr(0, one_at ? at : 0);
    const bool sound = one_at && !local.empty() && local.size() <= 64 &&
                       std::all_of(local.begin(), local.end(), is_local) &&
                       is_sound_domain(text.substr(at + 1));
    // The address itself is not repeated: it may be hers.
    if (!sound)
        return base::Failure{base::FailureKind::text, "not a mail address we can write to", {}};
    return Address(std::string(text));
}

std::string Address::domain() const {
    return base::lower_ascii(std::string_view(text_).substr(text_.find('@') + 1));
}

}  // namespace letter
