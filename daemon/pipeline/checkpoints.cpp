#include "pipeline/checkpoints.h"

#include <fmt/format.h>

#include "base/text.h"
#include "pipeline/clock.h"
#include "pipeline/log.h"
#include "pipeline/service_letters.h"
#include "session/waits.h"

namespace pipeline {
namespace {

constexpr std::chrono::hours between_checkpoints{1};
constexpr std::chrono::hours longest_unseen{72};

std::string cause_of(std::int64_t size) { return fmt::format("checkpoint|{}", size); }

// Size of the last checkpoint that a server took for this auditor; 0: none.
base::Result<std::int64_t> last_taken_by(store::ReadOnly& state,
                                         const base::RecipientId& auditor) {
    auto rows = state.query(
        R"(SELECT coalesce(max(k.size), 0)
           FROM audit_checkpoint k JOIN letter l ON l.cause = 'checkpoint|' || k.size
           WHERE l.kind = 'checkpoint' AND l.recipient = ? AND l.accepted_at IS NOT NULL)",
        {auditor.str()});
    if (!rows) return rows.error();
    return rows->front().whole(0);
}

base::Result<bool> has_letter(store::ReadOnly& state, const base::RecipientId& auditor,
                              std::int64_t size) {
    auto rows = state.query(
        "SELECT count(*) FROM letter WHERE cause = ? AND kind = 'checkpoint' AND recipient = ?",
        {cause_of(size), auditor.str()});
    if (!rows) return rows.error();
    return rows->front().whole(0) > 0;
}

// Since when a checkpoint waits that this auditor's server should have taken; nothing: the last
// one was taken.
base::Result<std::optional<base::Instant>> waits_since(store::ReadOnly& state,
                                                       const base::RecipientId& auditor) {
    auto rows = state.query(
        R"(SELECT l.queued_at, l.accepted_at IS NOT NULL AND l.bounced_at IS NULL
           FROM (SELECT size FROM audit_checkpoint ORDER BY size DESC LIMIT 500) k
           JOIN letter l ON l.cause = 'checkpoint|' || k.size AND l.kind = 'checkpoint'
                         AND l.recipient = ?
           ORDER BY k.size DESC)",
        {auditor.str()});
    if (!rows) return rows.error();
    std::optional<base::Instant> since;
    for (const store::Row& row : *rows) {
        if (row.whole(1) != 0) break;
        since = base::from_unix(row.whole(0));
    }
    return since;
}

base::Result<void> look_at_auditors(Workshop& shop) {
    bool unseen = false;
    for (std::size_t n = 1; n <= shop.settings.desk.auditors.size(); ++n) {
        auto since = waits_since(*shop.state, base::RecipientId(fmt::format("auditor.{}", n)));
        if (!since) return since.error();
        unseen = unseen || (*since && read_clock().now - **since > longest_unseen);
    }
    if (unseen) {
        shop.alarms.raise(Trouble::checkpoint_unseen);
    } else {
        shop.alarms.clear(Trouble::checkpoint_unseen);
    }
    return {};
}

constexpr const char* words =
    "The audit trail had {0} events on {1}. The attached file is their signed checkpoint{2}. "
    "It "
    "says nothing about any case, and there is nothing to answer.\n"
    "\n"
    "Keep the attached file: all of them in one folder of yours. Only your copies show whether "
    "the trail was made anew. To compare:\n"
    "\n"
    "aparajita audit verify --against FOLDER\n"
    "or, with an exported trail: aparajita audit verify FILE.db --against FOLDER\n"
    "\n"
    "Root: {3}\n"
    "Key: {4}\n"
    "\n"
    "The key is the same in every one of these mails. If it ever changes and nobody told you "
    "why "
    "by another way, ask before you trust it.\n";

base::Result<ServiceLetter> write_to(Workshop& shop, std::size_t n,
                                     const audit::Checkpoint& last) {
    const base::RecipientId auditor(fmt::format("auditor.{}", n));
    auto before = last_taken_by(*shop.state, auditor);
    if (!before) return before.error();
    auto file = audit::growth_since(*shop.state, *before, last);
    if (!file) return file.error();
    const std::string continues =
        *before > 0
            ? fmt::format(", with the proof that it continues the one of size {} that you have",
                          *before)
            : "";
    ServiceLetter letter;
    letter.kind = letter::LetterKind::checkpoint;
    letter.recipient = auditor;
    letter.to = shop.settings.desk.auditors[n - 1];
    letter.cause = cause_of(last.head.size);
    letter.subject = fmt::format("Audit trail: checkpoint {}", last.head.size);
    letter.text = fmt::format(words, last.head.size,
                              base::local_short(last.at, shop.settings.zone_offset), continues,
                              base::to_base64(last.head.root),
                              audit::verifier_key(signer_of(shop.settings, shop.keys)).str());
    letter.file = {fmt::format("checkpoint-{}.txt", last.head.size), std::move(*file)};
    return letter;
}

asio::awaitable<base::Result<void>> tell_auditors(Workshop& shop) {
    auto last = audit::last_checkpoint(*shop.state);
    if (!last) co_return last.error();
    if (!last.value()) co_return base::Result<void>{};
    for (std::size_t n = 1; n <= shop.settings.desk.auditors.size(); ++n) {
        const base::RecipientId auditor(fmt::format("auditor.{}", n));
        auto told = has_letter(*shop.state, auditor, last.value()->head.size);
        if (!told) co_return told.error();
        if (*told) continue;
        auto letter = write_to(shop, n, **last);
        if (!letter) co_return letter.error();
        auto step = service_step(shop, {std::move(*letter)});
        if (!step) co_return step.error();
        auto done = co_await commit(shop.store, std::move(*step));
        if (!done) co_return done.error();
        shop.send_wake.wake();
    }
    co_return base::Result<void>{};
}

// How long until the next one is due; nothing: it is.
base::Result<session::Wait> time_left(store::ReadOnly& state) {
    auto last = audit::last_checkpoint(state);
    if (!last) return last.error();
    if (!last.value()) return session::Wait{0};
    const session::Wait since = read_clock().now - last.value()->at;
    const session::Wait interval = session::scaled(between_checkpoints);
    // A clock that was set back does not stop the schedule.
    return std::clamp(interval - since, session::Wait{0}, interval);
}

asio::awaitable<base::Result<void>> one_round(Workshop& shop) {
    auto left = time_left(*shop.state);
    if (!left) co_return left.error();
    if (left->count() == 0) {
        store::Step step = checkpoint_step(shop.settings, shop.keys, "daemon");
        auto signed_now = co_await commit(shop.store, std::move(step));
        if (!signed_now) co_return signed_now.error();
    }
    auto told = co_await tell_auditors(shop);
    if (!told) co_return told;
    co_return look_at_auditors(shop);
}

}  // namespace

audit::Signer signer_of(const settings::Settings& settings, const seal::ServerKeys& keys) {
    const auto& address = settings.identity.address;
    return {base::lower_ascii(address.substr(address.find('@') + 1)) + "/aparajita",
            keys.checkpoint};
}

store::Step checkpoint_step(const settings::Settings& settings, const seal::ServerKeys& keys,
                            const std::string& actor) {
    store::Step step;
    step.state = [signer = signer_of(settings, keys), actor](store::Transaction& state) {
        return audit::take_checkpoint(state, read_clock(), actor, signer);
    };
    return step;
}

asio::awaitable<void> keep_checkpoints(Workshop& shop) {
    while (!shop.stopping && !shop.fatal) {
        auto done = co_await one_round(shop);
        if (!done) {
            log_failure("checkpoint_failed", done.error());
            if (must_end(shop, done.error())) co_return;
        }
        auto left = time_left(*shop.state);
        const session::Wait pause =
            done && left ? std::max(*left, session::scaled(std::chrono::seconds(1)))
                         : session::scaled(std::chrono::minutes(5));
        co_await shop.checkpoint_wake.wait(pause);
    }
}

}  // namespace pipeline
