#include "routing/decide_by_kind.h"

#include <string>
#include <utility>

namespace routing {

using understanding::MailKind;

std::optional<Decision> decide_by_kind(const understanding::Facts& facts) {
    const auto plain = [](Action action, Reason reason, std::string sentence) {
        Decision decision;
        decision.action = action;
        decision.reason = reason;
        decision.trace.push_back(std::move(sentence));
        return decision;
    };
    const bool urgent = facts.urgency.flagged();
    switch (facts.kind) {
        case MailKind::complaint:
        case MailKind::platform_alert:
            return std::nullopt;
        case MailKind::status_request:
        case MailKind::stop:
            return plain(Action::record, Reason::recorded,
                         "it is one word of ours, and its effect needs nobody");
        case MailKind::follow_up:
            return plain(Action::attach, Reason::follow_up,
                         "it belongs to a case that is already open");
        case MailKind::officer_answer:
        case MailKind::desk_answer:
        case MailKind::auditor_answer:
        case MailKind::canary:
            return plain(Action::record, Reason::recorded,
                         "its effect is complete once it is recorded");
        case MailKind::bounce:
            if (!facts.answers_letter)
                return plain(Action::triage, Reason::automatic,
                             "a mail server wrote it, about no letter of ours");
            return plain(Action::record, Reason::automatic,
                         "a mail server wrote it about a letter of ours");
        case MailKind::auto_reply:
            if (urgent)
                return plain(Action::triage, Reason::automatic,
                             "a machine wrote it, but it sounds urgent");
            if (!facts.answers_letter)
                return plain(Action::triage, Reason::automatic,
                             "a machine wrote it, in answer to no letter of ours");
            return plain(Action::record, Reason::automatic,
                         "a machine wrote it in answer to a letter of ours");
        case MailKind::bulk:
            if (urgent)
                return plain(Action::triage, Reason::automatic,
                             "it is bulk mail, but it sounds urgent");
            return plain(Action::digest, Reason::bulk,
                         "it is bulk mail; the desk sees it in the digest");
        case MailKind::empty:
            return plain(Action::triage, Reason::none, "there is no text to read");
    }
    return std::nullopt;
}

}  // namespace routing
