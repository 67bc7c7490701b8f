// Moving mails to another folder, and removing them for good, without a socket (RFC 6851,
// RFC 4315).
//
// Promises: MOVE, else COPY, then \Deleted, then UID EXPUNGE of exactly these; without UIDPLUS
// the flag stays and nothing is expunged, since a plain EXPUNGE would take along what others
// have marked. A mail is marked only after the server said that it is copied. One mail that
// cannot be moved does not stop the others.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "mailbox/mailbox.h"
#include "mailbox/task.h"

namespace mailbox {

enum class Moving { move, copy };
enum class Expunging { by_uid, never };

class MoveMails final : public Task {
  public:
    MoveMails(std::vector<std::uint32_t> uids, std::string written_folder, Moving moving,
              Expunging expunging);
    std::optional<Command> begin() override;
    std::optional<Command> next(Answer answer) override;
    std::vector<Moved> results() const;

  private:
    enum class Phase { move, copy, create, store, expunge };

    std::optional<Command> next_batch();
    std::optional<Command> ask(Phase phase);
    std::optional<Command> after_transfer(const Answer& answer);
    std::optional<Command> after_refusal(const Answer& answer);
    void note_copies(const Answer& answer);

    std::vector<std::uint32_t> uids_;
    std::string folder_;
    Moving moving_;
    Expunging expunging_;
    std::vector<std::vector<std::uint32_t>> waiting_;  // batches, the next one last
    std::vector<std::uint32_t> batch_;
    std::map<std::uint32_t, Moved> moved_;
    Phase phase_ = Phase::move;
    Phase refused_ = Phase::move;  // what made us create the folder
    bool created_ = false;
};

// Marks these, and no others, as \Deleted and expunges them by their UIDs; without UIDPLUS they
// are only marked. Whether they are gone must be looked up afterwards.
class RemoveMails final : public Task {
  public:
    RemoveMails(std::vector<std::uint32_t> uids, Expunging expunging);
    std::optional<Command> begin() override;
    std::optional<Command> next(Answer answer) override;

  private:
    std::optional<Command> mark_next();

    std::vector<std::vector<std::uint32_t>> waiting_;  // batches, the next one last
    std::string set_;
    Expunging expunging_;
    bool marking_ = true;
};

}  // namespace mailbox
