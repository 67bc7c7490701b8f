#include "redaction/agreement.h"

#include <algorithm>
#include <map>

namespace redaction {

namespace {

using Group = std::vector<Mention*>;

int protection(Role role) {
    switch (role) {
        case Role::complainant:
            return 5;
        case Role::family:
            return 4;
        case Role::third_party:
            return 3;
        case Role::unknown:
            return 2;
        case Role::official:
            return 1;
        case Role::offender:
            return 0;
    }
    return 5;
}

// A payment address or link that holds a phone shares the phone's owner.
std::string phone_inside(const Candidate& candidate) {
    if (candidate.type != ValueType::upi_vpa && candidate.type != ValueType::url) return {};
    std::string digits;
    for (const char c : candidate.normal + " ") {
        if (c >= '0' && c <= '9') {
            digits.push_back(c);
            continue;
        }
        constexpr std::size_t phone = 10;
        if (digits.size() >= phone && digits[digits.size() - phone] >= '6') {
            return digits.substr(digits.size() - phone);
        }
        digits.clear();
    }
    return {};
}

std::string key_of(const Mention& mention) {
    const auto& candidate = mention.candidate;
    if (candidate.type == ValueType::phone) return "PHONE " + candidate.normal;
    if (const auto phone = phone_inside(candidate); !phone.empty()) return "PHONE " + phone;
    return std::string(name_of(candidate.type)) + " " + candidate.normal;
}

struct Choice {
    Role role = Role::unknown;
    const Mention* from = nullptr;
};

// The most protected role among those that words, or only priors, decided.
Choice most_protected(const Group& group, bool by_words) {
    Choice choice;
    for (const auto* mention : group) {
        const auto& verdict = mention->verdict;
        if (verdict.only_prior == by_words || verdict.role == Role::unknown) continue;
        if (choice.from != nullptr && protection(verdict.role) <= protection(choice.role))
            continue;
        choice = {verdict.role, mention};
    }
    return choice;
}

Choice choose(const Group& group) {
    for (const auto* mention : group) {
        if (mention->is_seed) return {Role::complainant, mention};
    }
    for (const auto* mention : group) {
        if (mention->verdict.denied) return {Role::offender, mention};
    }
    auto choice = most_protected(group, true);
    if (choice.from == nullptr) choice = most_protected(group, false);
    return choice;
}

}  // namespace

void agree(std::vector<Mention>& mentions) {
    std::map<std::string, Group> groups;
    for (auto& mention : mentions) groups[key_of(mention)].push_back(&mention);
    for (auto& [key, group] : groups) {
        const auto choice = choose(group);
        for (auto* mention : group) {
            if (choice.from == nullptr) continue;
            if (mention != choice.from && mention->verdict.role != choice.role) {
                mention->verdict.cues = choice.from->verdict.cues;
                mention->verdict.cues.emplace_back("same value");
            }
            mention->verdict.role = choice.role;
        }
    }
}

}  // namespace redaction
