#include "understanding/relation.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace understanding {

namespace {

// Of people near to her most mails speak without accusing them.
enum class Near { yes, no };

struct Relation {
    std::string_view list;
    std::string_view name;
    Near near;
};

// Of equal weight the first one is told.
constexpr std::array<Relation, 12> relations{{{"relation.ex", "ex", Near::no},
                                              {"relation.colleague", "colleague", Near::no},
                                              {"relation.boss", "boss", Near::no},
                                              {"relation.teacher", "teacher", Near::no},
                                              {"relation.neighbour", "neighbour", Near::no},
                                              {"relation.classmate", "classmate", Near::no},
                                              {"relation.husband", "husband", Near::yes},
                                              {"relation.in_law", "in-law", Near::yes},
                                              {"relation.boyfriend", "boyfriend", Near::yes},
                                              {"relation.relative", "relative", Near::yes},
                                              {"relation.friend", "friend", Near::yes},
                                              {"relation.stranger", "stranger", Near::no}}};

bool names_another(const Passage& p, Range range) {
    static constexpr std::array<std::string_view, 3> frames{"role.naming", "role.naming_before",
                                                            "role.she_frame"};
    const auto within = [&](std::string_view list) { return p.has(list, range); };
    return std::any_of(frames.begin(), frames.end(), within) ||
           std::any_of(relations.begin(), relations.end(),
                       [&](const Relation& other) { return within(other.list); });
}

// "tell my husband", "पति को": who hears of it, or comes along.
bool only_hears(const Passage& p, Range hit) {
    const Range clause = p.clause_of(hit.first);
    constexpr std::size_t reach = 2;
    const std::size_t before = std::max(clause.first, hit.first - std::min(hit.first, reach));
    return p.has("relation.not_before", {before, hit.first}) ||
           p.has("relation.not_after", {hit.last, std::min(hit.last + reach, clause.last)});
}

// The verb may stand behind him, "by him" behind the verb.
bool harms(const Passage& p, Range hit) {
    const Range sentence = p.sentence_of(hit.first);
    const auto* deed = p.hit_in("role.harm", {hit.last, sentence.last});
    if (deed != nullptr && !names_another(p, {hit.last, deed->first}) &&
        !p.has("role.help", {hit.last, deed->first}) &&
        !p.has("role.him", {deed->last, std::min(deed->last + 1, sentence.last)}))
        return true;
    constexpr std::size_t reach = 2;  // "by my"
    const std::size_t before = std::max(sentence.first, hit.first - std::min(hit.first, reach));
    return p.has("relation.by", {before, hit.first}) &&
           p.has("role.harm", {sentence.first, hit.first});
}

// "My husband drinks. Then he hits me.": nobody else came up in between.
bool harms_later(const Passage& p, Range hit) {
    constexpr int sentences = 2;
    Range at = p.sentence_of(hit.first);
    if (names_another(p, {hit.last, at.last})) return false;
    for (int i = 0; i < sentences && at.last < p.tokens().size(); ++i) {
        at = p.sentence_of(at.last);
        if (names_another(p, at) || p.has("role.source", at) || p.has("role.source_before", at))
            return false;
        if (p.has("role.harm", at) && p.has("role.me", at)) return true;
    }
    return false;
}

int weight_of(const Passage& p, const Relation& relation, Range hit) {
    if (!is_own(p.zone_of(hit.first)) || p.has("harm.helper", p.clause_of(hit.first)) ||
        only_hears(p, hit))
        return 0;
    if (harms(p, hit)) return 2;
    return relation.near == Near::no || harms_later(p, hit) ? 1 : 0;
}

int weight_of(const std::vector<Passage>& passages, const Relation& relation) {
    int most = 0;
    for (const auto& p : passages) {
        for (const auto& hit : p.hits(relation.list))
            most = std::max(most, weight_of(p, relation, hit));
    }
    return most;
}

}  // namespace

std::optional<std::string> find_relation(const std::vector<Passage>& passages) {
    std::optional<std::string> best;
    int most = 0;
    for (const auto& relation : relations) {
        const int weight = weight_of(passages, relation);
        if (weight > most) {
            most = weight;
            best = relation.name;
        }
    }
    return best;
}

}  // namespace understanding
