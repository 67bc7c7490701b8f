// The writer thread: the only one that writes or checkpoints the two files.
//
// Promises (group commit): steps run in the order they were queued. Of a batch, all vault parts
// are committed in one transaction, then all state parts in one; each part has a savepoint of
// its own, so a failing step leaves no trace and its neighbours go on. A batch closes at 64
// steps, 5 ms after its first one, or at once when somebody waits. After an I/O error or a lost
// lease nothing is written any more (sticky). `done` runs after both commits.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "base/result.h"
#include "store/connection.h"
#include "store/store.h"

namespace store {

enum class Urgency { may_wait, somebody_waits };

class Writer {
  public:
    Writer(std::unique_ptr<Connection> state, std::unique_ptr<Connection> vault,
           std::int64_t epoch);
    ~Writer();  // finishes what is queued, then folds the logs into the files
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    void submit(Step step, std::function<void(base::Result<void>)> done, Urgency urgency);
    bool failed() const { return failed_; }
    std::int64_t log_octets() const { return log_octets_; }

  private:
    struct Job {
        Step step;
        std::function<void(base::Result<void>)> done;
        std::chrono::steady_clock::time_point queued;
        Urgency urgency = Urgency::may_wait;
        std::optional<base::Failure> failure;
    };
    using Part = std::function<base::Result<void>(Job&)>;

    void work();
    std::vector<Job> next_batch();
    void process(std::vector<Job>& batch);
    void commit_parts(Connection& connection, std::vector<Job*>& jobs, const Part& part);
    base::Result<void> begin(Connection& connection);
    base::Result<void> check_epoch();
    void run_part(Connection& connection, Job& job, const Part& part);
    void tidy(Connection::Checkpoint how);
    void note(const base::Failure& failure);

    std::unique_ptr<Connection> state_;
    std::unique_ptr<Connection> vault_;
    const std::int64_t epoch_;
    std::atomic<bool> failed_{false};
    std::atomic<std::int64_t> log_octets_{0};

    std::mutex mutex_;
    std::condition_variable queued_;
    std::deque<Job> queue_;
    std::size_t waiting_ = 0;  // jobs in the queue that somebody waits for
    bool ending_ = false;
    std::thread thread_;  // last: it uses all above
};

}  // namespace store
