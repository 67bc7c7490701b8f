#include "audit/meaning.h"

namespace audit {
namespace {

bool is_about_acknowledgement(const std::string& attrs) {
    return attrs.find(R"("kind":"acknowledgement")") != std::string::npos;
}

}  // namespace

std::optional<std::string> Meaning::walk(Story& story, const Columns& event) {
    using base::AuditEvent;
    const auto kind = base::audit_event(event.kind);
    if (kind == AuditEvent::received || kind == AuditEvent::recovered) {
        if (story.custody) return "the case was taken into custody twice";
        story.custody = true;
    } else if (kind == AuditEvent::quarantined) {
        story.custody = true;
        story.somebody = true;
    } else if (kind == AuditEvent::attempt || kind == AuditEvent::acknowledged) {
        if (!story.custody) return "a letter was attempted before the mail was in custody";
    } else if (kind == AuditEvent::accepted) {
        if (!is_about_acknowledgement(event.attrs)) story.somebody = true;
    } else if (kind == AuditEvent::recorded) {
        story.somebody = true;
    } else if (kind == AuditEvent::filed && !story.somebody) {
        return "the mail was filed before anybody had it";
    }
    if (kind == AuditEvent::acknowledged) {
        if (story.acknowledged) return "a second acknowledgement was sent";
        story.acknowledged = true;
    }
    // Taken back before any of it was sent: it may go once more.
    if (kind == AuditEvent::deferred && is_about_acknowledgement(event.attrs))
        story.acknowledged = false;
    return std::nullopt;
}

std::optional<std::string> Meaning::step(const Columns& event) {
    if (!base::audit_event(event.kind)) return "the event is not of the closed list";
    if (!event.case_id) return std::nullopt;
    return walk(cases_[*event.case_id], event);
}

}  // namespace audit
