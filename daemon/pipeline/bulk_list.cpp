#include "pipeline/bulk_list.h"

#include <fmt/format.h>

#include "base/sha256.h"
#include "clocks/digest.h"
#include "pipeline/clock.h"
#include "pipeline/durable.h"
#include "pipeline/log.h"
#include "pipeline/service_letters.h"

namespace pipeline {
namespace {

constexpr const char* last_list = "bulk_listed_at";

std::string lines_of(const std::vector<ledger::MailRow>& mails, base::Seconds zone) {
    std::string lines;
    for (const auto& mail : mails)
        lines += mail.number.str() + "  " + base::local_short(mail.first_seen, zone) + "\n";
    return lines;
}

ServiceLetter letter_of(const Workshop& shop, const std::vector<ledger::MailRow>& mails,
                        base::Instant moment) {
    ServiceLetter letter;
    letter.kind = letter::LetterKind::digest;
    letter.recipient = base::RecipientId("desk.triage");
    letter.to = shop.settings.desk.triage;
    letter.cause = base::sha256_hex(fmt::format("service|bulk|{}", base::unix_seconds(moment)));
    letter.subject = fmt::format("{} mails without a letter of their own", mails.size());
    letter.text = fmt::format(
        "{} mails were taken as bulk mail, or came from an address that wrote very many in one "
        "day. No officer has them, and nobody has read them. They are listed in the file, by "
        "number, and lie in the folder {} of the mailbox once this list has arrived: somebody "
        "must look through them there.\n",
        mails.size(), shop.settings.mailbox.done);
    letter.file = {"bulk.txt", lines_of(mails, shop.settings.zone_offset)};
    return letter;
}

}  // namespace

asio::awaitable<base::Result<void>> list_bulk_mail(Workshop& shop) {
    const auto rules = shop.rules;
    if (!rules) co_return base::Result<void>{};
    const auto moment =
        clocks::digest_moment(rules->clocks, shop.settings.zone_offset, read_clock().now);
    if (!moment) co_return base::Result<void>{};
    const auto due = ledger::is_to_do(*shop.state, last_list, *moment);
    if (!due) co_return due.error();
    if (!*due) co_return base::Result<void>{};
    auto mails = ledger::undigested_mails(*shop.state);
    if (!mails) co_return mails.error();
    if (mails->empty()) co_return base::Result<void>{};
    const ServiceLetter letter = letter_of(shop, *mails, *moment);
    std::vector<ledger::MailId> ids;
    for (const auto& mail : *mails) ids.push_back(mail.mail);
    auto step = service_step(shop, {letter});
    if (!step) co_return step.error();
    step->state = [post = std::move(step->state), ids, cause = letter.cause,
                   at = base::unix_seconds(*moment)](
                      store::Transaction& state) -> base::Result<void> {
        auto done = post(state);
        if (done) done = ledger::list_in_digest(state, ids, cause);
        return done ? ledger::put_note(state, last_list, at) : done;
    };
    auto done = co_await commit(shop.store, std::move(*step));
    if (!done) co_return done;
    log_event(Level::info, "bulk_listed", {{"count", static_cast<std::int64_t>(ids.size())}});
    shop.send_wake.wake();
    co_return done;
}

}  // namespace pipeline
