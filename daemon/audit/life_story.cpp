#include "audit/life_story.h"

#include <nlohmann/json.hpp>

namespace audit {
namespace {

using base::AuditEvent;

std::string text_of(const Columns& event, const char* key) {
    const auto attrs = nlohmann::json::parse(event.attrs, nullptr, false);
    if (!attrs.is_object()) return "";
    const auto found = attrs.find(key);
    return found != attrs.end() && found->is_string() ? found->get<std::string>() : "";
}

bool is_word_of_an_officer(AuditEvent kind) {
    return kind == AuditEvent::called || kind == AuditEvent::mail_safety ||
           kind == AuditEvent::signed_complaint || kind == AuditEvent::identified ||
           kind == AuditEvent::wish || kind == AuditEvent::fir_registered;
}

// A case that is closed can only be opened again.
bool moves_a_case(AuditEvent kind) {
    return kind == AuditEvent::closing_asked || kind == AuditEvent::closing_refused ||
           kind == AuditEvent::moved || kind == AuditEvent::case_held;
}

bool needs_check_call(const std::string& outcome) {
    return outcome == "settled_heard_alone" || outcome == "withdrawn_heard";
}

}  // namespace

std::optional<std::string> LifeStory::step(AuditEvent kind, const Columns& event) {
    if (is_word_of_an_officer(kind)) return word(kind, event);
    if (kind == AuditEvent::closed) return close(event);
    if (kind == AuditEvent::letter_queued) return post(event);
    if (kind == AuditEvent::never_to) never_to_.insert(text_of(event, "recipient"));
    if (kind == AuditEvent::reopened) {
        if (!closed_) return "a case was opened again that was not closed";
        closed_ = false;
    }
    if (moves_a_case(kind) && closed_) return "a closed case was moved or asked about";
    if (kind == AuditEvent::closing_asked) asked_ = text_of(event, "outcome");
    if (kind == AuditEvent::closing_refused) {
        if (asked_.empty()) return "a closing was refused that nobody asked for";
        asked_.clear();
    }
    return std::nullopt;
}

std::optional<std::string> LifeStory::word(AuditEvent kind, const Columns& event) {
    if (!event.actor.starts_with("officer:")) return "an officer's word was said by none";
    if (closed_) return "an officer's word changed a closed case";
    if (kind == AuditEvent::mail_safety && text_of(event, "to") == "safe" && !spoken_)
        return "mail was called safe before anybody spoke with her";
    spoken_ = spoken_ || kind == AuditEvent::signed_complaint || kind == AuditEvent::wish ||
              text_of(event, "result") == "talked";
    return std::nullopt;
}

std::optional<std::string> LifeStory::close(const Columns& event) {
    if (closed_) return "the case was closed twice";
    const std::string outcome = text_of(event, "outcome");
    if (needs_check_call(outcome) && (asked_ != outcome || !event.actor.starts_with("desk:")))
        return "the case was closed without the desk's check call";
    closed_ = true;
    asked_.clear();
    return std::nullopt;
}

std::optional<std::string> LifeStory::post(const Columns& event) const {
    if (!never_to_.contains(text_of(event, "recipient"))) return std::nullopt;
    return "a letter was posted to a mailbox that must get none of this case";
}

}  // namespace audit
