#include "pipeline/canary.h"

#include <fmt/format.h>

#include "base/sha256.h"
#include "outbox/message_id.h"
#include "pipeline/clock.h"
#include "pipeline/log.h"
#include "pipeline/service_letters.h"
#include "pipeline/station_tests.h"
#include "session/waits.h"

namespace pipeline {
namespace {

constexpr const char* sent_note = "canary_sent_at";

const char* const text =
    "This is a test mail that the program sends to itself, to see that the way from a sender "
    "to "
    "a station is open. Nobody needs to do anything with it.\n";

asio::awaitable<base::Result<void>> send_one(Workshop& shop) {
    const base::Instant now = read_clock().now;
    ServiceLetter letter;
    letter.kind = letter::LetterKind::drill;
    letter.recipient = base::RecipientId(std::string(canary_recipient));
    letter.to = shop.settings.identity.address;
    letter.cause = base::sha256_hex(fmt::format("service|canary|{}", base::unix_seconds(now)));
    letter.subject = "test mail";
    letter.text = text;
    auto step = service_step(shop, {letter});
    if (!step) co_return step.error();
    step->state = [post = std::move(step->state),
                   now](store::Transaction& state) -> base::Result<void> {
        auto noted = ledger::put_note(state, sent_note, base::unix_seconds(now));
        if (!noted) return noted;
        return post(state);
    };
    auto done = co_await commit(shop.store, std::move(*step));
    shop.send_wake.wake();
    co_return done;
}

void judge(Workshop& shop, base::Instant watching_since, std::chrono::milliseconds period) {
    const auto came = outbox::last_accepted(*shop.state, "drill", shop.settings.canary_station);
    if (!came) return;
    const base::Instant last = std::max(came.value().value_or(watching_since), watching_since);
    const std::chrono::milliseconds silent = read_clock().now - last;
    if (silent > 2 * period) {
        shop.alarms.raise(Trouble::canary_missing);
    } else if (came.value() && *came.value() >= watching_since) {
        shop.alarms.clear(Trouble::canary_missing);
    }
}

}  // namespace

std::optional<KnownLetter> find_canary(const message::ParsedMail& mail, Memory& memory) {
    if (!mail.message_id) return std::nullopt;
    auto letter = memory.by_message_id(*mail.message_id);
    const bool is_one =
        letter && letter->kind == "drill" &&
        (letter->recipient.str() == canary_recipient || tested_station(letter->recipient));
    return is_one ? letter : std::nullopt;
}

base::Result<std::optional<PlannedLetter>> write_canary_letter(const Tools& tools,
                                                               const CaseStamp& stamp,
                                                               base::Instant now) {
    const auto* station =
        tools.rules.book.station(base::StationId(tools.settings.canary_station));
    if (station == nullptr) return std::optional<PlannedLetter>{};
    auto to = letter::Address::make(station->mailbox);
    if (!to) return to.error();
    auto from = letter::Address::make(tools.settings.identity.address);
    if (!from) return from.error();
    const base::RecipientId recipient(station->id.str());
    const letter::Envelope envelope{letter::LetterKind::drill,
                                    recipient,
                                    *to,
                                    *from,
                                    tools.settings.identity.letters_from,
                                    *from,
                                    outbox::message_id(tools.message_id_key, stamp.cause,
                                                       "drill", recipient, 0, from->domain()),
                                    now,
                                    tools.settings.zone_offset};
    auto written = letter::write_service_letter(envelope, "test mail, came through", text);
    if (!written) return written.error();
    return std::optional(PlannedLetter{std::move(*written), stamp.cause, "", false});
}

asio::awaitable<void> send_canaries(Workshop& shop) {
    if (!shop.settings.canary_every_minutes || shop.mode == RunMode::once) co_return;
    const std::chrono::milliseconds period =
        session::scaled(std::chrono::minutes(*shop.settings.canary_every_minutes));
    const base::Instant since = read_clock().now;
    auto next = std::chrono::steady_clock::now();
    while (!shop.stopping && !shop.fatal) {
        judge(shop, since, period);
        if (std::chrono::steady_clock::now() >= next) {
            next = std::chrono::steady_clock::now() + period;
            auto sent = co_await send_one(shop);
            if (!sent) log_failure("canary_not_sent", sent.error());
        }
        co_await shop.canary_wake.wait(std::min<std::chrono::milliseconds>(
            period / 4 + std::chrono::milliseconds(1), std::chrono::seconds(30)));
    }
}

}  // namespace pipeline
