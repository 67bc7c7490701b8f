// Fetching mails, without a socket.
//
// Promises: only BODY.PEEK[]; sizes first, then what fits 16 MB (one mail always); mails over 4
// MB by parts. A mail is complete when its length is its RFC822.SIZE; one that differs is
// thrown away and read twice more. A mail is vanished when it does not come, or comes as NIL,
// and the server no longer lists it; one that is still listed and does not come three times is
// size_differs without octets. One bad mail does not stop the others.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "mailbox/mailbox.h"
#include "mailbox/task.h"

namespace mailbox {

class FetchMails final : public Task {
  public:
    FetchMails(std::vector<std::uint32_t> uids, std::uint64_t limit,
               std::optional<base::Instant> oldest = std::nullopt);
    std::optional<Command> begin() override;
    std::optional<Command> next(Answer answer) override;
    // In the order asked, perhaps fewer.
    std::vector<FetchResult> take_results();

  private:
    enum class Phase { sizes, bodies, parts, refresh, verify };
    struct Reading {
        bool sized = false;
        bool settled = false;
        bool doubted = false;  // no octets came; is it gone?
        int readings = 0;
        std::string octets;  // parts so far
        FetchResult result;
    };

    std::optional<Command> plan();
    std::optional<Command> ask_bodies();
    std::optional<Command> ask_part(std::uint32_t uid);
    void take_sizes(const Answer& answer);
    void take_bodies(Answer& answer);
    void take_part(Answer& answer);
    void take_verdict(const Answer& answer);
    std::optional<Command> ask_sizes();
    std::optional<Command> ask_whether_gone();
    void keep_to_budget();
    void settle(Reading& reading, FetchState state);
    void take_body(Reading& reading, std::string octets);
    void take_missing(Reading& reading, const Answer& answer);

    std::vector<std::uint32_t> uids_;
    std::uint64_t limit_;
    std::optional<base::Instant> oldest_;
    std::map<std::uint32_t, Reading> readings_;
    Phase phase_ = Phase::sizes;
    std::vector<std::uint32_t> asked_;
    bool singly_ = false;  // after a NO: which of several did it mean?
    bool trimmed_ = false;
};

// One part of a mail that is larger than we hold in memory, with PEEK. `octets`: what the
// server gave at this very place, or nothing.
class FetchPart final : public Task {
  public:
    FetchPart(std::uint32_t uid, std::uint64_t offset) : uid_(uid), offset_(offset) {}
    std::optional<Command> begin() override;
    std::optional<Command> next(Answer answer) override;

    std::string octets;

  private:
    std::uint32_t uid_;
    std::uint64_t offset_;
};

}  // namespace mailbox
