#include "pipeline/older_mail.h"

#include <fmt/format.h>

#include "base/sha256.h"
#include "pipeline/clock.h"
#include "pipeline/log.h"
#include "pipeline/service_letters.h"

namespace pipeline {
namespace {

constexpr int most_in_one_letter = 500;

std::string text_of(const std::vector<ledger::OlderMail>& mails, base::Seconds zone) {
    std::string text = fmt::format(
        "{} mails lay in the mailbox before the day from which this program works "
        "(mailbox.since). They were not forwarded and lie where they lay: somebody must read "
        "them there.\n\n",
        mails.size());
    for (const auto& mail : mails) {
        text += fmt::format("{}  {:>5} KB  {} (number {})\n",
                            base::local_short(mail.internal_date, zone), mail.size / 1024 + 1,
                            mail.at.mailbox, mail.at.uid);
    }
    return text;
}

asio::awaitable<base::Result<void>> list_some(Workshop& shop,
                                              std::vector<ledger::OlderMail> mails) {
    ServiceLetter letter;
    letter.kind = letter::LetterKind::digest;
    letter.recipient = base::RecipientId("desk.triage");
    letter.to = shop.settings.desk.triage;
    letter.cause = base::sha256_hex(fmt::format("service|older|{}", mails.front().id));
    letter.subject = fmt::format("{} older mails in the mailbox", mails.size());
    letter.text = text_of(mails, shop.settings.zone_offset);
    auto step = service_step(shop, {letter});
    if (!step) co_return step.error();
    step->state = [post = std::move(step->state),
                   mails](store::Transaction& state) -> base::Result<void> {
        auto marked = ledger::mark_listed(state, read_clock(), mails);
        if (!marked) return marked;
        return post(state);
    };
    auto done = co_await commit(shop.store, std::move(*step));
    if (done)
        log_event(Level::info, "older_mail_listed",
                  {{"count", static_cast<std::int64_t>(mails.size())}});
    co_return done;
}

}  // namespace

asio::awaitable<base::Result<void>> list_older_mail(Workshop& shop) {
    for (;;) {
        auto mails = ledger::unlisted_older(*shop.state, most_in_one_letter);
        if (!mails) co_return mails.error();
        if (mails->empty()) co_return base::Result<void>{};
        auto listed = co_await list_some(shop, std::move(*mails));
        if (!listed) co_return listed.error();
        shop.send_wake.wake();
    }
}

}  // namespace pipeline
