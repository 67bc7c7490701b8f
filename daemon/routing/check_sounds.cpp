// Names of different stations that fold to one key: in another script or spelling nobody could
// tell them apart, and a complaint would reach whichever was meant by chance.
#include <unordered_map>

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

void check_sounds(Draft& draft) {
    std::unordered_map<std::string, Owner> owners;
    owners.reserve(count_names(draft));
    for (const auto& row : draft.stations) {
        if (row.entry.state == understanding::StationState::retired) continue;
        const StationRow* told =
            nullptr;  // one problem for each pair, not for each of its spellings
        for (const auto* list : {&row.names, &row.localities})
            for (const auto& name : *list) {
                const auto [first, fresh] =
                    owners.emplace(sound_of(name.text), Owner{&row, &name});
                const StationRow* other = first->second.row;
                if (fresh || other == told || other->entry.id == row.entry.id ||
                    are_twins(row, *other))
                    continue;
                if (base::lower_ascii(first->second.name->text) == base::lower_ascii(name.text))
                    continue;  // said already
                complain({&row, &name}, first->second, draft.problems);
                told = other;
            }
    }
}

}  // namespace routing
