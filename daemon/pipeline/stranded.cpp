#include "pipeline/stranded.h"

#include <functional>

#include "pipeline/case_files.h"
#include "pipeline/clock.h"
#include "pipeline/durable.h"
#include "pipeline/freeze.h"
#include "pipeline/log.h"
#include "pipeline/write_letters.h"

namespace pipeline {
namespace {

// Its copy is gone or damaged: no letter can be made of it, and the desk hears just that.
asio::awaitable<base::Result<void>> tell_of(Workshop& shop, const ledger::MailRow& mail,
                                            std::string recipient,
                                            const base::Failure& failure) {
    log_failure("copy_damaged", failure, {{"case", mail.number.str()}});
    NoticeText text;
    text.event = "not_composed";
    text.detail = std::move(recipient);
    auto notice = write_notice(text, *shop.rules, shop.settings, shop.keys.message_id,
                               stamp_for(shop, mail, nullptr), read_clock().now);
    if (!notice) co_return notice.error();
    store::Step step = freeze_notice(shop, mail, *notice);
    auto done = co_await commit(shop.store, std::move(step));
    co_return done;
}

// The desk has read this mail before it gave it to the station: what it has not heard is that
// nobody took the letter. The cause is the one that outbox::without_taker() asks for.
asio::awaitable<base::Result<void>> tell_refusal(Workshop& shop, const ledger::MailRow& mail,
                                                 const outbox::QueuedLetter& letter) {
    CaseStamp stamp = stamp_for(shop, mail, nullptr);
    stamp.cause = "refused|" + std::to_string(letter.id);
    NoticeText text;
    text.event = "refused";
    text.detail = letter.recipient.str();
    auto notice = write_notice(text, *shop.rules, shop.settings, shop.keys.message_id, stamp,
                               read_clock().now);
    if (!notice) co_return notice.error();
    store::Step step = freeze_notice(shop, mail, *notice);
    auto done = co_await commit(shop.store, std::move(step));
    co_return done;
}

void take_letters(std::vector<PlannedLetter>& into, Journey& journey,
                  const std::function<bool(const letter::Letter&)>& is_wanted) {
    for (auto& planned : journey.letters) {
        if (is_wanted(planned.letter)) into.push_back(std::move(planned));
    }
}

// The station's server takes no letter of that size: it gets one without the files (D15),
// unless there were none, or the rules of today would send the case elsewhere.
asio::awaitable<base::Result<std::vector<PlannedLetter>>> without_files(
    Workshop& shop, const ledger::MailRow& mail, const CaseFiles& files,
    const outbox::QueuedLetter& letter) {
    std::vector<PlannedLetter> smaller;
    auto revision =
        outbox::next_revision(*shop.state, letter.cause, letter.kind, letter.recipient);
    if (!revision) co_return revision.error();
    CaseStamp stamp = stamp_for(shop, mail, &files.case_key);
    stamp.files = letter::Files::left_out;
    stamp.revision = *revision;
    auto journey = co_await travel(shop, files.raw, stamp);
    if (!journey) co_return journey.error();
    take_letters(smaller, *journey, [&](const letter::Letter& one) {
        return one.kind == letter::LetterKind::station && one.recipient == letter.recipient &&
               static_cast<std::int64_t>(one.octets.size()) < letter.size;
    });
    co_return smaller;
}

asio::awaitable<base::Result<void>> hand_over(Workshop& shop, outbox::QueuedLetter letter) {
    auto mail = ledger::first_mail_of(*shop.state, letter.case_id);
    if (!mail) co_return mail.error();
    if (!mail.value()) co_return base::Result<void>{};
    // By the mail's own cause: a clock's letter to a deputy has another.
    auto at_desk = outbox::next_revision(*shop.state, ledger::cause_of(mail.value()->content),
                                         "desk", base::RecipientId("desk.triage"));
    if (!at_desk) co_return at_desk.error();
    if (*at_desk > 0) {
        auto told = co_await tell_refusal(shop, *mail.value(), letter);
        co_return told;
    }
    auto files = open_case_files(shop, *mail.value());
    if (!files) {
        auto told =
            co_await tell_of(shop, *mail.value(), letter.recipient.str(), files.error());
        co_return told;
    }
    std::vector<PlannedLetter> planned;
    if (outbox::was_too_large(letter) && letter.revision == 0) {
        auto smaller = co_await without_files(shop, *mail.value(), *files, letter);
        if (!smaller) co_return smaller.error();
        planned = std::move(*smaller);
    }
    CaseStamp stamp = stamp_for(shop, *mail.value(), &files->case_key);
    stamp.refused_by = letter.recipient.str();
    auto journey = co_await travel(shop, files->raw, stamp);
    if (!journey) co_return journey.error();
    take_letters(planned, *journey, [](const letter::Letter& one) {
        return one.recipient.str().starts_with("desk.");
    });
    store::Step step = freeze_letters(shop, *mail.value(), files->case_key, planned);
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
