// The octets that are hashed, for ever the same (promises.md 4.2). tests/audit/golden_rows.txt
// freezes them.
//
// Canonical octets: the columns seq, ts, boot, mono, actor, kind, case_id, station, attrs in
// this order, each as
//   NULL     'N'
//   integer  'I' and 8 octets, big-endian, two's complement
//   text     'T', length in 4 octets big-endian, UTF-8 octets
//   blob     'B', length in 4 octets big-endian, octets
// leaf = SHA-256(0x00 | canonical octets), chain = SHA-256(prev | leaf), prev of the first row:
// 32 zero octets.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/audit_note.h"
#include "base/result.h"

namespace audit {

struct Columns {
    std::int64_t seq = 0;
    std::int64_t ts = 0;
    std::string boot;  // 16 octets
    std::int64_t mono = 0;
    std::string actor;
    std::string kind;
    std::optional<std::string> case_id;  // 16 octets
    std::optional<std::string> station;
    std::string attrs;
};

std::string canonical_octets(const Columns& columns);
std::string leaf_of(const Columns& columns);                         // 32 octets
std::string chain_of(std::string_view prev, std::string_view leaf);  // 32 octets
const std::string& first_prev();                                     // 32 zero octets

// Canonical JSON: keys sorted by octet, no blanks, UTF-8 as it is. Fails where a text is not
// UTF-8.
base::Result<std::string> canonical_json(const std::map<std::string, base::AuditValue>& attrs);

}  // namespace audit
