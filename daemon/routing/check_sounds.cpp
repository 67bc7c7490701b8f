// Names of different stations that fold to one key: in another script or spelling nobody could
// tell them apart, and a complaint would reach whichever was meant by chance.
#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

#include "base/text.h"
#include "routing/draft.h"
#include "understanding/fold.h"
#include "understanding/view.h"

namespace routing {
namespace {

struct Owner {
    const StationRow* row;
    const Placed* name;
};

void complain(const Owner& later, const Owner& earlier, base::Problems& problems) {
    const auto& at = *earlier.name->at;
    problems.push_back(yaml::problem_at(
        *later.name->at, "'" + later.name->text + "' sounds like '" + earlier.name->text + "'",
        "another script or spelling makes them one name: let both stations name each other "
        "under 'namesakes'",
        earlier.row->entry.id.str() + ", line " + std::to_string(at.line) + " of " +
            at.source->name));
}

}  // namespace

// The broad key by which the places of a mail are found, in the first reading of each word.
std::string sound_of(const std::string& name) {
    const auto source = base::to_code_points(name);
    const auto view = understanding::make_view(source);
    std::string sound;
    for (const auto& token : understanding::tokenise(view, source)) {
        const auto word =
            std::u32string_view(view.text).substr(token.start, token.end - token.start);
        sound += understanding::broad_keys(understanding::settle(word)).front();
    }
    return sound;
}

namespace {

struct Heard {
    std::size_t hash = 0;   // of the sound
    std::size_t order = 0;  // in the files
    Owner owner{};
};

// Sorted by hash: a table of 200,000 short texts costs several times as much.
std::vector<Heard> hear_all(const Draft& draft) {
    std::vector<Heard> heard;
    heard.reserve(count_names(draft));
    for (const auto& row : draft.stations) {
        if (row.entry.state == understanding::StationState::retired) continue;
        for (const auto* list : {&row.names, &row.localities})
            for (const auto& name : *list)
                heard.push_back({std::hash<std::string>{}(sound_of(name.text)), heard.size(),
                                 Owner{&row, &name}});
    }
    std::sort(heard.begin(), heard.end(), [](const Heard& a, const Heard& b) {
        return std::tie(a.hash, a.order) < std::tie(b.hash, b.order);
    });
    return heard;
}

struct Clash {
    std::size_t order = 0;
    Owner later{};
    Owner earlier{};
};

bool are_at_odds(const Owner& later, const Owner& earlier) {
    return later.row->entry.id != earlier.row->entry.id &&
           !are_twins(*later.row, *earlier.row) &&
           base::lower_ascii(later.name->text) !=
               base::lower_ascii(earlier.name->text);  // else said already
}

// In the order of the files: each name against the first that has its sound.
std::vector<Clash> clashes_of(const std::vector<Heard>& heard) {
    std::vector<Clash> clashes;
    for (auto first = heard.begin(); first != heard.end();) {
        const auto last = std::find_if(
            first, heard.end(), [&](const Heard& one) { return one.hash != first->hash; });
        std::map<std::string, Owner> owners;
        for (auto one = first; last - first > 1 && one != last; ++one) {
            const auto& owner =
                owners.emplace(sound_of(one->owner.name->text), one->owner).first->second;
            if (are_at_odds(one->owner, owner))
                clashes.push_back({one->order, one->owner, owner});
        }
        first = last;
    }
    std::sort(clashes.begin(), clashes.end(),
              [](const Clash& a, const Clash& b) { return a.order < b.order; });
    return clashes;
}

}  // namespace

void check_sounds(Draft& draft) {
    const StationRow* row = nullptr;
    const StationRow* told = nullptr;  // one problem for each pair, not for each spelling
    for (const auto& clash : clashes_of(hear_all(draft))) {
        if (clash.later.row == row && clash.earlier.row == told) continue;
        complain(clash.later, clash.earlier, draft.problems);
        row = clash.later.row;
        told = clash.earlier.row;
    }
}

}  // namespace routing
