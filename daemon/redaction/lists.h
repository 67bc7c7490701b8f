// The word lists that this room asks for, by number.
//
// Promise: a list that is not among the required ones does not compile. Inside the room only.
#pragma once

#include <algorithm>
#include <array>
#include <bitset>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace redaction {

// In order, for a binary search.
inline constexpr auto list_names = std::to_array<std::string_view>({"role.and",
                                                                    "role.another",
                                                                    "role.at_ours",
                                                                    "role.beside_her",
                                                                    "role.blocked",
                                                                    "role.call_noun",
                                                                    "role.changed",
                                                                    "role.clones",
                                                                    "role.closes",
                                                                    "role.comes_upon",
                                                                    "role.complains",
                                                                    "role.contact_deed",
                                                                    "role.contact_request",
                                                                    "role.copula",
                                                                    "role.denied",
                                                                    "role.described",
                                                                    "role.did",
                                                                    "role.done",
                                                                    "role.fake",
                                                                    "role.former",
                                                                    "role.from_it",
                                                                    "role.gets",
                                                                    "role.goal",
                                                                    "role.goal_before",
                                                                    "role.hacked",
                                                                    "role.harm",
                                                                    "role.he_is",
                                                                    "role.header_to",
                                                                    "role.help",
                                                                    "role.hers",
                                                                    "role.hers_too",
                                                                    "role.him",
                                                                    "role.his",
                                                                    "role.his_own",
                                                                    "role.i",
                                                                    "role.in_her_name",
                                                                    "role.innocent",
                                                                    "role.it",
                                                                    "role.kin",
                                                                    "role.kin_man",
                                                                    "role.left_open",
                                                                    "role.like_me",
                                                                    "role.man",
                                                                    "role.married",
                                                                    "role.me",
                                                                    "role.meanwhile",
                                                                    "role.mine",
                                                                    "role.mine_alone",
                                                                    "role.naming",
                                                                    "role.naming_before",
                                                                    "role.neutral",
                                                                    "role.new_or_old",
                                                                    "role.no_contact",
                                                                    "role.not",
                                                                    "role.offender_noun",
                                                                    "role.one",
                                                                    "role.owning",
                                                                    "role.paid_back",
                                                                    "role.paid_from",
                                                                    "role.partner",
                                                                    "role.passive",
                                                                    "role.pay",
                                                                    "role.planted",
                                                                    "role.rang",
                                                                    "role.receive",
                                                                    "role.relative",
                                                                    "role.rings",
                                                                    "role.says",
                                                                    "role.she_acts",
                                                                    "role.she_frame",
                                                                    "role.since_then",
                                                                    "role.source",
                                                                    "role.source_before",
                                                                    "role.suspect_noun",
                                                                    "role.suspicion",
                                                                    "role.tags",
                                                                    "role.taken_from",
                                                                    "role.the_one",
                                                                    "role.third",
                                                                    "role.tied",
                                                                    "role.to_it",
                                                                    "role.trouble",
                                                                    "role.uses",
                                                                    "role.which",
                                                                    "role.whose",
                                                                    "role.with_him",
                                                                    "role.woman",
                                                                    "role.works",
                                                                    "role.writes",
                                                                    "role.your",
                                                                    "role.yours",
                                                                    "type.aadhaar",
                                                                    "type.account",
                                                                    "type.address",
                                                                    "type.after_name",
                                                                    "type.age",
                                                                    "type.age_after",
                                                                    "type.age_bare",
                                                                    "type.amount",
                                                                    "type.business",
                                                                    "type.card",
                                                                    "type.case_ref",
                                                                    "type.class",
                                                                    "type.closing",
                                                                    "type.device",
                                                                    "type.digit_0",
                                                                    "type.digit_1",
                                                                    "type.digit_2",
                                                                    "type.digit_3",
                                                                    "type.digit_4",
                                                                    "type.digit_5",
                                                                    "type.digit_6",
                                                                    "type.digit_7",
                                                                    "type.digit_8",
                                                                    "type.digit_9",
                                                                    "type.digit_double",
                                                                    "type.digit_triple",
                                                                    "type.dob",
                                                                    "type.does",
                                                                    "type.door",
                                                                    "type.duration",
                                                                    "type.duration_after",
                                                                    "type.firm",
                                                                    "type.given_name",
                                                                    "type.gstin",
                                                                    "type.handle",
                                                                    "type.homograph",
                                                                    "type.honorific",
                                                                    "type.honorific_after",
                                                                    "type.house",
                                                                    "type.i_am",
                                                                    "type.ifsc",
                                                                    "type.imei",
                                                                    "type.initial",
                                                                    "type.institution",
                                                                    "type.ip",
                                                                    "type.is",
                                                                    "type.licence",
                                                                    "type.lives",
                                                                    "type.mail",
                                                                    "type.misc",
                                                                    "type.month",
                                                                    "type.my_name",
                                                                    "type.name_intro",
                                                                    "type.name_label",
                                                                    "type.not_house",
                                                                    "type.number_word",
                                                                    "type.order",
                                                                    "type.org",
                                                                    "type.org_link",
                                                                    "type.pan",
                                                                    "type.park",
                                                                    "type.passport",
                                                                    "type.person_before",
                                                                    "type.person_behind",
                                                                    "type.person_case",
                                                                    "type.phone",
                                                                    "type.pin",
                                                                    "type.place_word",
                                                                    "type.plain",
                                                                    "type.police",
                                                                    "type.post_office",
                                                                    "type.role_noun",
                                                                    "type.subject",
                                                                    "type.trade",
                                                                    "type.upi",
                                                                    "type.upi_ref",
                                                                    "type.vehicle",
                                                                    "type.venue",
                                                                    "type.version",
                                                                    "type.vid",
                                                                    "type.voter",
                                                                    "type.witness",
                                                                    "type.works",
                                                                    "who.am"});
static_assert(std::is_sorted(list_names.begin(), list_names.end()));

class List {
  public:
    // Implicit on purpose: lists are named by their text.
    consteval List(const char* name) : number_(number_of(name)) {
        if (number_ == list_names.size()) throw "this list is not required";
    }
    static std::optional<List> named(std::string_view name) {
        static const std::unordered_map<std::string_view, std::size_t> numbers = [] {
            std::unordered_map<std::string_view, std::size_t> all;
            for (std::size_t i = 0; i < list_names.size(); ++i) all.emplace(list_names[i], i);
            return all;
        }();
        const auto found = numbers.find(name);
        if (found == numbers.end()) return std::nullopt;
        return List(found->second);
    }
    constexpr std::size_t number() const { return number_; }
    constexpr std::string_view name() const { return list_names[number_]; }
    constexpr bool operator==(const List&) const = default;

  private:
    constexpr explicit List(std::size_t number) : number_(number) {}
    static constexpr std::size_t number_of(std::string_view name) {
        const auto found = std::lower_bound(list_names.begin(), list_names.end(), name);
        if (found == list_names.end() || *found != name) return list_names.size();
        return static_cast<std::size_t>(found - list_names.begin());
    }

    std::size_t number_;
};

// Which lists cover a word.
using ListSet = std::bitset<list_names.size()>;

template <std::size_t N>
ListSet set_of(const std::array<List, N>& lists) {
    ListSet set;
    for (const auto list : lists) set.set(list.number());
    return set;
}

}  // namespace redaction
