#include "redaction/cast.h"

#include <algorithm>
#include <array>
#include <map>

#include "redaction/cast_weights.h"
#include "redaction/portrait.h"

namespace redaction {

namespace {

// So far the odds must lead before somebody is called the offender. A word for a relative or a
// friend beside the name has said more than no word.
double accused_from(Role role) {
    constexpr double undecided = 0.6, relative = 0.8, friend_or_witness = 1.2;
    if (role == Role::unknown) return undecided;
    return role == Role::third_party ? friend_or_witness : relative;
}
// Below it one is doubted who was accused by words about single mentions: sooner where only his
// trade was told and another is accused, for mechanics, owners and messengers are as
// often witnesses.
double doubted_below(const Portrait& portrait) {
    static constexpr std::array<std::string_view, 6> others{
        "former", "harm", "naming", "offender word", "stranger", "third person"};
    const bool more = std::any_of(others.begin(), others.end(),
                                  [&](auto cue) { return portrait.has_cue(cue); });
    constexpr double told_of = 0.2, only_called = 1.5;
    const bool by_trade = portrait.has_cue("calling") && !more;
    return by_trade && portrait.has(Trait::accused_else) ? only_called : told_of;
}

struct Sum {
    double total = nothing_known;
    double strongest = 0;
    std::string_view sign = "nothing";

    void add(double weight, std::string_view name) {
        total += weight;
        if (weight <= strongest) return;
        strongest = weight;
        sign = name;
    }
};

Sum sum_of(const Portrait& portrait) {
    Sum sum;
    for (const auto& [trait, weight] : weights_of_traits()) {
        if (portrait.has(trait)) sum.add(weight, "all that is told");
    }
    for (const auto& [cue, weight] : weights_of_cues()) {
        if (portrait.has_cue(cue)) sum.add(weight, cue);
    }
    for (const auto& [place, list, weight] : weights_of_words()) {
        if (portrait.has_word(place, list)) sum.add(weight, list.name());
    }
    return sum;
}

using Group = std::vector<std::size_t>;

// Her own name, one who signs, an office: words about others do not change them.
bool is_settled(const std::vector<Mention>& mentions, const Group& group) {
    return std::any_of(group.begin(), group.end(), [&](std::size_t m) {
        const auto& mention = mentions[m];
        return mention.is_seed || mention.is_public || mention.verdict.denied ||
               mention.verdict.role == Role::official;
    });
}

template <std::size_t Places, std::size_t Lists>
bool has_any(const Portrait& portrait, const std::array<Place, Places>& places,
             const std::array<List, Lists>& lists) {
    return std::any_of(places.begin(), places.end(), [&](Place place) {
        return std::any_of(lists.begin(), lists.end(),
                           [&](List list) { return portrait.has_word(place, list); });
    });
}

constexpr std::array left_of_name{Place::right_before, Place::before};
constexpr std::array right_of_name{Place::right_behind, Place::behind, Place::later};

// "My boss X", "I am Adv. X", "X and I", "X is being threatened", "X saw it", "X, 12": whatever
// else is told, nobody is accused who is spoken of so.
bool stands_with_her(const Portrait& portrait) {
    static constexpr std::array<List, 4> hers{"role.mine", "role.i", "type.i_am",
                                              "type.my_name"};
    static constexpr std::array<List, 1> herself{"role.i"};
    static constexpr std::array<List, 4> friendly{"role.passive", "role.help",
                                                  "role.beside_her", "type.witness"};
    return has_any(portrait, left_of_name, hers) ||
           has_any(portrait, std::array{Place::right_behind}, herself) ||
           has_any(portrait, right_of_name, friendly) || portrait.has(Trait::young) ||
           portrait.has(Trait::titled_woman);
}

// "Name X", "my man's name is X": where nobody was spoken of before, it is as often hers.
bool is_only_introduced(const Portrait& portrait) {
    static constexpr std::array<List, 2> names{"type.name_label", "type.name_intro"};
    return has_any(portrait, left_of_name, names) && portrait.has(Trait::first_named) &&
           !portrait.has(Trait::after_he);
}

// Named once and before anybody else, and nobody says "he" behind: as often she who writes.
bool is_hardly_told_of(const Portrait& portrait) {
    return portrait.has(Trait::named_once) && portrait.has(Trait::first_named) &&
           portrait.has(Trait::nobody_accused) && !portrait.has(Trait::told_of_he);
}

// "His wife X told me": who tells her something accuses himself of nothing.
bool only_tells(const Portrait& portrait) {
    return portrait.has_word(Place::at_the_end, "role.says") ||
           has_any(portrait, right_of_name, std::array<List, 2>{"role.help", "type.witness"});
}

bool may_be_accused(const Portrait& portrait, Role role) {
    static constexpr std::array<List, 2> relation{"role.kin", "role.third"};
    const bool related = role == Role::third_party || has_any(portrait, left_of_name, relation);
    if (related && only_tells(portrait)) return false;
    return role != Role::unknown ||
           (!stands_with_her(portrait) && !is_hardly_told_of(portrait) &&
            !is_only_introduced(portrait));
}

struct Change {
    const Group* group;
    Role role;
    std::string_view sign;
};

void settle(std::vector<Mention>& mentions, const Change& change) {
    for (const auto m : *change.group) {
        auto& verdict = mentions[m].verdict;
        verdict.role = change.role;
        verdict.only_prior = false;
        verdict.cues.emplace_back("cast:" + std::string(change.sign));
    }
}

}  // namespace

void settle_cast(const std::vector<Page>& pages, const std::vector<std::size_t>& pages_of,
                 const std::vector<Candidates>& values, std::vector<Mention>& mentions) {
    std::map<std::string, Group> cast;
    for (std::size_t m = 0; m < mentions.size(); ++m) {
        if (mentions[m].candidate.type == ValueType::person)
            cast[mentions[m].candidate.normal].push_back(m);
    }
    Company company;
    company.persons = cast.size();
    for (const auto& [name, group] : cast) {
        const auto& mention = mentions[group.front()];
        if (mention.verdict.role == Role::offender) ++company.accused;
        if (mention.is_seed) continue;
        company.first = std::min(company.first, group.front());
        company.last = std::max(company.last, group.front());
    }
    const Portraits portraits(pages, pages_of, values, mentions);
    std::vector<Change> changes;  // made when all have been asked
    for (const auto& [name, group] : cast) {
        if (is_settled(mentions, group)) continue;
        const auto portrait = portraits.of(group, company);
        const auto sum = sum_of(portrait);
        const auto role = mentions[group.front()].verdict.role;
        if (role == Role::offender) {
            if (sum.total < doubted_below(portrait))
                changes.push_back({&group, Role::unknown, "doubtful"});
        } else if (sum.total > accused_from(role) && may_be_accused(portrait, role)) {
            changes.push_back({&group, Role::offender, sum.sign});
        }
    }
    for (const auto& change : changes) settle(mentions, change);
}

}  // namespace redaction
