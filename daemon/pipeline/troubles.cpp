#include "pipeline/troubles.h"

#include <algorithm>

#include "base/ensure.h"

namespace pipeline {

const std::vector<TroubleText>& troubles() {
    using enum Trouble;
    using enum Course;
    static const std::vector<TroubleText> all{
        {mailbox_login, "mailbox_login", lasts, "A19 A20 A21",
         "The mail server refuses our user name, password or token: no complaint comes in.",
         "Put the right password into the credential and restart, or run 'aparajita login'."},
        {mailbox_certificate, "mailbox_certificate", lasts, "A22 A23",
         "There is no secure connection to the mailbox; nothing is sent or read without one.",
         "Run 'aparajita doctor'; ask the server's operator about its certificate."},
        {mailbox_unreachable, "mailbox_unreachable", lasts, "A01 A05 A24",
         "The mailbox could not be reached for five minutes: no complaint comes in.",
         "Run 'aparajita doctor'; check network, name server and the provider's status."},
        {mailbox_without_idle, "mailbox_without_idle", lasts, "A04",
         "The mail server offers no IDLE: new mail is found at the poll time only.",
         "Nothing is lost; ask the provider for IDLE if a minute matters."},
        {mailbox_nearly_full, "mailbox_nearly_full", lasts, "A26",
         "The mailbox is filled to 80 percent or more of its quota; when it is full the server "
         "refuses complaints.",
         "Ask the provider for more room, or set mailbox.expunge_done_after."},
        {mail_vanished, "mail_vanished", happens, "A07 A09",
         "A mail was gone from the mailbox before we had a copy of it.",
         "Find out who or what deletes mail there; see 'aparajita audit list', event "
         "vanished."},
        {mail_missing, "mail_missing", happens, "A12",
         "Numbers of mails are missing in the mailbox that our own moves do not explain: mail "
         "was "
         "deleted before we saw it.",
         "Find out who or what deletes mail there; see 'aparajita audit list', event gap."},
        {mail_not_given_whole, "mail_not_given_whole", happens, "A06 A17",
         "The mail server would not give us a mail whole; the desk has a notice about it.",
         "See 'aparajita quarantine list'; the mail lies in the attention folder."},
        {copies_stay, "copies_stay", lasts, "S6",
         "Mails whose time has come still lie in the mailbox, marked as deleted.",
         "Ask the provider for UIDPLUS, or let its webmail empty what is marked."},
        {relay_login, "relay_login", lasts, "D21",
         "The relay refuses our user name, password or token: no letter leaves.",
         "Put the right password into the credential and restart, or run 'aparajita login'."},
        {relay_certificate, "relay_certificate", lasts, "D20",
         "There is no secure connection to the relay; nothing is sent without one.",
         "Run 'aparajita doctor'; ask the relay's operator about its certificate."},
        {relay_unreachable, "relay_unreachable", lasts, "D01 D03 D04 D23",
         "The relay could not be reached for five minutes: letters wait.",
         "Run 'aparajita doctor'; check network, name server and the provider's status."},
        {relay_refuses, "relay_refuses", lasts, "D02",
         "The relay refuses to talk to us at all: letters wait.",
         "Ask the relay's operator why it refuses this machine."},
        {letter_refused, "letter_refused", happens, "D02 D15 D24",
         "A letter was refused for good; its case is with the desk.",
         "See 'aparajita queue list' for recipient and code; correct the station's mailbox."},
        {station_full, "station_full", happens, "D16",
         "A station's mailbox has been full for a day; its case is with the desk.",
         "Tell the station to empty it; see 'aparajita queue list'."},
        {twin_possible, "twin_possible", happens, "D08",
         "The relay took a letter and lost the answer at least twice: the station may have "
         "twins.",
         "Ask the relay's operator; see 'aparajita queue list', column may have arrived."},
        {letters_late, "letters_late", lasts, "D18",
         "A letter has been waiting for more than an hour.", "See 'aparajita queue list'."},
        {sign_in_revoked, "sign_in_revoked", lasts, "A20",
         "The provider does not accept our refresh token any more.",
         "Run 'aparajita login' and sign in again."},
        {reader_deaths, "reader_deaths", happens, "B01 B02 B03",
         "The program that reads mail died or hung.",
         "The mails concerned are read once more and then go to the desk; keep the software up "
         "to "
         "date."},
        {rules_refused, "rules_refused", lasts, "C01 C03",
         "The rules on disk are refused; the old ones stay active.",
         "Run 'aparajita check', mend what it names, reload."},
        {hold_mode, "hold_mode", lasts, "C02",
         "There are no valid rules: every complaint goes to the desk.",
         "Run 'aparajita check', mend what it names, reload."},
        {disk_full, "disk_full", lasts, "E04 E05",
         "The disk of the state folder is nearly full: intake pauses.",
         "Make room; intake resumes by itself."},
        {database_damaged, "database_damaged", lasts, "E08",
         "A database failed its integrity check.",
         "Stop the daemon, restore the last backup as systemd/README.md says, start again."},
        {database_failed, "database_failed", lasts, "E06 E07",
         "The database failed and the daemon ended.",
         "See the journal; check the disk; both files are verified at the next start."},
        {log_grows, "log_grows", lasts, "E22",
         "The write-ahead log of a database is above 64 MB: somebody reads it for very long.",
         "Find the program that holds aparajita.db or vault.db open, and end it."},
        {copy_damaged, "copy_damaged", happens, "E10",
         "A stored copy of a mail or its key is missing or altered.",
         "See the journal (copy_damaged) for the case; compare with the last backup."},
        {database_restored, "database_restored", happens, "E09",
         "The database was put back from a backup; nobody is acknowledged for older mail.",
         "See the restore drill in systemd/README.md."},
        {balance, "balance", lasts, "2.3",
         "The mails of a day and the cases of that day do not balance.",
         "See 'aparajita audit verify' and the view v1_balance; call the developer."},
        {trail_broken, "trail_broken", lasts, "4.6",
         "The audit trail is not whole: somebody or something changed it.",
         "Run 'aparajita audit verify'; keep a copy of the files before anything else."},
        {checkpoint_unseen, "checkpoint_unseen", lasts, "4.3",
         "For three days an auditor got no checkpoint: until then nobody outside could tell "
         "whether the audit trail is made anew.",
         "See 'aparajita queue list' and desk.auditors; tell that auditor."},
        {clock_jump, "clock_jump", happens, "E14", "The clock of this machine jumped.",
         "Check time synchronisation."},
        {canary_missing, "canary_missing", lasts, "D18",
         "The test mail did not come through for two periods: the line from sender to station "
         "may "
         "be broken.",
         "Run 'aparajita doctor'; look for the test mail in Junk and at the provider."},
    };
    return all;
}

const TroubleText& text_of(Trouble trouble) {
    const auto& all = troubles();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const auto& text) { return text.trouble == trouble; });
    base::ensure(found != all.end());
    return *found;
}

std::optional<Trouble> trouble_named(std::string_view name) {
    for (const auto& text : troubles())
        if (text.name == name) return text.trouble;
    return std::nullopt;
}

}  // namespace pipeline
