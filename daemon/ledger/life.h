// The life of a case between "with a station" and "closed": read whole, changed by one function
// for each change, which writes the audit event in the same hand.
//
// Promises: a change is written only on the state that its caller judged; when somebody was
// quicker it is a Failure of kind temporary and nothing is changed. What was first (contact,
// SIGNED, IDENTIFIED, FIR) keeps its time when it is said again. Which state follows from which
// word stands in cases/case_table.h. Words are those of schema.sql.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audit/trail.h"
#include "base/identity.h"
#include "base/instant.h"
#include "base/result.h"
#include "cases/life.h"
#include "store/store.h"

namespace ledger {

base::Result<std::optional<cases::CaseLife>> find_life(store::ReadOnly& state,
                                                       const base::CaseId& id);
// Of all that a person must handle and that is not closed: no follow-ups, answers or bulk.
// Oldest first.
base::Result<std::vector<cases::CaseLife>> open_lives(store::ReadOnly& state);

// Whether a letter of any kind was written for this cause to this recipient.
base::Result<bool> has_letter(store::ReadOnly& state, const std::string& cause,
                              const base::RecipientId& recipient);

// When the clock that ends first ends; nothing: none runs. A note for the views, no event: it
// follows from the rest.
struct DueRow {
    base::CaseId case_id;
    std::optional<base::Instant> due;
    std::string clock;
};
base::Result<void> note_due(store::Transaction& state, const DueRow& row);
// Called spam, and nobody else said so by then.
base::Result<std::vector<cases::CaseLife>> unconfirmed_spam(store::ReadOnly& state,
                                                            base::Instant asked_before);

// Who did it to which case, and its state before and after (words of contract.md 7; the same
// word twice when only times change).
struct Deed {
    base::CaseId case_id;
    base::StationId station;  // that has the case, if one has
    std::string actor;        // "officer:tvc.museum", "desk:desk.triage", "daemon", "admin:0"
    std::int64_t letter = 0;  // the letter that was answered; 0: nobody answered one
    std::string before, after;
};

// RECEIVED; event `confirmed`.
base::Result<void> confirm_case(store::Transaction& state, const audit::Moment& moment,
                                const Deed& deed);

enum class Call { talked, no_answer, not_safe, wrong_number };
std::string_view name_of(Call call);
// A call that did not reach her counts as a try, or is only on record: too soon after the last
// one, or she was spoken with before.
enum class Try { counts, only_noted };
// CALLED; event `called`. talked: the first time is contacted_at.
base::Result<void> note_call(store::Transaction& state, const audit::Moment& moment,
                             const Deed& deed, Call call, Try counts);
// "safe" or "unsafe"; event `mail_safety`.
base::Result<void> set_mail_safety(store::Transaction& state, const audit::Moment& moment,
                                   const Deed& deed, const std::string& safety);
// STOP, or her own words; `why` a word of ours; event `silenced`. Once: a second time changes
// and writes nothing.
base::Result<void> silence(store::Transaction& state, const audit::Moment& moment,
                           const Deed& deed, const std::string& why);

// Events `signed`, `identified`, `fir`. Who signs, or is heard, was spoken with: contacted_at.
base::Result<void> note_signed(store::Transaction& state, const audit::Moment& moment,
                               const Deed& deed);
base::Result<void> note_identified(store::Transaction& state, const audit::Moment& moment,
                                   const Deed& deed);
base::Result<void> note_fir(store::Transaction& state, const audit::Moment& moment,
                            const Deed& deed);
// "yes", "no", "later", as an officer heard it; event `wish`.
base::Result<void> note_wish(store::Transaction& state, const audit::Moment& moment,
                             const Deed& deed, const std::string& wish);

// An outcome of the closed list; event `closed`. Nothing is asked any more.
base::Result<void> close_case(store::Transaction& state, const audit::Moment& moment,
                              const Deed& deed, const std::string& outcome,
                              const std::string& local_day);
// The outcome waits for the check call or a second person; event `closing_asked`.
base::Result<void> ask_closing(store::Transaction& state, const audit::Moment& moment,
                               const Deed& deed, const std::string& outcome);
// This letter went to the desk after the closing that waits was asked for.
base::Result<bool> asks_for_closing(store::ReadOnly& state, const base::CaseId& id,
                                    std::int64_t letter);
// The check call, or the second person, said no; or nobody did in time. Event
// `closing_refused`.
base::Result<void> refuse_closing(store::Transaction& state, const audit::Moment& moment,
                                  const Deed& deed, const std::string& why);
// Closed -> open, counted; event `reopened`, `why` a word of ours.
base::Result<void> reopen_case(store::Transaction& state, const audit::Moment& moment,
                               const Deed& deed, const std::string& why);

// To another station (`to`), or to the desk (empty); event `moved` with deed.station as from,
// `why` a word of ours. The new station is counted from now: RECEIVED, tries and HOLD begin
// anew; what an officer heard from her stays. The decision row is the caller's to write.
enum class MovedBy { not_ours, desk_or_daemon };  // not_ours counts refused_by_stations
base::Result<void> move_case(store::Transaction& state, const audit::Moment& moment,
                             const Deed& deed, const base::StationId& to,
                             const std::string& why, MovedBy by);
// SAME AS: closed as a duplicate into another case, to which its letters and events belong from
// now. Events `joined` and `closed`.
base::Result<void> join_case(store::Transaction& state, const audit::Moment& moment,
                             const Deed& deed, const base::CaseId& other,
                             const base::CaseNumber& number, const std::string& local_day);
// HOLD; event `case_held`.
base::Result<void> hold_case(store::Transaction& state, const audit::Moment& moment,
                             const Deed& deed, base::Instant until);
// Event `never_to`. Once for each recipient: a second time changes and writes nothing.
base::Result<void> never_write_to(store::Transaction& state, const audit::Moment& moment,
                                  const base::CaseId& id, const base::RecipientId& recipient,
                                  const std::string& actor);

}  // namespace ledger
