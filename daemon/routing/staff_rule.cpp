#include "routing/staff_rule.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/mail_domain.h"
#include "base/text.h"
#include "routing/in_words.h"

namespace routing {
namespace {

using understanding::Facts;
using understanding::PlaceCandidate;

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
        {"kind", names({K::complaint, K::platform_alert, K::bulk}), "What kind of mail it is"},
        {"language", names({L::ml, L::hi, L::en, L::ml_latn, L::hi_latn, L::mixed, L::und}),
         "The language it is written in"},
        {"category", category_names(), "What it complains of"},
        {"urgent", urgent, "Why it is urgent; any: for whatever reason"},
        {"child",
         names({understanding::Child::no, understanding::Child::mentioned,
                understanding::Child::victim}),
         "Whether a child is concerned"},
        {"written_by",
         names({understanding::WrittenBy::self, understanding::WrittenBy::other,
                understanding::WrittenBy::unclear}),
         "Who writes"},
        {"platform", {}, "A platform named in it, as in platforms.yaml or words/life.yaml"},
        {"station", {}, "Ids of stations that it names by themselves or by a place of theirs"},
        {"place", {}, "Names of places in the rules: a station, a locality, a place elsewhere"},
        {"district", {}, "Districts it names, or that a place in it lies in"},
        {"pin", {}, "PIN codes of hers"},
        {"sender_domain",
         {},
         "The mail domain of the sender, with its subdomains; anybody can write any"},
        {"time_of_day",
         {},
         "When it came, by the clock: 22:00-06:00, the second not included"}};
}

bool is_hers(understanding::PlaceRole role) {
    using R = understanding::PlaceRole;
    return role != R::offender && role != R::person_name && role != R::quoted;
}

// What a place is known by in a condition of `field`.
const std::string& name_under(std::string_view field, const PlaceCandidate& place) {
    if (field == "district") return place.district;
    return field == "place" ? place.name : place.station.str();
}

bool has_place(const Facts& facts, std::string_view field,
               const std::set<std::string>& values) {
    for (const auto& place : facts.places) {
        if (!is_hers(place.role)) continue;
        for (const auto& candidate : place.candidates) {
            const bool elsewhere = candidate.kind == understanding::PlaceKind::elsewhere;
            if (elsewhere && field == "district") continue;
            if (values.contains(name_under(field, candidate))) return true;
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

// Subdomains count: mail.example.org for example.org.
bool is_sent_from(const Facts& facts, const std::set<std::string>& domains) {
    return !facts.sender_domain.empty() &&
           std::any_of(domains.begin(), domains.end(), [&](const std::string& domain) {
               return base::lies_within(facts.sender_domain, domain);
           });
}

// A time that is not known is no time at which a rule holds.
bool came_at(const Facts& facts, const std::set<std::string>& times) {
    return facts.minute_of_day &&
           std::any_of(times.begin(), times.end(), [&](const std::string& time) {
               const auto hours = hours_of(time);
               return hours && hours->contains(*facts.minute_of_day);
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
    if (field == "sender_domain") return is_sent_from(facts, values);
    if (field == "time_of_day") return came_at(facts, values);
    if (field == "platform")
        return std::any_of(facts.life.platforms.begin(), facts.life.platforms.end(), has);
    if (field == "pin")
        return std::any_of(facts.pins.begin(), facts.pins.end(),
                           [&](const auto& pin) { return is_hers(pin.role) && has(pin.pin); });
    return has_place(facts, field, values);
}

// The first condition, words and pattern aside, that the facts do not satisfy.
std::optional<std::string_view> failing_condition(const StaffRule& rule, const Facts& facts) {
    for (const auto& [field, values] : rule.when)
        if (!satisfies(facts, field, values)) return field;
    return std::nullopt;
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

bool Hours::contains(int minute) const {
    if (from <= until) return from <= minute && minute < until;
    return minute >= from || minute < until;
}

std::optional<int> minute_of(std::string_view text) {
    static const re2::RE2 form("([01][0-9]|2[0-3]):([0-5][0-9])");
    int hour = 0;
    int minute = 0;
    constexpr int minutes_of_an_hour = 60;
    if (!re2::RE2::FullMatch(text, form, &hour, &minute)) return std::nullopt;
    return hour * minutes_of_an_hour + minute;
}

std::optional<Hours> hours_of(std::string_view text) {
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto from = minute_of(text.substr(0, dash));
    const auto until = minute_of(text.substr(dash + 1));
    if (!from || !until || *from == *until) return std::nullopt;
    return Hours{*from, *until};
}

std::optional<std::string_view> failing_field(const StaffRule& rule, const Facts& facts) {
    if (const auto field = failing_condition(rule, facts)) return field;
    if (!rule.words.empty() && !has_words(rule, facts)) return "words";
    if (rule.compiled != nullptr && !has_pattern(rule, facts)) return "pattern";
    return std::nullopt;
}

bool holds(const StaffRule& rule, const Facts& facts) { return !failing_field(rule, facts); }

bool may_hold(const StaffRule& rule, const Facts& facts, const std::set<std::string>& unread) {
    if (failing_condition(rule, facts)) return false;
    return rule.words.empty() || unread.contains(word_list_of(rule.id)) ||
           has_words(rule, facts);
}

}  // namespace routing
