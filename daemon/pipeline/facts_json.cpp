#include "pipeline/facts_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "pipeline/json_names.h"
#include "routing/in_words.h"

namespace pipeline {
namespace {

using nlohmann::json;
using namespace understanding;

constexpr int version = 1;

template <class Enum>
Enum numbered(const json& number, Enum last) {
    const auto value = number.get<int>();
    if (value < 0 || value > static_cast<int>(last)) throw std::out_of_range("no such value");
    return static_cast<Enum>(value);
}

json span_json(const Span& span) { return {name_of(span.where), span.start, span.end}; }

Span span_from(const json& value) {
    return {named(value.at(0), Where::header), value.at(1).get<std::uint32_t>(),
            value.at(2).get<std::uint32_t>()};
}

// Only words of ours, such as the name of a list. Hours and the like may be her own words.
bool is_code(const std::string& word) {
    return !word.empty() && word.size() <= 24 &&
           std::all_of(word.begin(), word.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
                      c == '_' || c == '.';
           });
}

// Some decisions turn on why a place has its role: "near Kollam" names her district.
json place_json(const PlaceMention& mention) {
    json candidates = json::array();
    json cues = json::array();
    std::copy_if(mention.cues.begin(), mention.cues.end(), std::back_inserter(cues), is_code);
    for (const auto& one : mention.candidates) {
        candidates.push_back({{"kind", static_cast<int>(one.kind)},
                              {"station", one.station.str()},
                              {"district", one.district},
                              {"name", one.name}});
    }
    return {{"span", span_json(mention.span)},
            {"tier", name_of(mention.tier)},
            {"role", name_of(mention.role)},
            {"candidates", std::move(candidates)},
            {"cues", std::move(cues)}};
}

PlaceMention place_from(const json& value) {
    PlaceMention mention;
    mention.span = span_from(value.at("span"));
    mention.tier = named(value.at("tier"), MatchTier::near);
    mention.role = named(value.at("role"), PlaceRole::unknown);
    for (const auto& one : value.at("candidates")) {
        mention.candidates.push_back({numbered(one.at("kind"), PlaceKind::elsewhere),
                                      base::StationId(one.at("station").get<std::string>()),
                                      one.at("district").get<std::string>(),
                                      one.at("name").get<std::string>()});
    }
    if (value.contains("cues"))  // absent in what was kept before decisions asked for them
        mention.cues = value.at("cues").get<std::vector<std::string>>();
    return mention;
}

json pin_json(const PinMention& pin) {
    return {{"span", span_json(pin.span)}, {"pin", pin.pin}, {"role", name_of(pin.role)}};
}

PinMention pin_from(const json& value) {
    return {span_from(value.at("span")), value.at("pin").get<std::string>(),
            named(value.at("role"), PlaceRole::unknown)};
}

// Zones without their owners' names; the text itself stays away.
json text_json(const ExaminedText& text) {
    json zones = json::array();
    for (const auto& zone : text.zones) {
        zones.push_back(
            {static_cast<int>(zone.kind), static_cast<int>(zone.owner), span_json(zone.span)});
    }
    return {{"where", name_of(text.where)}, {"zones", std::move(zones)}};
}

ExaminedText text_from(const json& value) {
    ExaminedText text;
    text.where = named(value.at("where"), Where::header);
    for (const auto& one : value.at("zones")) {
        Zone zone;
        zone.kind = numbered(one.at(0), ZoneKind::chat_line);
        zone.owner = numbered(one.at(1), ZoneOwner::unknown);
        zone.span = span_from(one.at(2));
        text.zones.push_back(std::move(zone));
    }
    return text;
}

// Hits by list, so that a list is named once; of staff rules' own words only, since rules ask
// for no others.
json words_json(const std::vector<WordHit>& words) {
    json lists = json::object();
    for (const auto& hit : words) {
        if (routing::is_word_list_of_rule(hit.list))
            lists[hit.list].push_back(span_json(hit.span));
    }
    return lists;
}

std::vector<WordHit> words_from(const json& lists) {
    std::vector<WordHit> words;
    for (const auto& [list, spans] : lists.items())
        for (const auto& span : spans) words.push_back({list, span_from(span)});
    std::stable_sort(words.begin(), words.end(),
                     [](const WordHit& a, const WordHit& b) { return a.span < b.span; });
    return words;
}

json life_json(const LifeFacts& life) {
    json platforms = json::array();
    std::copy_if(life.platforms.begin(), life.platforms.end(), std::back_inserter(platforms),
                 is_code);
    json kept{{"money_paid", life.money_paid},
              {"same_house", life.same_house},
              {"platforms", std::move(platforms)}};
    if (life.relation && is_code(*life.relation)) kept["relation"] = *life.relation;
    if (life.threat && is_code(*life.threat)) kept["threat"] = *life.threat;
    if (life.threat_when && is_code(*life.threat_when)) kept["threat_when"] = *life.threat_when;
    return kept;
}

LifeFacts life_from(const json& value) {
    LifeFacts life;
    life.money_paid = value.at("money_paid").get<bool>();
    life.same_house = value.at("same_house").get<bool>();
    life.platforms = value.at("platforms").get<std::vector<std::string>>();
    life.relation = optional_text(value, "relation");
    life.threat = optional_text(value, "threat");
    life.threat_when = optional_text(value, "threat_when");
    return life;
}

template <class T, class Make>
json list_json(const std::vector<T>& values, Make make) {
    json list = json::array();
    for (const auto& value : values) list.push_back(make(value));
    return list;
}

void read_flags(const json& all, Facts& facts) {
    facts.answers_letter = all.at("answers_letter").get<bool>();
    facts.automatic = all.at("automatic").get<bool>();
    facts.complete = all.at("complete").get<bool>();
    // Absent in what was kept before rules asked for them.
    facts.sender_domain = optional_text(all, "sender_domain").value_or("");
    if (all.contains("minute_of_day")) facts.minute_of_day = all.at("minute_of_day").get<int>();
    // That a number was quoted decides; which one is a matter of her text.
    if (all.at("quotes_case_number").get<bool>()) facts.quoted_case_number = "";
}

Facts read_facts(const json& all) {
    Facts facts;
    read_head(all, facts);
    read_flags(all, facts);
    facts.life = life_from(all.at("life"));
    for (const auto& text : all.at("texts")) facts.texts.push_back(text_from(text));
    facts.words = words_from(all.at("words"));
    for (const auto& place : all.at("places")) facts.places.push_back(place_from(place));
    for (const auto& pin : all.at("pins")) facts.pins.push_back(pin_from(pin));
    return facts;
}

}  // namespace

std::string facts_to_json(const Facts& facts, const WordsLookedFor& words) {
    json all{{"version", version},
             {"answers_letter", facts.answers_letter},
             {"automatic", facts.automatic},
             {"complete", facts.complete},
             {"sender_domain", facts.sender_domain},
             {"quotes_case_number", facts.quoted_case_number.has_value()},
             {"life", life_json(facts.life)},
             {"texts", list_json(facts.texts, text_json)},
             {"words", words_json(facts.words)},
             {"places", list_json(facts.places, place_json)},
             {"pins", list_json(facts.pins, pin_json)},
             {"vocabulary", words.vocabulary},
             {"rule_words", words.rules}};
    put_head(all, facts);
    if (facts.minute_of_day) all["minute_of_day"] = *facts.minute_of_day;
    return all.dump(-1, ' ', false, json::error_handler_t::replace);
}

base::Result<KeptFacts> facts_from_json(const std::string& text) {
    const base::Failure unreadable{base::FailureKind::text, "the kept facts cannot be read",
                                   ""};
    try {
        const json all = json::parse(text);
        if (all.at("version").get<int>() != version) return unreadable;
        KeptFacts kept;
        kept.facts = read_facts(all);
        kept.words.vocabulary = all.at("vocabulary").get<std::string>();
        kept.words.rules = all.at("rule_words").get<std::map<std::string, std::string>>();
        return kept;
    } catch (const json::exception&) {
        return unreadable;
    } catch (const std::out_of_range&) {
        return unreadable;
    }
}

}  // namespace pipeline
