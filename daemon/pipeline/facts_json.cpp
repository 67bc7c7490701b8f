#include "pipeline/facts_json.h"

#include <nlohmann/json.hpp>

namespace pipeline {
namespace {

using nlohmann::json;

json place_json(const understanding::PlaceMention& mention) {
    json candidates = json::array();
    for (const auto& candidate : mention.candidates) {
        candidates.push_back(
            {{"station", candidate.station.str()}, {"district", candidate.district}});
    }
    return {{"role", understanding::name_of(mention.role)},
            {"tier", understanding::name_of(mention.tier)},
            {"where", understanding::name_of(mention.span.where)},
            {"start", mention.span.start},
            {"end", mention.span.end},
            {"candidates", candidates}};
}

}  // namespace

std::string facts_to_json(const understanding::Facts& facts) {
    json places = json::array();
    for (const auto& mention : facts.places) places.push_back(place_json(mention));
    json urgent = json::array();
    for (const auto reason : facts.urgency.reasons)
        urgent.push_back(understanding::name_of(reason));
    json words = json::object();
    for (const auto& hit : facts.words) words[hit.list] = words.value(hit.list, 0) + 1;
    const json all{{"kind", understanding::name_of(facts.kind)},
                   {"language", understanding::name_of(facts.language)},
                   {"urgent", urgent},
                   {"child", understanding::name_of(facts.child)},
                   {"written_by", understanding::name_of(facts.written_by)},
                   {"offender_in_police", facts.offender_in_police},
                   {"account_may_be_his", facts.account_may_be_his},
                   {"mail_unsafe", facts.mail_unsafe},
                   {"automatic", facts.automatic},
                   {"category", understanding::name_of(facts.category)},
                   {"places", places},
                   {"words", words}};
    return all.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace pipeline
