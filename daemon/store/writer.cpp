#include "store/writer.h"

#include <algorithm>

#include "store/failpoint.h"

namespace store {
namespace {

constexpr std::size_t largest_batch = 64;
constexpr std::chrono::milliseconds longest_wait{5};
constexpr int page_octets = 4096;
constexpr int checkpoint_pages = 1000;

base::Failure stopped() {
    return {base::FailureKind::storage, "the database failed earlier; nothing more is written",
            "see the first failure in the log, then restart: both files are checked at start"};
}

base::Failure rolled_back() {
    return {base::FailureKind::temporary, "the batch was rolled back with a step that failed",
            ""};
}

}  // namespace

Writer::Writer(std::unique_ptr<Connection> state, std::unique_ptr<Connection> vault,
               std::int64_t epoch)
    : state_(std::move(state)),
      vault_(std::move(vault)),
      epoch_(epoch),
      thread_([this] { work(); }) {}

Writer::~Writer() {
    {
        const std::scoped_lock hold(mutex_);
        ending_ = true;
    }
    queued_.notify_all();
    thread_.join();
}

void Writer::submit(Step step, std::function<void(base::Result<void>)> done, Urgency urgency) {
    {
        const std::scoped_lock hold(mutex_);
        queue_.push_back({std::move(step), std::move(done), std::chrono::steady_clock::now(),
                          urgency, std::nullopt});
        if (urgency == Urgency::somebody_waits) ++waiting_;
    }
    queued_.notify_one();
}

void Writer::work() {
    for (;;) {
        auto batch = next_batch();
        if (batch.empty()) break;
        process(batch);
        if (state_->wal_pages() > checkpoint_pages || vault_->wal_pages() > checkpoint_pages) {
            tidy(Connection::Checkpoint::passive);
        }
    }
    if (!failed_) tidy(Connection::Checkpoint::truncate);
}

// Empty only when the writer ends.
std::vector<Writer::Job> Writer::next_batch() {
    std::unique_lock hold(mutex_);
    queued_.wait(hold, [this] { return ending_ || !queue_.empty(); });
    if (queue_.empty()) return {};
    const auto until = queue_.front().queued + longest_wait;
    queued_.wait_until(hold, until, [this] {
        return ending_ || waiting_ > 0 || queue_.size() >= largest_batch;
    });
    std::vector<Job> batch;
    const std::size_t count = std::min(queue_.size(), largest_batch);
    batch.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        if (queue_.front().urgency == Urgency::somebody_waits) --waiting_;
        batch.push_back(std::move(queue_.front()));
        queue_.pop_front();
    }
    return batch;
}

void Writer::process(std::vector<Job>& batch) {
    std::vector<Job*> with_vault;
    for (Job& job : batch) {
        if (job.step.vault) with_vault.push_back(&job);
    }
    commit_parts(*vault_, with_vault, [this](Job& job) {
        VaultTransaction transaction(*vault_);
        return job.step.vault(transaction);
    });
    std::vector<Job*> with_state;
    for (Job& job : batch) {
        if (job.step.state && !job.failure) with_state.push_back(&job);
    }
    commit_parts(*state_, with_state, [this](Job& job) {
        Transaction transaction(*state_);
        return job.step.state(transaction);
    });
    log_octets_ =
        static_cast<std::int64_t>(state_->wal_pages() + vault_->wal_pages()) * page_octets;
    const bool empties = std::any_of(batch.begin(), batch.end(), [](const Job& job) {
        return job.step.afterwards == Afterwards::empty_the_logs && !job.failure;
    });
    if (empties) tidy(Connection::Checkpoint::truncate);
    for (Job& job : batch) {
        job.step = {};  // what the step holds may be large, or secret
        if (job.done)
            job.done(job.failure ? base::Result<void>(*job.failure) : base::Result<void>());
    }
}

base::Result<void> Writer::check_epoch() {
    auto lease = state_->query("SELECT epoch FROM lease WHERE only_row = 1", {});
    if (!lease) return lease.error();
    if (lease->size() == 1 && lease->front().whole(0) == epoch_) return {};
    return base::Failure{base::FailureKind::storage,
                         "another daemon has taken over this database",
                         "this one must end; it cannot write any more"};
}

base::Result<void> Writer::begin(Connection& connection) {
    if (failed_) return stopped();
    if (auto begun = connection.execute("BEGIN IMMEDIATE"); !begun) return begun;
    return check_epoch();
}

void Writer::note(const base::Failure& failure) {
    if (failure.kind == base::FailureKind::storage) failed_ = true;
}

// Savepoint, part, release; or back to the savepoint.
void Writer::run_part(Connection& connection, Job& job, const Part& part) {
    auto done = connection.execute("SAVEPOINT step");
    if (done) {
        connection.enter_step();
        done = part(job);
        connection.leave_step();
    }
    if (done) done = connection.execute("RELEASE step");
    if (done) return;
    job.failure = done.error();
    note(done.error());
    if (connection.in_transaction()) (void)connection.execute("ROLLBACK TO step; RELEASE step");
}

void Writer::commit_parts(Connection& connection, std::vector<Job*>& jobs, const Part& part) {
    if (jobs.empty()) return;
    const auto fail_all = [&](const base::Failure& why) {
        note(why);
        if (connection.in_transaction()) (void)connection.execute("ROLLBACK");
        for (Job* job : jobs) {
            if (!job->failure) job->failure = why;
        }
    };
    if (auto begun = begin(connection); !begun) return fail_all(begun.error());
    for (Job* job : jobs) {
        run_part(connection, *job, part);
        if (failed_) return fail_all(stopped());
        if (!connection.in_transaction()) return fail_all(rolled_back());
    }
    const bool is_vault = &connection == vault_.get();
    failpoint(is_vault ? "vault_before_commit" : "state_before_commit");
    if (auto committed = connection.execute("COMMIT"); !committed) fail_all(committed.error());
    failpoint(is_vault ? "vault_after_commit" : "state_after_commit");
}

void Writer::tidy(Connection::Checkpoint how) {
    for (Connection* connection : {vault_.get(), state_.get()}) {
        if (auto done = connection->checkpoint(how); !done) note(done.error());
    }
}

}  // namespace store
