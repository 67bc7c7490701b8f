// Every trouble the operators are told of, as data: which row of the fault catalogue asks for
// it, what it means, what to do, and how it ends.
//
// Promises: the words are constant and hold nothing of a case, a mail or an address.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace pipeline {

enum class Trouble {
    mailbox_login,
    mailbox_certificate,
    mailbox_unreachable,
    mailbox_without_idle,
    mailbox_nearly_full,
    mail_vanished,
    mail_missing,
    mail_not_given_whole,
    copies_stay,
    relay_login,
    relay_certificate,
    relay_unreachable,
    relay_refuses,
    letter_refused,
    station_full,
    twin_possible,
    letters_late,
    sign_in_revoked,
    reader_deaths,
    rules_refused,
    hold_mode,
    disk_full,
    database_damaged,
    database_failed,
    log_grows,
    copy_damaged,
    database_restored,
    balance,
    trail_broken,
    checkpoint_unseen,
    clock_jump,
    canary_missing,
};

// lasts: it is there until something says that it is not. happens: it is over when it has not
// happened again for an hour.
enum class Course { lasts, happens };

struct TroubleText {
    Trouble trouble;
    std::string_view name;  // in the database, in metrics, as argument of alarms.command
    Course course;
    std::string_view rows;   // of the fault catalogue
    std::string_view what;   // one sentence
    std::string_view to_do;  // one sentence
};

const std::vector<TroubleText>& troubles();
const TroubleText& text_of(Trouble trouble);
std::optional<Trouble> trouble_named(std::string_view name);

}  // namespace pipeline
