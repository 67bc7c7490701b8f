// Which clocks of a case run, when each ends, and who hears of it when: the policy against what
// is known of the case.
//
// Promises: the same policy, case and people always give the same steps, so that a repeat after
// a crash is the same letter; an open case always has a next step; whoever is missing is left
// out and costs no time; the last contact hears until it is done. No step is earlier than the
// start of its clock.
#pragma once

#include <optional>
#include <vector>

#include "cases/life.h"
#include "clocks/policy.h"

namespace clocks {

// Of one case. What did not happen yet is absent.
struct CaseTimes {
    cases::CaseState state = cases::CaseState::received;
    bool urgent = false;
    bool child_victim = false;
    bool pictures = false;        // pictures of her are out
    bool takedown_sent = false;   // the platform was asked to take them down
    bool child_reported = false;  // to the committee and the special court
    bool wish_heard = false;      // yes or no
    bool wish_no = false;
    base::Instant received{};
    std::optional<base::Instant> given;       // to the station that has it
    std::optional<base::Instant> contacted;   // an officer spoke with her
    std::optional<base::Instant> is_signed;   // her complaint
    std::optional<base::Instant> fir;         // registered
    std::optional<base::Instant> identified;  // he is known
    std::optional<base::Instant> wish_later;  // asked, and to be asked again
    std::optional<base::Instant> last_word;   // of an officer or the desk, about this case
    std::optional<base::Instant> held_until;  // by the desk
};

CaseTimes times_of(const cases::CaseLife& life);

enum class Role { station, deputy, district, desk, oversight };
struct Contact {
    base::RecipientId id;
    Role role = Role::station;
};
// Who may hear of the case, as the rules have them today: without those it must never reach.
struct People {
    base::RecipientId station;  // empty: none has it, or it must not hear
    std::vector<base::RecipientId> deputies, district, oversight;
    base::RecipientId caller = {};  // who still has to call her after NOT OURS; empty: station
};

enum class Call { before, late };  // a reminder before the end; or the end has come
struct Step {
    Clock clock = Clock::receipt;
    base::Instant due{};  // when the clock ends
    base::Instant at{};   // when this contact hears
    Call call = Call::late;
    Contact to;
    base::RecipientId next;  // who hears next; empty: the same one again
};

// By when an officer calls her, as letters say it: so long after custody.
enum class Lane { usual, urgent };
base::Seconds call_within(const Policy& policy, Lane lane);
// By when the request to a platform must have gone: so long after custody.
base::Seconds takedown_within(const Policy& policy, Lane lane);

// Running clocks and their ends, in the order of all_clocks.
struct Running {
    Clock clock = Clock::receipt;
    base::Instant began{}, due{};
};
std::vector<Running> running_clocks(const Policy& policy, const CaseTimes& of);
// The one that ends first.
std::optional<Running> next_end(const Policy& policy, const CaseTimes& of);

// Everything that should have gone until `now`. Of what the last contact hears again and again
// only the newest. `zone` east of UTC.
std::vector<Step> steps_until(const Policy& policy, const CaseTimes& of, const People& people,
                              base::Seconds zone, base::Instant now);
// The first one after `now`, as far as nothing happens before. None: the case is closed.
std::optional<Step> next_step(const Policy& policy, const CaseTimes& of, const People& people,
                              base::Seconds zone, base::Instant now);

// Whether letters of this kind may go at this moment.
bool is_open(const Calendar& calendar, Hours hours, base::Seconds zone, base::Instant at);

}  // namespace clocks
