#include "routing/staff_rule.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"

namespace routing {
namespace {

using understanding::Facts;

template <class Enum>
std::vector<std::string> names(std::initializer_list<Enum> values) {
    std::vector<std::string> texts;
    for (const auto value : values) texts.emplace_back(understanding::name_of(value));
    return texts;
}

std::vector<std::string> category_names() {
    using C = understanding::Category;
    return names({C::threats, C::blackmail, C::stalking, C::impersonation, C::image_abuse,
                  C::obscene, C::fraud, C::hacking, C::defamation, C::workplace, C::domestic,
                  C::dowry, C::public_harassment, C::self_harm, C::other});
}

std::vector<Field> make_fields() {
    using K = understanding::MailKind;
    using L = understanding::Language;
    using U = understanding::UrgentReason;
    std::vector<std::string> urgent =
        names({U::self_harm, U::danger_to_life, U::missing_person, U::child_at_risk});
    urgent.emplace_back("any");
    return {
        {"kind", names({K::complaint, K::platform_alert, K::bulk})},
        {"language", names({L::ml, L::hi, L::en, L::ml_latn, L::hi_latn, L::mixed, L::und})},
        {"category", category_names()},
        {"urgent", urgent},
        {"child", names({understanding::Child::no, understanding::Child::mentioned,
                         understanding::Child::victim})},
        {"written_by", names({understanding::WrittenBy::self, understanding::WrittenBy::other,
                              understanding::WrittenBy::unclear})},
        {"platform", {}},
        {"station", {}},
        {"district", {}},
        {"pin", {}}};
}

bool is_hers(understanding::PlaceRole role) {
    using R = understanding::PlaceRole;
    return role != R::offender && role != R::person_name && role != R::quoted;
}

bool has_place(const Facts& facts, std::string_view field,
               const std::set<std::string>& values) {
    for (const auto& place : facts.places) {
        if (!is_hers(place.role)) continue;
        for (const auto& candidate : place.candidates) {
            const bool district = field == "district";
            if (district && candidate.kind == understanding::PlaceKind::elsewhere) continue;
            if (values.contains(district ? candidate.district : candidate.station.str()))
                return true;
        }
    }
    return false;
}

bool has_urgency(const Facts& facts, const std::set<std::string>& values) {
    if (facts.urgency.flagged() && values.contains("any")) return true;
    return std::any_of(facts.urgency.reasons.begin(), facts.urgency.reasons.end(),
                       [&](auto reason) {
                           return values.contains(std::string(understanding::name_of(reason)));
                       });
}

bool satisfies(const Facts& facts, const std::string& field,
               const std::set<std::string>& values) {
    const auto has = [&](std::string_view value) {
        return values.contains(std::string(value));
    };
    if (field == "kind") return has(understanding::name_of(facts.kind));
    if (field == "language") return has(understanding::name_of(facts.language));
    if (field == "category") return has(understanding::name_of(facts.category));
    if (field == "child") return has(understanding::name_of(facts.child));
    if (field == "written_by") return has(understanding::name_of(facts.written_by));
    if (field == "urgent") return has_urgency(facts, values);
    if (field == "platform")
        return std::any_of(facts.life.platforms.begin(), facts.life.platforms.end(), has);
    if (field == "pin")
        return std::any_of(facts.pins.begin(), facts.pins.end(),
                           [&](const auto& pin) { return is_hers(pin.role) && has(pin.pin); });
    return has_place(facts, field, values);
}

bool fits_but_for_words(const StaffRule& rule, const Facts& facts) {
    return std::all_of(rule.when.begin(), rule.when.end(), [&](const auto& condition) {
        return satisfies(facts, condition.first, condition.second);
    });
}

bool is_fresh(const Facts& facts, const understanding::Span& span) {
    const auto* text = facts.text_of(span.where);
    if (text == nullptr) return true;
    return std::none_of(
        text->zones.begin(), text->zones.end(), [&](const understanding::Zone& zone) {
            const bool old = zone.kind == understanding::ZoneKind::quoted ||
                             zone.kind == understanding::ZoneKind::forwarded;
            return old && zone.span.start <= span.start && span.start < zone.span.end;
        });
}

bool has_words(const StaffRule& rule, const Facts& facts) {
    const std::string list = word_list_of(rule.id);
    return std::any_of(facts.words.begin(), facts.words.end(),
                       [&](const understanding::WordHit& hit) {
                           return hit.list == list && is_fresh(facts, hit.span);
                       });
}

// Known compromise: patterns look into the texts that the facts carry, the one place where this
// room does so. It hurts when facts without their texts are decided again: such a rule then
// never fits, and turns_on_text() has to say so.
bool has_pattern(const StaffRule& rule, const Facts& facts) {
    for (const auto& text : facts.texts)
        for (const auto& zone : text.zones) {
            if (!is_fresh(facts, zone.span) || zone.span.end > text.text.size()) continue;
            const auto piece = std::u32string_view(text.text).substr(
                zone.span.start, zone.span.end - zone.span.start);
            if (re2::RE2::PartialMatch(base::to_utf8(piece), *rule.compiled)) return true;
        }
    return false;
}

}  // namespace

const std::vector<Field>& fields() {
    static const std::vector<Field> all = make_fields();
    return all;
}

std::string word_list_of(const base::RuleId& rule) { return "rule." + rule.str(); }

bool holds(const StaffRule& rule, const Facts& facts) {
    if (!fits_but_for_words(rule, facts)) return false;
    if (!rule.words.empty() && !has_words(rule, facts)) return false;
    return rule.compiled == nullptr || has_pattern(rule, facts);
}

bool may_hold(const StaffRule& rule, const Facts& facts, const std::set<std::string>& unread) {
    if (!fits_but_for_words(rule, facts)) return false;
    return rule.words.empty() || unread.count(word_list_of(rule.id)) > 0 ||
           has_words(rule, facts);
}

}  // namespace routing
