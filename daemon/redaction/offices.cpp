#include "redaction/offices.h"

#include <algorithm>
#include <array>

namespace redaction {

bool is_office_number(const Page& page, const Candidate& phone) {
    if (!phone.normal.starts_with('0') || phone.normal.starts_with("00")) return false;
    constexpr std::size_t landline = 11, subscriber = 4;
    if (phone.normal.size() != landline || phone.normal[subscriber] > '7') return false;
    const auto clause = page.clause_of(phone.range.start);
    const auto police = page.last_cue_before("type.police", phone.range.start);
    if (!police || police->start < clause.start) return false;
    constexpr std::size_t most_words = 4;
    if (page.token_at(phone.range.start) - page.token_at(police->end) > most_words)
        return false;
    static constexpr std::array<List, 9> owners{
        "role.mine", "role.me",   "role.kin", "role.third",        "role.contact_request",
        "role.his",  "role.harm", "role.i",   "role.source_before"};
    return std::none_of(owners.begin(), owners.end(),
                        [&](List list) { return page.has_cue_in(list, clause); });
}

}  // namespace redaction
