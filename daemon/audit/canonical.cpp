#include "audit/canonical.h"

#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "base/text.h"

namespace audit {
namespace {

void put_big_endian(std::string& out, std::uint64_t value, unsigned octets) {
    for (unsigned i = octets; i > 0; --i)
        out += static_cast<char>((value >> (8U * (i - 1))) & 0xFFU);
}

void put_whole(std::string& out, std::int64_t value) {
    out += 'I';
    put_big_endian(out, static_cast<std::uint64_t>(value), 8);
}

void put_octets(std::string& out, char type, std::string_view octets) {
    out += type;
    put_big_endian(out, octets.size(), 4);
    out += octets;
}

void put_optional(std::string& out, char type, const std::optional<std::string>& octets) {
    if (octets) {
        put_octets(out, type, *octets);
    } else {
        out += 'N';
    }
}

}  // namespace

std::string canonical_octets(const Columns& columns) {
    std::string out;
    put_whole(out, columns.seq);
    put_whole(out, columns.ts);
    put_octets(out, 'B', columns.boot);
    put_whole(out, columns.mono);
    put_octets(out, 'T', columns.actor);
    put_octets(out, 'T', columns.kind);
    put_optional(out, 'B', columns.case_id);
    put_optional(out, 'T', columns.station);
    put_octets(out, 'T', columns.attrs);
    return out;
}

std::string leaf_of(const Columns& columns) {
    return base::sha256(std::string(1, '\0') + canonical_octets(columns));
}

std::string chain_of(std::string_view prev, std::string_view leaf) {
    return base::sha256(std::string(prev) + std::string(leaf));
}

const std::string& first_prev() {
    static const std::string zeros(32, '\0');
    return zeros;
}

base::Result<std::string> canonical_json(const std::map<std::string, base::AuditValue>& attrs) {
    nlohmann::json object = nlohmann::json::object();  // sorts its keys
    for (const auto& [key, value] : attrs) {
        const auto* text = std::get_if<std::string>(&value);
        if (text != nullptr && !base::is_utf8(*text)) {
            return base::Failure{base::FailureKind::defect,
                                 "an audit note holds octets that are not UTF-8", ""};
        }
        std::visit([&object, &k = key](const auto& v) { object[k] = v; }, value);
    }
    return object.dump();
}

}  // namespace audit
