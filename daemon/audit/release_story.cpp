#include "audit/release_story.h"

#include <nlohmann/json.hpp>

namespace audit {
namespace {

using base::AuditEvent;

bool carries_a_value(const std::string& attrs) {
    return attrs.find(R"("kind":"reveal")") != std::string::npos ||
           attrs.find(R"("kind":"contact")") != std::string::npos;
}

// A figure of the attributes; -1 when there is none.
std::int64_t figure_of(const Columns& event, const char* key) {
    const auto attrs = nlohmann::json::parse(event.attrs, nullptr, false);
    if (!attrs.is_object()) return -1;
    const auto found = attrs.find(key);
    const bool whole = found != attrs.end() && found->is_number_integer();
    return whole ? found->get<std::int64_t>() : -1;
}

bool is_by_officer(const Columns& event) { return event.actor.starts_with("officer:"); }

bool decides_a_contact(AuditEvent kind) {
    return kind == AuditEvent::contact_released || kind == AuditEvent::contact_withheld;
}

bool decides_a_request(AuditEvent kind) {
    return kind == AuditEvent::reveal_approved || kind == AuditEvent::reveal_refused ||
           kind == AuditEvent::reveal_expired || kind == AuditEvent::reveal_sent;
}

}  // namespace

std::optional<std::string> ReleaseStory::step(AuditEvent kind, const Columns& event) {
    if (kind == AuditEvent::attempt) return attempt(event);
    if (kind == AuditEvent::moved) {
        confirmed_by_.clear();
        if (caller_.empty()) caller_ = event.station.value_or("");
    }
    if (kind == AuditEvent::confirmed) return confirm(event);
    if (kind == AuditEvent::reveal_asked) return ask(event);
    if (decides_a_contact(kind)) return decide_contact(kind, event);
    if (decides_a_request(kind)) return decide(kind, event);
    return std::nullopt;
}

std::optional<std::string> ReleaseStory::attempt(const Columns& event) const {
    if (!carries_a_value(event.attrs)) return std::nullopt;
    if (letters_.contains(figure_of(event, "letter"))) return std::nullopt;
    return "a letter with a value was sent that nobody released";
}

std::optional<std::string> ReleaseStory::confirm(const Columns& event) {
    if (!is_by_officer(event)) return "a case was confirmed by no officer";
    caller_ = event.station.value_or("");
    if (!confirmed_by_.insert(event.station.value_or("")).second)
        return "a station confirmed the case twice";
    return std::nullopt;
}

std::optional<std::string> ReleaseStory::decide_contact(AuditEvent kind, const Columns& event) {
    const std::string station = event.station.value_or("");
    if (caller_.empty() || station != caller_)
        return "a contact number was decided on before RECEIVED";
    if (contact_of_ == station) return "a contact number was decided on twice";
    contact_of_ = station;
    if (kind == AuditEvent::contact_released) letters_.insert(figure_of(event, "letter"));
    return std::nullopt;
}

std::optional<std::string> ReleaseStory::ask(const Columns& event) {
    if (!is_by_officer(event)) return "a value was asked for by no officer";
    const Request asked{figure_of(event, "needed"), {}, false};
    if (!requests_.emplace(figure_of(event, "reveal"), asked).second)
        return "a request was made twice";
    return std::nullopt;
}

std::optional<std::string> ReleaseStory::decide(AuditEvent kind, const Columns& event) {
    const auto found = requests_.find(figure_of(event, "reveal"));
    if (found == requests_.end()) return "a request was decided that nobody made";
    Request& request = found->second;
    if (request.over) return "a request was decided after its end";
    if (kind == AuditEvent::reveal_approved) {
        if (!event.actor.starts_with("desk:")) return "a request was approved by no approver";
        if (!request.approved_by.insert(event.actor).second)
            return "one approver approved twice";
        return std::nullopt;
    }
    request.over = true;
    if (kind != AuditEvent::reveal_sent) return std::nullopt;
    const auto approvals = static_cast<std::int64_t>(request.approved_by.size());
    if (request.needed < 1 || approvals < request.needed)
        return "a value was released without its approvals";
    letters_.insert(figure_of(event, "letter"));
    return std::nullopt;
}

}  // namespace audit
