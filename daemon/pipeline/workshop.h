// What the coroutines of one daemon share. Lives on the event loop's thread; thinkers get only
// what is immutable or locks itself (reader, rules, memory).
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "ledger/ledger.h"
#include "outbox/outbox.h"
#include "outbox/pace.h"
#include "pipeline/alarms.h"
#include "pipeline/answers.h"
#include "pipeline/lines.h"
#include "pipeline/rule_set.h"
#include "pipeline/sign_in.h"
#include "pipeline/wait.h"
#include "reader/reader.h"
#include "seal/keys.h"
#include "session/stream.h"
#include "settings/settings.h"
#include "store/store.h"

namespace pipeline {

enum class RunMode { forever, once };

struct Workshop {
    Workshop(asio::io_context& io, const settings::Settings& s, reader::Reader& r,
             store::Store& st)
        : settings(s),
          reader(r),
          store(st),
          executor(io.get_executor()),
          thinkers(static_cast<std::size_t>(s.reader_processes)),
          think_wake(io.get_executor()),
          send_wake(io.get_executor()),
          file_wake(io.get_executor()),
          reconnect_wake(io.get_executor()),
          look_wake(io.get_executor()),
          status_wake(io.get_executor()),
          canary_wake(io.get_executor()),
          checkpoint_wake(io.get_executor()),
          clock_wake(io.get_executor()),
          alarms(io.get_executor()),
          pace(s.delivery.sessions) {}

    const settings::Settings& settings;
    reader::Reader& reader;
    store::Store& store;
    const asio::any_io_executor executor;
    RunMode mode = RunMode::forever;

    std::unique_ptr<store::ReadOnly> state, vault;  // for look-ups on the event loop
    std::unique_ptr<Memory> memory;                 // for look-ups of the thinkers
    seal::ServerKeys keys;
    std::vector<seal::RecordsKey> records;
    std::unique_ptr<session::Connector> connector;
    session::Endpoint imap, smtp;
    std::shared_ptr<const RuleSet> rules;  // none: hold mode
    std::string posts_looked_at;           // under which rules, on which day (handover.h)

    asio::thread_pool thinkers;
    asio::thread_pool helpers{2};  // slow looks at the databases, the alarm command
    WakePoint think_wake, send_wake, file_wake, reconnect_wake, look_wake, status_wake,
        canary_wake, checkpoint_wake, clock_wake;
    Alarms alarms;
    Lines lines;
    AccessTokens access;
    std::set<Line> renewing;             // one request at a time: a rotated token works once
    std::uint64_t largest_seen = 0;      // octets of the largest mail the mailbox told of
    bool mailbox_tight = false;          // nearly full: old mails go at once
    std::optional<bool> verified;        // the trail, at the last nightly check
    bool answer_being_acted_on = false;  // one at a time
    bool compare_done = false;           // nightly: what lies in Done is compared with our rows
    std::chrono::steady_clock::time_point quota_due{}, old_mails_due{};
    std::set<ledger::MailId> being_read;
    // Attempts at a mail that failed for the disk's or the database's sake, not for its own:
    // only what may have ended the daemon counts against it (B04).
    std::map<ledger::MailId, int> excused;
    std::vector<std::shared_ptr<struct Mending>> to_mend;  // asked of the mailbox (mending.h)
    ledger::MailId held_to = 0;  // hold mode: the desk has heard of every mail up to this
    std::int64_t held = 0;       // and of so many
    int being_read_now = 0;      // journeys under way
    std::set<std::int64_t> being_sent;
    outbox::Pace pace;
    outbox::DueFirst next_due_first = outbox::DueFirst::longest;
    int running = 0;  // coroutines that spawn() started and that have not ended
    bool stopping = false;
    bool intake_done = false;  // run --once: every folder was listed and fetched
    std::vector<std::function<void()>> on_stop;  // ends the waits that nothing else would end
    std::function<void()>
        abort_mailbox;  // set while there is a connection: the last means at a stop
    std::function<void()> interrupt_mailbox;   // set while the mailbox waits
    std::optional<base::Failure> unreachable;  // run --once: the server could not be reached
    std::optional<base::Failure> fatal;        // why the daemon ends

    // A mail may be filed now: the mailbox side looks at once instead of at its poll time.
    void wake_filing() {
        file_wake.wake();
        if (interrupt_mailbox) interrupt_mailbox();
    }
};

// A storage failure is sticky: nothing more may happen on this database.
bool must_end(Workshop& shop, const base::Failure& failure);

}  // namespace pipeline
