#include "pipeline/stranded.h"

#include "pipeline/case_files.h"
#include "pipeline/durable.h"
#include "pipeline/freeze.h"
#include "pipeline/log.h"

namespace pipeline {
namespace {

asio::awaitable<base::Result<void>> hand_over(Workshop& shop, outbox::QueuedLetter letter) {
    auto mail = ledger::first_mail_of(*shop.state, letter.case_id);
    if (!mail) co_return mail.error();
    if (!mail.value()) co_return base::Result<void>{};
    auto files = open_case_files(shop, *mail.value());
    if (!files) co_return files.error();
    CaseStamp stamp = stamp_for(shop, *mail.value(), &files->case_key);
    stamp.refused_by = letter.recipient.str();
    auto journey = co_await travel(shop, files->raw, stamp);
    if (!journey) co_return journey.error();
    store::Step step = freeze_desk_letters(shop, *mail.value(), files->case_key, *journey);
    auto done = co_await commit_named(shop.store, "desk_instead", std::move(step));
    if (done) {
        log_event(
            Level::error, "handed_to_desk",
            {{"case", mail.value()->number.str()}, {"refused_by", letter.recipient.str()}});
    }
    co_return done;
}

}  // namespace

asio::awaitable<base::Result<void>> hand_stranded_to_desk(Workshop& shop) {
    if (!shop.rules) co_return base::Result<void>{};
    auto stranded = outbox::without_taker(*shop.state);
    if (!stranded) co_return stranded.error();
    for (auto& letter : *stranded) {
        auto done = co_await hand_over(shop, std::move(letter));
        if (!done) co_return done.error();
    }
    if (!stranded->empty()) shop.send_wake.wake();
    co_return base::Result<void>{};
}

}  // namespace pipeline
