#include "base/mail_domain.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace base {
namespace {

bool is_alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_local_part(std::string_view text) {
    constexpr std::size_t most = 64;  // RFC 5321 4.5.3.1.1
    if (text.empty() || text.size() > most || text.front() == '.' || text.back() == '.')
        return false;
    if (text.find("..") != std::string_view::npos) return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return is_alphanumeric(c) || std::string_view("._+-").find(c) != std::string_view::npos;
    });
}

bool is_label(std::string_view label) {
    constexpr std::size_t most = 63;  // RFC 1035 2.3.4
    return !label.empty() && label.size() <= most && label.front() != '-' &&
           label.back() != '-' && std::all_of(label.begin(), label.end(), [](char c) {
               return is_alphanumeric(c) || c == '-';
           });
}

bool is_host_name(std::string_view text) {
    constexpr std::size_t most = 253;
    if (text.size() > most || text.find('.') == std::string_view::npos) return false;
    while (true) {
        const auto dot = text.find('.');
        if (!is_label(text.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        text.remove_prefix(dot + 1);
    }
}

std::string plain(std::string_view domain) {
    if (domain.ends_with('.')) domain.remove_suffix(1);
    return lower_ascii(domain);
}

}  // namespace

bool lies_within(std::string_view domain, std::string_view parent) {
    const std::string inner = plain(domain);
    const std::string outer = plain(parent);
    if (outer.empty() || !inner.ends_with(outer)) return false;
    return inner.size() == outer.size() || inner[inner.size() - outer.size() - 1] == '.';
}

bool is_reserved_domain(std::string_view domain) {
    static constexpr std::array<std::string_view, 6> reserved{
        "invalid", "test", "example", "example.com", "example.net", "example.org"};
    return std::any_of(reserved.begin(), reserved.end(),
                       [&](std::string_view parent) { return lies_within(domain, parent); });
}

std::string_view domain_of(std::string_view address) {
    const auto at = address.rfind('@');
    return at == std::string_view::npos ? std::string_view() : address.substr(at + 1);
}

bool is_plain_address(std::string_view address) {
    const auto at = address.find('@');
    if (at == std::string_view::npos || address.find('@', at + 1) != std::string_view::npos)
        return false;
    return is_local_part(address.substr(0, at)) && is_host_name(address.substr(at + 1));
}

}  // namespace base
