#include "pipeline/withheld.h"

#include <algorithm>

#include "pipeline/chain.h"
#include "pipeline/clock.h"
#include "pipeline/durable.h"
#include "pipeline/letters_to_her.h"
#include "pipeline/log.h"

namespace pipeline {
namespace {

bool is_to_her(const outbox::QueuedLetter& letter) {
    return letter.recipient.str() == "complainant";
}

// Her later words may say that he serves where this letter would arrive.
bool is_barred(const outbox::QueuedLetter& letter, const cases::CaseLife& life,
               const Workshop& shop) {
    const auto& never = life.never_to;
    return std::find(never.begin(), never.end(), letter.recipient) != never.end() ||
           (shop.rules && must_not_hear(life, letter.recipient, *shop.rules, shop.settings));
}

std::string why_not(const outbox::QueuedLetter& letter,
                    const std::optional<cases::CaseLife>& life, const Workshop& shop) {
    if (is_to_her(letter))
        return why_withheld(letter, life, shop.settings.acknowledge, read_clock().now);
    return life && is_barred(letter, *life, shop) ? "never_to" : "";
}

}  // namespace

std::string why_withheld(const outbox::QueuedLetter& letter,
                         const std::optional<cases::CaseLife>& life,
                         const settings::AcknowledgeSettings& when, base::Instant now) {
    if (life && life->silent) return "silent";
    if (life && life->mail_safety == "unsafe") return "mail_unsafe";
    if (letter.kind == "relay") return life && is_mail_safe(*life) ? "" : "mail_not_safe";
    const auto longest =
        std::chrono::minutes(when.max_age_minutes + when.delay_minutes + when.spread_minutes);
    return now - letter.first_queued > longest ? "stale" : "";
}

asio::awaitable<base::Result<Look>> look_before_sending(Workshop& shop,
                                                        outbox::QueuedLetter letter) {
    if (letter.case_id.empty()) co_return Look::may_go;
    auto of_case = ledger::root_case(*shop.state, letter.case_id);
    if (!of_case) co_return of_case.error();
    auto life = ledger::find_life(*shop.state, of_case.value());
    if (!life) co_return life.error();
    const std::string why = why_not(letter, life.value(), shop);
    if (why.empty()) co_return Look::may_go;
    store::Step step;
    step.state = [id = letter.id, why](store::Transaction& state) {
        return outbox::hold(state, read_clock(), id, why);
    };
    auto held = co_await commit(shop.store, std::move(step));
    if (!held) co_return held.error();
    log_event(Level::info, "letter_withheld",
              {{"letter", letter.id}, {"kind", letter.kind}, {"why", why}});
    co_return Look::withheld;
}

}  // namespace pipeline
