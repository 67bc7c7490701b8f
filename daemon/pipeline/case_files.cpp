#include "pipeline/case_files.h"

#include <chrono>
#include <ctime>

#include "pipeline/clock.h"

namespace pipeline {
namespace {

std::optional<std::string> kept(Workshop& shop, const ledger::MailRow& mail,
                                const seal::Key* key, const char* kind) {
    if (key == nullptr) return std::nullopt;
    auto secret = ledger::read_secret(*shop.vault, *key, mail.case_id, kind);
    return secret ? std::move(*secret) : std::nullopt;
}

// What this thread has worked. A machine that is busy with other things, or was halted, makes
// no mail take longer by it.
std::chrono::nanoseconds worked() {
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

// Thinking takes milliseconds; what takes this long is held for a person. The time begins with
// the first question, and all questions are asked on one thread.
redaction::OutOfTime stop_watch() {
    static constexpr std::chrono::seconds longest{20};
    return [end = std::optional<std::chrono::nanoseconds>()]() mutable {
        const auto now = worked();
        if (!end) end = now + longest;
        return now > *end;
    };
}

}  // namespace

base::Result<CaseFiles> open_case_files(Workshop& shop, const ledger::MailRow& mail) {
    auto key = ledger::read_case_key(*shop.vault, shop.keys, mail.case_id);
    if (!key) return key.error();
    auto octets = ledger::read_working_copy(*shop.vault, *key, mail.case_id);
    if (!octets) return octets.error();
    return CaseFiles{std::move(*key),
                     RawMail{std::move(*octets), mail.first_seen, mail.internal_date}};
}

CaseStamp stamp_for(Workshop& shop, const ledger::MailRow& mail, const seal::Key* case_key) {
    CaseStamp stamp;
    stamp.number = mail.number;
    auto ref = kept(shop, mail, case_key, "ref");
    stamp.ref = ref ? *ref : seal::random_ref();
    auto seed = kept(shop, mail, case_key, "seed");
    stamp.seed.octets = base::Sensitive<std::string>(seed ? *seed : seal::random_octets(32));
    stamp.cause = ledger::cause_of(mail.content);
    stamp.draw_token = [] { return seal::random_token(); };
    stamp.database_created_at = shop.store.created_at();
    stamp.read_at = read_clock().now;
    // Found in Done without a row: a lost database may have thanked her. It counts as older
    // than any database of ours (promises.md 2.6).
    if (mail.at.mailbox == shop.settings.mailbox.done)
        stamp.database_created_at = base::Instant::max();
    return stamp;
}

asio::awaitable<base::Result<Journey>> travel(Workshop& shop, const RawMail& raw,
                                              const CaseStamp& stamp,
                                              reader::ChildChoice child) {
    const auto rules = shop.rules;
    std::function<base::Result<Journey>()> work = [&shop, rules, &raw, &stamp,
                                                   child]() -> base::Result<Journey> {
        const Tools tools{shop.reader,          *rules, shop.settings, *shop.memory,
                          shop.keys.message_id, child,  stop_watch()};
        return walk(raw, tools, stamp);
    };
    auto journey = co_await on_thread(shop.thinkers, std::move(work));
    co_return journey;
}

}  // namespace pipeline
