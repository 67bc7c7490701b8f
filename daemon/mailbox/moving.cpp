#include "mailbox/moving.h"

#include <algorithm>
#include <ranges>

#include "mailbox/sets.h"

namespace mailbox {

namespace {

constexpr std::size_t most_at_once = 100;

// By hundreds, the first one last.
std::vector<std::vector<std::uint32_t>> batches_of(const std::vector<std::uint32_t>& uids) {
    std::vector<std::vector<std::uint32_t>> batches;
    for (std::size_t from = 0; from < uids.size(); from += most_at_once) {
        const auto first = uids.begin() + static_cast<std::ptrdiff_t>(from);
        const auto last = uids.begin() + static_cast<std::ptrdiff_t>(
                                             std::min(from + most_at_once, uids.size()));
        batches.emplace_back(first, last);
    }
    std::reverse(batches.begin(), batches.end());
    return batches;
}

}  // namespace

MoveMails::MoveMails(std::vector<std::uint32_t> uids, std::string written_folder, Moving moving,
                     Expunging expunging)
    : uids_(std::move(uids)),
      folder_(std::move(written_folder)),
      moving_(moving),
      expunging_(expunging),
      waiting_(batches_of(uids_)) {}

std::optional<Command> MoveMails::begin() { return next_batch(); }

std::optional<Command> MoveMails::next_batch() {
    if (waiting_.empty()) return std::nullopt;
    batch_ = std::move(waiting_.back());
    waiting_.pop_back();
    return ask(moving_ == Moving::move ? Phase::move : Phase::copy);
}

std::optional<Command> MoveMails::ask(Phase phase) {
    phase_ = phase;
    const std::string set = write_set(batch_);
    switch (phase) {
        case Phase::move:
            return Command("UID MOVE " + set + " " + folder_);
        case Phase::copy:
            return Command("UID COPY " + set + " " + folder_);
        case Phase::create:
            return Command("CREATE " + folder_);
        case Phase::store:
            return Command("UID STORE " + set + " +FLAGS.SILENT (\\Deleted)");
        case Phase::expunge:
            return Command("UID EXPUNGE " + set);
    }
    return std::nullopt;
}

std::optional<Command> MoveMails::next(Answer answer) {
    switch (phase_) {
        case Phase::move:
        case Phase::copy:
            note_copies(answer);
            return answer.status == Status::ok ? after_transfer(answer) : after_refusal(answer);
        case Phase::create:
            return ask(refused_);
        case Phase::store:
            if (answer.status == Status::ok && expunging_ == Expunging::by_uid)
                return ask(Phase::expunge);
            return next_batch();
        case Phase::expunge:
            return next_batch();
    }
    return std::nullopt;
}

// COPYUID: UIDVALIDITY, then sources and copies in the same order.
void MoveMails::note_copies(const Answer& answer) {
    for (const std::string& arguments : answer.copied) {
        const std::size_t first = arguments.find(' ');
        const std::size_t second =
            first == std::string::npos ? first : arguments.find(' ', first + 1);
        if (second == std::string::npos) continue;
        const std::string_view all = arguments;
        const auto validity = read_uid(all.substr(0, first));
        const auto from = read_set(all.substr(first + 1, second - first - 1), most_at_once);
        const auto to = read_set(all.substr(second + 1), most_at_once);
        if (!validity || !from || !to || from->size() != to->size()) continue;
        for (std::size_t i = 0; i < from->size(); ++i)
            moved_[(*from)[i]] = Moved{true, (*to)[i], *validity};
    }
}

std::optional<Command> MoveMails::after_transfer(const Answer& answer) {
    // Without COPYUID nothing tells which of them were still there; OK means that none is left
    // behind. Where UIDPLUS is offered, but not for this folder, the EXPUNGEs of MOVE tell.
    const bool all_left = phase_ == Phase::move && answer.expunged.size() >= batch_.size();
    if (answer.copied.empty() && (expunging_ == Expunging::never || all_left))
        for (const std::uint32_t uid : batch_) moved_[uid].moved = true;
    if (phase_ == Phase::move) return next_batch();
    std::erase_if(batch_, [&](std::uint32_t uid) { return !moved_[uid].moved; });
    if (batch_.empty()) return next_batch();
    return ask(Phase::store);
}

std::optional<Command> MoveMails::after_refusal(const Answer& answer) {
    if (answer.code == "TRYCREATE" && !std::exchange(created_, true)) {
        refused_ = phase_;
        return ask(Phase::create);
    }
    if (answer.status == Status::bad && phase_ == Phase::copy)
        return fail("the mails cannot be moved",
                    "ask the server's operator whether UID COPY works");
    std::erase_if(batch_, [&](std::uint32_t uid) { return moved_[uid].moved; });
    if (batch_.size() > 1) {
        for (const std::uint32_t uid : std::views::reverse(batch_)) waiting_.push_back({uid});
        return next_batch();
    }
    if (batch_.empty() || says_gone(answer) || phase_ == Phase::copy) return next_batch();
    return ask(Phase::copy);  // MOVE was refused, perhaps COPY is not
}

std::vector<Moved> MoveMails::results() const {
    std::vector<Moved> results;
    for (const std::uint32_t uid : uids_) {
        const auto found = moved_.find(uid);
        results.push_back(found == moved_.end() ? Moved{} : found->second);
    }
    return results;
}

RemoveMails::RemoveMails(std::vector<std::uint32_t> uids, Expunging expunging)
    : waiting_(batches_of(uids)), expunging_(expunging) {}

std::optional<Command> RemoveMails::begin() { return mark_next(); }

std::optional<Command> RemoveMails::mark_next() {
    if (waiting_.empty()) return std::nullopt;
    set_ = write_set(waiting_.back());
    waiting_.pop_back();
    marking_ = true;
    return Command("UID STORE " + set_ + " +FLAGS.SILENT (\\Deleted)");
}

std::optional<Command> RemoveMails::next(Answer answer) {
    const bool marked = std::exchange(marking_, false) && answer.status == Status::ok;
    if (marked && expunging_ == Expunging::by_uid) return Command("UID EXPUNGE " + set_);
    return mark_next();
}

}  // namespace mailbox
