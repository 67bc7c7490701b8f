#include "audit/meaning.h"

namespace audit {
namespace {

using base::AuditEvent;
using protocol::Fact;
using protocol::Facts;
using protocol::Step;

bool is_about_acknowledgement(const std::string& attrs) {
    return attrs.find(R"("kind":"acknowledgement")") != std::string::npos;
}

// The steps that the trail of a case shows by an event of their own.
std::optional<Step> step_of(AuditEvent kind) {
    if (kind == AuditEvent::reading) return Step::t1b;
    if (kind == AuditEvent::attempt) return Step::t3;
    if (kind == AuditEvent::acknowledged) return Step::ta;
    if (kind == AuditEvent::filed) return Step::t5;
    return std::nullopt;
}

// A mail that was set aside unread is in custody, and the desk has been told.
Facts shown_by(AuditEvent kind, const std::string& attrs) {
    if (kind == AuditEvent::received || kind == AuditEvent::recovered) return {Fact::custody};
    if (kind == AuditEvent::quarantined) return {Fact::custody, Fact::somebody};
    if (kind == AuditEvent::recorded) return {Fact::somebody};
    if (kind == AuditEvent::accepted && !is_about_acknowledgement(attrs))
        return {Fact::somebody};
    return {};
}

// Of all that the table of the protocol asks for, what the trail must have shown by now.
std::optional<std::string> breach_of(Step step, Facts known) {
    const Facts needs = protocol::row_of(step).needs;
    const auto lacks = [&](Fact fact) { return needs.has(fact) && !known.has(fact); };
    if (lacks(Fact::somebody)) return "the mail was filed before anybody had it";
    if (!lacks(Fact::custody)) return std::nullopt;
    if (step == Step::t1b) return "the mail was read before it was in custody";
    return "a letter was attempted before the mail was in custody";
}

}  // namespace

std::optional<std::string> Meaning::walk(Story& story, const Columns& event) {
    const auto kind = *base::audit_event(event.kind);
    if (kind == AuditEvent::received || kind == AuditEvent::recovered) {
        if (story.known.has(Fact::custody)) return "the case was taken into custody twice";
    }
    if (const auto step = step_of(kind)) {
        if (auto breach = breach_of(*step, story.known)) return breach;
    }
    if (auto breach = story.releases.step(kind, event)) return breach;
    if (auto breach = story.life.step(kind, event)) return breach;
    story.known.add(shown_by(kind, event.attrs));
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
