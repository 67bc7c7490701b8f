#include "pipeline/kept_values.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace pipeline {
namespace {

using nlohmann::json;
using redaction::FoundValue;
using redaction::ValueType;

std::string dump(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

// What is not a text counts as an empty one: the library would throw.
std::string text_at(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

// What is not there, or is no such thing, is not vital: then the proof searches for it.
std::optional<redaction::Vital> vital_at(const json& object) {
    const auto found = object.find("vital");
    if (found == object.end() || !found->is_number_integer()) return std::nullopt;
    const auto number = found->get<int>();
    if (number < 0 || number > static_cast<int>(redaction::Vital::station_too))
        return std::nullopt;
    return static_cast<redaction::Vital>(number);
}

bool is_place(const json& object) {
    const auto found = object.find("place");
    return found != object.end() && found->is_boolean() && found->get<bool>();
}

base::Failure altered() {
    return {base::FailureKind::text, "what the vault keeps of this case cannot be read", ""};
}

const FoundValue* found_as(const redaction::Findings& findings, ValueType type,
                           const std::string& written) {
    const auto found = std::find_if(
        findings.values.begin(), findings.values.end(), [&](const FoundValue& value) {
            return value.type == type && value.as_written.reveal() == written;
        });
    return found == findings.values.end() ? nullptr : &*found;
}

std::string without_brackets(std::string token) {
    std::erase_if(token, [](char c) { return c == '[' || c == ']'; });
    return token;
}

// The token of this number, in whichever form it was covered.
std::string mask_of(const Journey& journey, const std::string& normal) {
    for (const auto& value : journey.covered) {
        if (value.type != ValueType::phone) continue;
        const auto* found = found_as(journey.findings, value.type, value.value.reveal());
        if (found != nullptr && found->normal.reveal() == normal)
            return without_brackets(value.token);
    }
    return "";
}

}  // namespace

std::string covered_to_json(const Journey& journey) {
    json values = json::array();
    for (const auto& value : journey.covered) {
        const auto& written = value.value.reveal();
        const auto* found = found_as(journey.findings, value.type, written);
        values.push_back({{"token", value.token},
                          {"type", redaction::name_of(value.type)},
                          {"role", redaction::name_of(value.role)},
                          {"value", written},
                          {"normal", found != nullptr ? found->normal.reveal() : written},
                          {"name", found != nullptr ? found->name.reveal() : ""},
                          {"vital", found != nullptr ? static_cast<int>(found->vital) : 0},
                          {"place", found == nullptr}});
    }
    json seeds = json::array();
    for (const auto& seed : journey.findings.seeds) seeds.push_back(seed.reveal());
    return dump({{"values", values}, {"seeds", seeds}});
}

base::Result<KeptValues> covered_from_json(const std::string& text) {
    const json parsed = json::parse(text, nullptr, false);
    if (!parsed.is_object() || !parsed.contains("values") || !parsed.contains("seeds"))
        return altered();
    KeptValues kept;
    for (const auto& item : parsed["values"]) {
        if (!item.is_object()) return altered();
        const auto type = redaction::value_type(text_at(item, "type"));
        const auto role = redaction::role(text_at(item, "role"));
        if (!type || !role) return altered();
        const base::Sensitive<std::string> value(text_at(item, "value"));
        kept.covered.push_back({text_at(item, "token"), *type, *role, value});
        FoundValue found;
        found.type = *type;
        found.role = *role;
        found.as_written = value;
        found.normal = base::Sensitive<std::string>(text_at(item, "normal"));
        found.name = base::Sensitive<std::string>(text_at(item, "name"));
        if (const auto vital = vital_at(item)) found.vital = *vital;
        // Covered where a child is the victim, and no finding: the place may be the station's.
        if (is_place(item)) found.cues = {"child"};
        kept.findings.values.push_back(std::move(found));
    }
    for (const auto& seed : parsed["seeds"]) {
        if (!seed.is_string()) return altered();
        kept.findings.seeds.emplace_back(seed.get<std::string>());
    }
    return kept;
}

std::string contact_to_json(const Journey& journey) {
    json out{{"safe_hours", journey.facts.life.safe_hours.value_or("")}};
    // A name in the header of an account that may be his is not hers.
    if (!journey.facts.account_may_be_his) out["name"] = journey.mail.from.name.value_or("");
    const auto chosen = cases::choose_contact(journey.findings, journey.facts);
    if (!chosen) {
        out["why"] = cases::name_of(chosen.error());
        return dump(out);
    }
    out["number"] = chosen->number.reveal();
    out["normal"] = chosen->normal.reveal();
    out["mask"] = mask_of(journey, chosen->normal.reveal());
    return dump(out);
}

base::Result<KeptContact> contact_from_json(const std::string& text) {
    const json parsed = json::parse(text, nullptr, false);
    if (!parsed.is_object()) return altered();
    KeptContact kept;
    kept.safe_hours = text_at(parsed, "safe_hours");
    kept.display_name = base::Sensitive<std::string>(text_at(parsed, "name"));
    kept.mask = text_at(parsed, "mask");
    const std::string number = text_at(parsed, "number");
    if (!number.empty()) {
        kept.contact = cases::Contact{base::Sensitive<std::string>(number),
                                      base::Sensitive<std::string>(text_at(parsed, "normal"))};
        return kept;
    }
    const auto why = cases::no_contact(text_at(parsed, "why"));
    if (!why) return altered();
    kept.contact = *why;
    return kept;
}

}  // namespace pipeline
