#include "mailbox/fetching.h"

#include <fmt/format.h>

#include <algorithm>

#include "mailbox/sets.h"

namespace mailbox {

namespace {
constexpr std::size_t most_at_once = 50;
constexpr std::uint64_t budget = std::uint64_t{16} * 1024 * 1024;
constexpr std::uint64_t part_size = Mailbox::part_size;
constexpr std::uint64_t slack = std::uint64_t{64} * 1024;
constexpr int most_readings = 3;

bool is_transient(const Answer& answer) {
    return answer.status == Status::bad || answer.code == "UNAVAILABLE" ||
           answer.code == "INUSE" || answer.code == "LIMIT";
}

Command part_of(std::uint32_t uid, std::uint64_t offset) {
    return Command(fmt::format("UID FETCH {} (UID BODY.PEEK[]<{}.{}>)", uid, offset, part_size),
                   part_size);
}

// What is said of this mail's body, if anything.
FetchItem* body_of(Answer& answer, std::uint32_t uid) {
    const auto item = std::find_if(
        answer.fetched.begin(), answer.fetched.end(),
        [uid](const FetchItem& one) { return one.uid == uid && one.body != Body::absent; });
    return item == answer.fetched.end() ? nullptr : &*item;
}
}  // namespace

FetchMails::FetchMails(std::vector<std::uint32_t> uids, std::uint64_t limit,
                       std::optional<base::Instant> oldest)
    : uids_(std::move(uids)), limit_(limit), oldest_(oldest) {
    if (uids_.size() > most_at_once) uids_.resize(most_at_once);
    for (const std::uint32_t uid : uids_) readings_[uid].result.mail.uid = uid;
}

std::optional<Command> FetchMails::begin() { return plan(); }

std::optional<Command> FetchMails::next(Answer answer) {
    if (answer.status != Status::ok && is_transient(answer))
        return fail("the mails cannot be fetched now" + known_code(answer.code), "try again");
    switch (phase_) {
        case Phase::sizes:
            take_sizes(answer);
            break;
        case Phase::bodies:
            take_bodies(answer);
            break;
        case Phase::parts:
            take_part(answer);
            break;
        case Phase::refresh:
            phase_ = Phase::verify;
            return Command("UID SEARCH UID " + write_set(asked_));
        case Phase::verify:
            if (answer.status != Status::ok)
                return fail("the mails cannot be listed" + known_code(answer.code),
                            "try again");
            take_verdict(answer);
            break;
    }
    return plan();
}

std::optional<Command> FetchMails::plan() {
    if (auto command = ask_sizes()) return command;
    keep_to_budget();
    if (auto command = ask_bodies()) return command;
    return ask_whether_gone();
}

std::optional<Command> FetchMails::ask_sizes() {
    asked_.clear();
    for (const auto& [uid, reading] : readings_)
        if (!reading.settled && !reading.doubted && !reading.sized &&
            (asked_.empty() || !singly_))
            asked_.push_back(uid);
    if (asked_.empty()) return std::nullopt;
    phase_ = Phase::sizes;
    return Command("UID FETCH " + write_set(asked_) + " (UID RFC822.SIZE INTERNALDATE)");
}

// A NOOP first: only then does a server take notice of what others removed.
std::optional<Command> FetchMails::ask_whether_gone() {
    for (const auto& [uid, reading] : readings_)
        if (reading.doubted) asked_.push_back(uid);
    if (asked_.empty()) return std::nullopt;
    phase_ = Phase::refresh;
    return Command("NOOP");
}

void FetchMails::take_verdict(const Answer& answer) {
    for (const std::uint32_t uid : asked_) {
        Reading& reading = readings_[uid];
        reading.doubted = reading.sized = false;
        const bool listed =
            std::find(answer.found.begin(), answer.found.end(), uid) != answer.found.end();
        if (!listed)
            settle(reading, FetchState::vanished);
        else if (++reading.readings >= most_readings)
            settle(reading, FetchState::size_differs);
    }
}

// Once, as soon as all sizes are known: what would make this batch too large is left for the
// next call.
void FetchMails::keep_to_budget() {
    if (std::exchange(trimmed_, true)) return;
    std::uint64_t total = 0;
    std::size_t kept = 0;
    bool any = false;
    for (; kept < uids_.size(); ++kept) {
        const Reading& reading = readings_[uids_[kept]];
        if (reading.settled) continue;
        total += reading.result.mail.announced_size;
        if (any && total > budget) break;
        any = true;
    }
    for (std::size_t i = kept; i < uids_.size(); ++i) {
        const bool repeated =
            std::find(uids_.begin(), uids_.begin() + static_cast<std::ptrdiff_t>(kept),
                      uids_[i]) != uids_.begin() + static_cast<std::ptrdiff_t>(kept);
        if (!repeated) readings_.erase(uids_[i]);
    }
    uids_.resize(kept);
}

std::optional<Command> FetchMails::ask_bodies() {
    std::uint64_t expected = 0;
    for (const auto& [uid, reading] : readings_) {
        if (reading.settled || reading.doubted ||
            reading.result.mail.announced_size > part_size)
            continue;
        if (!asked_.empty() &&
            (singly_ || expected + reading.result.mail.announced_size > budget))
            break;
        asked_.push_back(uid);
        // Twice the size: one that is announced too small is read to its end, and then thrown
        // away.
        expected += reading.result.mail.announced_size * 2 + slack;
    }
    if (!asked_.empty()) {
        phase_ = Phase::bodies;
        return Command("UID FETCH " + write_set(asked_) + " (UID BODY.PEEK[])", expected);
    }
    for (const auto& [uid, reading] : readings_)
        if (!reading.settled && !reading.doubted) return ask_part(uid);
    return std::nullopt;
}

std::optional<Command> FetchMails::ask_part(std::uint32_t uid) {
    phase_ = Phase::parts;
    asked_ = {uid};
    return part_of(uid, readings_[uid].octets.size());
}

void FetchMails::settle(Reading& reading, FetchState state) {
    reading.settled = true;
    reading.result.state = state;
}

void FetchMails::take_missing(Reading& reading, const Answer& answer) {
    if (answer.status == Status::ok || (asked_.size() == 1 && says_gone(answer))) {
        reading.doubted = true;
    } else if (asked_.size() == 1 && ++reading.readings >= most_readings) {
        settle(reading, FetchState::size_differs);  // it is there, and cannot be had
    }
    reading.octets.clear();
}

void FetchMails::take_sizes(const Answer& answer) {
    for (const FetchItem& item : answer.fetched) {
        const auto found = readings_.find(item.uid);
        if (found == readings_.end() || !item.size) continue;
        Reading& reading = found->second;
        if (reading.settled) continue;
        reading.sized = true;
        reading.result.mail.announced_size = *item.size;
        reading.result.mail.internal_date = item.internal_date;
        if (*item.size > limit_) settle(reading, FetchState::too_large);
        // A mail without a date we can read is taken.
        if (oldest_ && base::unix_seconds(item.internal_date) > 0 &&
            item.internal_date < *oldest_)
            settle(reading, FetchState::older);
    }
    for (const std::uint32_t uid : asked_)
        if (Reading& reading = readings_[uid]; !reading.sized) take_missing(reading, answer);
    if (answer.status != Status::ok) singly_ = true;
}

void FetchMails::take_body(Reading& reading, std::string octets) {
    const bool whole = octets.size() == reading.result.mail.announced_size;
    reading.result.mail.octets = std::move(octets);
    reading.octets.clear();
    if (whole) {
        settle(reading, FetchState::complete);
    } else if (++reading.readings >= most_readings) {
        settle(reading, FetchState::size_differs);
    } else {
        reading.result.mail.octets.clear();
        reading.sized = false;  // ask for the size again too
    }
}

void FetchMails::take_bodies(Answer& answer) {
    for (const std::uint32_t uid : asked_) {
        FetchItem* item = body_of(answer, uid);
        Reading& reading = readings_[uid];
        if (item == nullptr)
            take_missing(reading, answer);
        else if (item->body == Body::nil)
            reading.doubted = true;
        else
            take_body(reading, std::move(item->octets));
    }
    if (answer.status != Status::ok) singly_ = true;
}

void FetchMails::take_part(Answer& answer) {
    Reading& reading = readings_[asked_.front()];
    const FetchItem* item = body_of(answer, asked_.front());
    if (item == nullptr) {
        take_missing(reading, answer);
        return;
    }
    if (item->body == Body::nil) {
        // Behind the last octet some say NIL instead of "".
        if (reading.octets.empty())
            reading.doubted = true;
        else
            take_body(reading, std::move(reading.octets));
        return;
    }
    const bool last = item->octets.size() < part_size || item->origin != reading.octets.size();
    if (item->origin == reading.octets.size()) reading.octets += item->octets;
    // A mail that goes on behind its announced end differs already.
    if (last || reading.octets.size() > reading.result.mail.announced_size)
        take_body(reading, std::move(reading.octets));
}

std::vector<FetchResult> FetchMails::take_results() {
    std::vector<FetchResult> results;
    results.reserve(uids_.size());
    for (const std::uint32_t uid : uids_) results.push_back(readings_[uid].result);
    readings_.clear();
    return results;
}

std::optional<Command> FetchPart::begin() { return part_of(uid_, offset_); }

std::optional<Command> FetchPart::next(Answer answer) {
    if (answer.status != Status::ok && is_transient(answer))
        return fail("the mail cannot be fetched now" + known_code(answer.code), "try again");
    FetchItem* item = body_of(answer, uid_);
    if (item != nullptr && item->body != Body::nil && item->origin == offset_)
        octets = std::move(item->octets);
    return std::nullopt;
}

}  // namespace mailbox
