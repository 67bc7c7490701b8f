#include "cases/released.h"

#include <algorithm>
#include <array>
#include <set>

namespace cases {

class Releaser {
  public:
    static ReleasedValue of(std::vector<ReleasedValue::Item> items) {
        ReleasedValue value;
        value.items_ = std::move(items);
        return value;
    }
};

namespace {

using redaction::CoveredValue;
using redaction::ValueType;

constexpr std::array bundle_types{ValueType::person, ValueType::address, ValueType::phone};

// "[PHONE-K7Q2]" -> "PHONE-K7Q2".
std::string mask_of(const CoveredValue& value) {
    std::string mask = value.token;
    std::erase_if(mask, [](char c) { return c == '[' || c == ']'; });
    return mask;
}

std::vector<ReleasedValue::Item> bundle_items(const std::vector<CoveredValue>& covered,
                                              const base::Sensitive<std::string>& name) {
    std::vector<ReleasedValue::Item> items;
    for (const ValueType type : bundle_types) {
        for (const auto& value : covered) {
            if (value.type == type && value.role == redaction::Role::complainant)
                items.push_back({type, mask_of(value), value.value});
        }
        // Who writes no name in her text still has one in her mail program.
        const bool named = type != ValueType::person || !items.empty();
        if (!named && !name.reveal().empty()) items.push_back({type, "", name});
    }
    return items;
}

std::vector<ReleasedValue::Item> items_behind(const std::string& mask,
                                              const std::vector<CoveredValue>& covered,
                                              const base::Sensitive<std::string>& name) {
    if (mask == fir_mask) return bundle_items(covered, name);
    for (const auto& value : covered) {
        if (mask_of(value) == mask) return {{value.type, mask, value.value}};
    }
    return {};
}

bool is_approved(const ApprovedReveal& reveal) {
    std::set<std::string> mailboxes;
    for (const auto& approval : reveal.approvals) {
        if (approval.mailbox.empty() || approval.mailbox == reveal.asked_from) return false;
        mailboxes.insert(approval.mailbox);
    }
    return reveal.needed >= 1 && static_cast<int>(mailboxes.size()) >= reveal.needed;
}

}  // namespace

Release release_contact(const Contact& contact, const std::string& mask, const ReleaseOf& of) {
    return {Releaser::of({{ValueType::phone, mask, contact.number}}),
            {base::AuditEvent::contact_released,
             of.actor,
             of.case_id,
             of.station,
             {{"mask", mask}}}};
}

std::optional<Release> release_reveal(const ApprovedReveal& reveal,
                                      const std::vector<CoveredValue>& covered,
                                      const base::Sensitive<std::string>& display_name,
                                      const ReleaseOf& of) {
    auto items = items_behind(reveal.mask, covered, display_name);
    if (items.empty() || !is_approved(reveal)) return std::nullopt;
    return Release{
        Releaser::of(std::move(items)),
        {base::AuditEvent::reveal_sent,
         "daemon",
         of.case_id,
         of.station,
         {{"reveal", reveal.reveal}, {"mask", reveal.mask}, {"reason", reveal.reason}}}};
}

std::string types_behind(const std::string& mask, const std::vector<CoveredValue>& covered,
                         const base::Sensitive<std::string>& display_name) {
    std::string types;
    std::set<std::string_view> seen;
    for (const auto& item : items_behind(mask, covered, display_name)) {
        if (!seen.insert(redaction::name_of(item.type)).second) continue;
        types += (types.empty() ? "" : ",") + std::string(redaction::name_of(item.type));
    }
    return types;
}

}  // namespace cases
