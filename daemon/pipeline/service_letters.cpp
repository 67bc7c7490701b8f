#include "pipeline/service_letters.h"

#include "outbox/message_id.h"
#include "pipeline/clock.h"

namespace pipeline {
namespace {

struct Frozen {
    outbox::QueuedLetter row;
    ledger::LetterCopy copy;
};

base::Result<Frozen> freeze(Workshop& shop, const ServiceLetter& asked, base::Instant now) {
    const bool to_ourselves = asked.to == shop.settings.identity.address;
    if (!to_ourselves &&
        !settings::recipient_allowed(shop.settings, asked.to, settings::Audience::police)) {
        return base::Failure{base::FailureKind::settings,
                             "an address of the settings may not get mail in this mode",
                             "see `mode` and `allowed_recipient_domains`"};
    }
    auto to = letter::Address::make(asked.to);
    if (!to) return to.error();
    auto from = letter::Address::make(shop.settings.identity.address);
    if (!from) return from.error();
    const std::string kind(letter::name_of(asked.kind));
    const letter::Envelope envelope{asked.kind,
                                    asked.recipient,
                                    *to,
                                    *from,
                                    shop.settings.identity.letters_from,
                                    *from,
                                    outbox::message_id(shop.keys.message_id, asked.cause, kind,
                                                       asked.recipient, 0, from->domain()),
                                    now,
                                    shop.settings.zone_offset};
    auto written = letter::write_service_letter(envelope, asked.subject, asked.text, asked.file);
    if (!written) return written.error();
    Frozen frozen;
    frozen.row.kind = kind;
    frozen.row.recipient = asked.recipient;
    frozen.row.cause = asked.cause;
    frozen.row.message_id = written->message_id;
    frozen.row.urgent = asked.urgent;
    frozen.row.first_queued = now;
    frozen.row.next_attempt = now;
    frozen.row.hash = ledger::letter_hash(shop.keys.vault, written->octets);
    frozen.row.size = static_cast<std::int64_t>(written->octets.size());
    frozen.copy.octets = written->octets;
    frozen.copy.to = asked.to;
    frozen.copy.return_path = from->str();
    return frozen;
}

}  // namespace

base::Result<store::Step> service_step(Workshop& shop,
                                       const std::vector<ServiceLetter>& letters) {
    const base::Instant now = read_clock().now;
    std::vector<Frozen> frozen;
    for (const auto& asked : letters) {
        auto one = freeze(shop, asked, now);
        if (!one) return one.error();
        frozen.push_back(std::move(*one));
    }
    const seal::Key key = shop.keys.vault;
    store::Step step;
    step.vault = [frozen, key, now](store::VaultTransaction& vault) -> base::Result<void> {
        for (const auto& one : frozen) {
            auto kept = ledger::keep_letter(vault, key, base::CaseId(), one.row.message_id,
                                            one.row.hash, one.copy, now);
            if (!kept) return kept;
        }
        return {};
    };
    step.state = [frozen](store::Transaction& state) -> base::Result<void> {
        for (const auto& one : frozen) {
            auto posted = outbox::post(state, read_clock(), one.row);
            if (!posted) return posted.error();
        }
        return {};
    };
    return step;
}

}  // namespace pipeline
