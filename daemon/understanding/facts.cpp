#include "understanding/facts.h"

#include <algorithm>

namespace understanding {

namespace {

template <class Enum, std::size_t N>
std::optional<Enum> find_name(const std::array<std::string_view, N>& names,
                              std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Enum>(found - names.begin());
}

template <class Enum, std::size_t N>
constexpr std::string_view name_at(const std::array<std::string_view, N>& names, Enum value) {
    return names[static_cast<std::size_t>(value)];
}

// Each in the order of its enum.
constexpr std::array<std::string_view, 13> kinds{
    "complaint",   "follow_up",      "status_request", "stop",   "officer_answer",
    "desk_answer", "auditor_answer", "platform_alert", "bounce", "auto_reply",
    "canary",      "bulk",           "empty"};
constexpr std::array<std::string_view, 7> languages{"ml",      "hi",    "en", "ml-Latn",
                                                    "hi-Latn", "mixed", "und"};
constexpr std::array<std::string_view, 3> children{"no", "mentioned", "victim"};
constexpr std::array<std::string_view, 3> writers{"self", "other", "unclear"};
constexpr std::array<std::string_view, 15> categories{
    "threats",  "blackmail", "stalking",          "impersonation", "image_abuse",
    "obscene",  "fraud",     "hacking",           "defamation",    "workplace",
    "domestic", "dowry",     "public_harassment", "self_harm",     "other"};
constexpr std::array<std::string_view, 4> urgent_reasons{"self_harm", "danger_to_life",
                                                         "missing_person", "child_at_risk"};
constexpr std::array<std::string_view, 4> wheres{"subject", "text", "html", "header"};
constexpr std::array<std::string_view, 10> place_roles{
    "explicit_station", "residence", "incident", "offender", "signature",
    "person_name",      "near_by",   "subject",  "quoted",   "unknown"};
constexpr std::array<std::string_view, 4> tiers{"tight", "alias", "broad", "near"};

}  // namespace

std::string_view name_of(MailKind kind) { return name_at(kinds, kind); }
std::string_view name_of(Language language) { return name_at(languages, language); }
std::string_view name_of(Child child) { return name_at(children, child); }
std::string_view name_of(WrittenBy writer) { return name_at(writers, writer); }
std::string_view name_of(Category category) { return name_at(categories, category); }
std::string_view name_of(UrgentReason reason) { return name_at(urgent_reasons, reason); }
std::string_view name_of(Where where) { return name_at(wheres, where); }
std::string_view name_of(PlaceRole role) { return name_at(place_roles, role); }
std::string_view name_of(MatchTier tier) { return name_at(tiers, tier); }

std::optional<Category> category(std::string_view name) {
    return find_name<Category>(categories, name);
}
std::optional<MailKind> mail_kind(std::string_view name) {
    return find_name<MailKind>(kinds, name);
}

const ExaminedText* Facts::text_of(Where where) const {
    const auto found =
        std::find_if(texts.begin(), texts.end(),
                     [where](const ExaminedText& text) { return text.where == where; });
    return found == texts.end() ? nullptr : &*found;
}

}  // namespace understanding
