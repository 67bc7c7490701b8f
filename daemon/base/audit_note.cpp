#include "base/audit_note.h"

#include "base/ensure.h"

namespace base {

const std::vector<AuditEventText>& audit_events() {
    using enum AuditEvent;
    static const std::vector<AuditEventText> events{
        {started, "started", {"version", "schema", "binary"}, "The daemon began to work on this database."},
        {stopped, "stopped", {"reason"}, "The daemon ended in good order."},
        {clock_jump, "clock_jump", {"seconds"}, "The wall clock moved against the uptime."},
        {rules_activated, "rules_activated", {"rules", "changed_mailboxes"}, "This set of rules decides from now on."},
        {rules_refused, "rules_refused", {"rules", "problems"}, "A set of rules was wrong and was not taken; the old one stays."},
        {hold_mode, "hold_mode", {"problems"}, "No valid rules: mail is taken into custody and goes to the desk."},
        {received, "received", {"mail", "sealed", "size_log2", "folder", "uidvalidity", "uid", "day"},
         "A sealed copy of the mail is on disk: we have custody."},
        {alias, "alias", {"folder", "uidvalidity", "uid"}, "The same mail lies in the mailbox once more; it is not sent again."},
        {reappeared, "reappeared", {"folder", "uidvalidity", "uid"}, "A mail we had filed is back in the mailbox; the desk was told."},
        {vanished, "vanished", {"folder", "uidvalidity", "uid"}, "A listed mail was gone before we had custody of it."},
        {gone, "gone", {"folder", "uidvalidity", "uid"}, "A mail in our custody is no longer in the mailbox; our copy goes its way."},
        {gap, "gap", {"folder", "uidvalidity", "from", "to"}, "UIDs are missing that our own moves do not explain."},
        {reading, "reading", {"attempt"}, "The mail is given to the reader."},
        {reader_died, "reader_died", {"reason", "attempt"}, "The reader died, hung or answered nonsense."},
        {quarantined, "quarantined", {"reason", "attempts"}, "The mail could not be read; the original is sealed, the desk is told."},
        {requeued, "requeued", {"reason"}, "A quarantined mail or a held letter is tried again by order."},
        {routed, "routed", {"action", "reason", "score", "lead", "rules", "evidence", "rule", "kind", "category", "urgent", "child"},
         "It was decided who gets the mail, and why."},
        {redacted, "redacted", {"destination", "policy", "masked", "dropped", "kept", "banded", "complete", "classes"},
         "Identifiers were covered for this destination; counts only."},
        {released_vital, "released_vital", {"destination", "values"},
         "A life is in danger: what reaches the person at risk was left open in this copy; the supervisor reviews it."},
        {leak_stopped, "leak_stopped", {"kind", "where"}, "The finished letter still held a covered value and was stopped."},
        {letter_queued, "letter_queued", {"letter", "kind", "recipient", "hash", "size"}, "A letter is frozen and waits to be sent."},
        {letter_held, "letter_held", {"letter", "kind", "recipient", "reason"}, "A letter waits for a person."},
        {attempt, "attempt", {"letter", "kind", "recipient", "n"}, "We are about to send this letter."},
        {accepted, "accepted", {"letter", "kind", "recipient", "code", "n"}, "A server took the letter."},
        {deferred, "deferred", {"letter", "kind", "recipient", "code", "enhanced", "stage", "n", "next"}, "The letter was not taken; it is tried again."},
        {refused, "refused", {"letter", "kind", "recipient", "code", "enhanced", "stage", "n"}, "The server refused the letter for good; the desk is told."},
        {uncertain, "uncertain", {"letter", "kind", "recipient", "stage", "n"}, "The answer to a finished letter was lost: the receiver may get a twin."},
        {acknowledged, "acknowledged", {"letter", "language"}, "The acknowledgement counts as sent from now on, at most once."},
        {acknowledgement_withheld, "acknowledgement_withheld", {"reason"}, "She gets no acknowledgement, for this reason."},
        {officer_answer, "officer_answer", {"letter", "recipient", "word", "verified"}, "A station's answer to one of our letters came; verified 1 only if token, mailbox and domain belong together. Another one changes nothing."},
        {desk_answer, "desk_answer", {"letter", "recipient", "word", "verified"}, "An answer of the desk came; verified as for a station."},
        {confirmed, "confirmed", {"letter"}, "An officer of the station confirmed that she has the case."},
        {contact_released, "contact_released", {"letter", "mask"}, "Her number for the first call goes to the station's mailbox, in a mail of its own."},
        {contact_withheld, "contact_withheld", {"reason"}, "No number was released by RECEIVED; the desk was told why."},
        {correction, "correction", {"letter", "word", "to", "places"},
         "A station said NOT OURS, or the desk said ROUTE: to is the station that was named, places what the rules had found. "
         "explain --propose makes a rule of it."},
        {called, "called", {"letter", "result"}, "An officer told how a call went: talked, no_answer, not_safe or wrong_number."},
        {mail_safety, "mail_safety", {"letter", "to"}, "An officer told whether mail to her is safe; nobody else can."},
        {silenced, "silenced", {"letter", "reason"}, "No mail goes to her any more; the case goes on. It may not have been her who asked."},
        {signed_complaint, "signed", {"letter"}, "An officer reported that she signed her complaint."},
        {identified, "identified", {"letter"}, "An officer reported that the offender is identified; she is told by the way she named as safe."},
        {wish, "wish", {"letter", "wish"}, "Her wish about legal action, as an officer heard it from her."},
        {fir_registered, "fir", {"letter"}, "An officer reported a first information report."},
        {closing_asked, "closing_asked", {"letter", "outcome"}, "Somebody would close the case so; it waits for the desk's check call, or for a second person."},
        {closing_refused, "closing_refused", {"letter", "why"}, "The case is not closed so; it goes on."},
        {closed, "closed", {"letter", "outcome"}, "The case is closed with this outcome."},
        {reopened, "reopened", {"letter", "why"}, "A closed case is open again."},
        {moved, "moved", {"letter", "to", "why"}, "The case goes to another station, or to the desk; station is the one that had it."},
        {case_held, "case_held", {"letter", "until"}, "The desk lets the case rest until then."},
        {assist_asked, "assist_asked", {"letter", "to"}, "The station asked this cell for help; a letter with the offender's lines goes there."},
        {joined, "joined", {"letter", "case"}, "The desk found it to be the same as that case, and closed it into that one."},
        {never_to, "never_to", {"recipient"}, "No letter of this case goes to this mailbox: the person complained about may read it."},
        {reminded, "reminded", {"clock", "due", "to", "call"},
         "What a clock asks for was not done: this contact is told, before the end or when it is late."},
        {drill_answered, "drill_answered", {"letter"}, "A station answered the monthly drill."},
        {reveal_asked, "reveal_asked", {"reveal", "mask", "reason", "needed", "of_case", "of_day"},
         "A station asked for a covered value; of_case and of_day count its requests so far, this one included."},
        {reveal_approved, "reveal_approved", {"reveal", "mask", "reason", "n", "needed"}, "An approver of the desk allowed it."},
        {reveal_refused, "reveal_refused", {"reveal", "mask", "reason", "why"}, "It was refused, by an approver or by a rule."},
        {reveal_expired, "reveal_expired", {"reveal", "mask", "reason"}, "Nobody decided in time; the value stays covered."},
        {reveal_sent, "reveal_sent", {"reveal", "mask", "reason", "letter"}, "The value goes to the station's registered mailbox, and only there."},
        {bounce, "bounce", {"letter", "believed"}, "A notice of non-delivery came for one of our letters."},
        {canary, "canary", {"letter"}, "The test mail came through; with a station, its mailbox sent the test letter back."},
        {recorded, "recorded", {"kind"}, "The effect of this mail is complete without a letter."},
        {filed, "filed", {"folder", "uid"}, "The mail was moved out of the mailbox after a letter of its case was accepted."},
        {recovered, "recovered", {"mail", "sealed", "size_log2", "folder", "uidvalidity", "uid", "day"}, "A mail in the Done folder without a row: taken up again, never acknowledged."},
        {swept, "swept", {"rows"}, "Orphan rows of the vault were removed."},
        {purged, "purged", {"what"}, "What was kept is gone after its time. case: its key, so that all of it is noise, here and in backups; working_copy: what we read the mail from; mailbox_copy: the mail in the mailbox."},
        {purge_announced, "purge_announced", {"until"}, "Oversight was told that the time of this case has come."},
        {legal_hold, "legal_hold", {"on"}, "By order nothing of this case may be destroyed (1), or may again (0)."},
        {shred_ordered, "shred_ordered", {"order", "n"}, "A person ordered the case to be destroyed; n 2 is another person, who confirms."},
        {shredded, "shredded", {"order", "what"}, "The key of the case was destroyed by the order of two persons."},
        {checkpoint, "checkpoint", {"previous"}, "The tree over all events up to this one was signed; it goes to the auditors."},
        {exported, "exported", {}, "A copy of the trail was written for the auditors."},
        {read_case, "read_case", {"how"}, "A person read the trail of this case."},
        {original_opened, "original_opened", {"order"}, "The sealed original was handed out by order; the records office opens it."},
        {older_listed, "older_listed", {"count"}, "Mails older than mailbox.since were listed to the desk and left where they lie."},
        {alarm_raised, "alarm_raised", {"kind"}, "The operators are told of a trouble."},
        {alarm_ended, "alarm_ended", {"kind", "times"}, "The operators are told that the trouble has ended."},
    };
    return events;
}

std::string_view name_of(AuditEvent event) {
    for (const auto& text : audit_events()) {
        if (text.event == event) return text.name;
    }
    ensure(false);
    return {};
}

std::optional<AuditEvent> audit_event(std::string_view name) {
    for (const auto& text : audit_events()) {
        if (text.name == name) return text.event;
    }
    return std::nullopt;
}

}  // namespace base
