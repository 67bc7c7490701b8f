#include "pipeline/kept_copies.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "pipeline/json_names.h"
#include "redaction/kept_rendering.h"

namespace pipeline {
namespace {

using nlohmann::json;
using namespace understanding;
using redaction::FoundValue;

constexpr int version = 1;

void put(json& out, const char* key, const std::optional<std::string>& value) {
    if (value) out[key] = *value;
}

json life_json(const LifeFacts& life) {
    json out{{"money_paid", life.money_paid},
             {"same_house", life.same_house},
             {"platforms", life.platforms}};
    put(out, "safe_hours", life.safe_hours);
    put(out, "relation", life.relation);
    put(out, "threat", life.threat);
    put(out, "threat_when", life.threat_when);
    return out;
}

LifeFacts life_from(const json& kept) {
    LifeFacts life;
    life.money_paid = kept.at("money_paid").get<bool>();
    life.same_house = kept.at("same_house").get<bool>();
    life.platforms = kept.at("platforms").get<std::vector<std::string>>();
    life.safe_hours = optional_text(kept, "safe_hours");
    life.relation = optional_text(kept, "relation");
    life.threat = optional_text(kept, "threat");
    life.threat_when = optional_text(kept, "threat_when");
    return life;
}

json head_json(const Facts& facts) {
    json head{{"life", life_json(facts.life)}};
    put_head(head, facts);
    return head;
}

Facts head_from(const json& kept) {
    Facts facts;
    read_head(kept, facts);
    facts.life = life_from(kept.at("life"));
    return facts;
}

json candidates_json(const routing::Decision& decision) {
    json out = json::array();
    for (const auto& one : decision.candidates) {
        out.push_back({{"station", one.station.str()},
                       {"score", one.score},
                       {"unconfirmed", one.unconfirmed}});
    }
    return out;
}

routing::Decision decision_from(const json& all) {
    routing::Decision decision;
    decision.reason = named(all.at("reason"), routing::Reason::recorded);
    for (const auto& one : all.at("candidates")) {
        decision.candidates.push_back({base::StationId(one.at("station").get<std::string>()),
                                       one.at("score").get<double>(),
                                       one.at("unconfirmed").get<bool>()});
    }
    return decision;
}

bool is_shown_in(const redaction::RedactedMail& view, const FoundValue& value) {
    const auto& spans = view.spans();
    return std::any_of(spans.begin(), spans.end(), [&](const redaction::RenderedSpan& span) {
        return span.action == redaction::Action::keep && span.span == value.span;
    });
}

json value_json(const FoundValue& value) {
    return {{"type", redaction::name_of(value.type)},
            {"role", redaction::name_of(value.role)},
            {"written", value.as_written.reveal()},
            {"normal", value.normal.reveal()},
            {"name", value.name.reveal()},
            {"labelled", value.labelled},
            {"device", value.is_device},
            {"vital", static_cast<int>(value.vital)},
            {"holds_seed", value.holds_seed},
            {"public", value.is_public}};
}

FoundValue value_from(const json& kept) {
    const auto type = redaction::value_type(kept.at("type").get<std::string>());
    const auto role = redaction::role(kept.at("role").get<std::string>());
    const int vital = kept.at("vital").get<int>();
    if (!type || !role || vital < 0 || vital > static_cast<int>(redaction::Vital::station_too))
        throw std::out_of_range("a name that is not ours");
    FoundValue value;
    value.type = *type;
    value.role = *role;
    value.as_written = base::Sensitive(kept.at("written").get<std::string>());
    value.normal = base::Sensitive(kept.at("normal").get<std::string>());
    value.name = base::Sensitive(kept.value("name", std::string()));  // older copies: none
    value.labelled = kept.at("labelled").get<bool>();
    value.is_device = kept.at("device").get<bool>();
    value.vital = static_cast<redaction::Vital>(vital);
    value.holds_seed = kept.at("holds_seed").get<bool>();
    value.is_public = kept.at("public").get<bool>();
    return value;
}

}  // namespace

const redaction::RedactedMail* KeptCopies::view_for(redaction::Destination destination) const {
    const auto found = std::find_if(views.begin(), views.end(), [&](const auto& view) {
        return view.destination() == destination;
    });
    return found == views.end() ? nullptr : &*found;
}

std::string copies_to_json(const Journey& journey) {
    if (journey.held || journey.later_views.empty()) return "";
    json views = json::array();
    json shown = json::array();
    for (const auto& view : journey.later_views)
        views.push_back(redaction::rendering_to_json(view));
    for (const auto& value : journey.findings.values) {
        const auto in = [&](const auto& view) { return is_shown_in(view, value); };
        if (std::any_of(journey.later_views.begin(), journey.later_views.end(), in))
            shown.push_back(value_json(value));
    }
    const json all{{"version", version},
                   {"head", head_json(journey.facts)},
                   {"reason", routing::name_of(journey.decision.reason)},
                   {"candidates", candidates_json(journey.decision)},
                   {"views", std::move(views)},
                   {"shown", std::move(shown)},
                   {"without_token", journey.hers && journey.hers->proof == Proof::address}};
    return all.dump(-1, ' ', false, json::error_handler_t::replace);
}

base::Result<KeptCopies> copies_from_json(const std::string& text) {
    const base::Failure altered{base::FailureKind::text, "the kept copies cannot be read", ""};
    try {
        const json all = json::parse(text);
        if (all.at("version").get<int>() != version) return altered;
        KeptCopies kept;
        kept.facts = head_from(all.at("head"));
        kept.decision = decision_from(all);
        for (const auto& view : all.at("views")) {
            auto read = redaction::rendering_from_json(view.get<std::string>());
            if (!read) return read.error();
            kept.views.push_back(std::move(*read));
        }
        for (const auto& value : all.at("shown")) kept.shown.push_back(value_from(value));
        kept.without_token = all.at("without_token").get<bool>();
        return kept;
    } catch (const json::exception&) {
        return altered;
    } catch (const std::out_of_range&) {
        return altered;
    }
}

}  // namespace pipeline
