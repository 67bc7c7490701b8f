#include "pipeline/letters_to_her.h"

#include "outbox/message_id.h"
#include "pipeline/copies.h"
#include "pipeline/write_letters.h"
#include "session/waits.h"

namespace pipeline {
namespace {

using letter::Address;
using letter::LetterKind;
using understanding::MailKind;

// What may be told is told of a case that proved to be hers.
bool may_tell(const Journey& journey) {
    return journey.hers && journey.hers->proof != Proof::none &&
           is_mail_safe(journey.hers->known.life) && journey.hers->known.by_herself;
}

std::string role_in(cases::CaseState state) {
    using enum cases::CaseState;
    switch (state) {
        case received:
        case with_desk:
        case check_call:
        case quarantined:
            return "desk";
        case with_station:
        case confirmed:
        case contacted:
        case identified:
        case awaiting_wish:
        case legal_action:
            return "station";
        case closed:
            return "nobody";
    }
    base::ensure(false);
    return "";
}

letter::News news_of(const cases::CaseLife& life, base::Instant now) {
    constexpr std::chrono::hours a_day{24};
    return {std::max<std::int64_t>(0, (now - life.received) / a_day),
            std::string(cases::name_of(life.state)), role_in(life.state)};
}

std::string why_nothing(const Journey& journey, const RawMail& raw, const Tools& tools,
                        const CaseStamp& stamp) {
    auto why = why_no_acknowledgement(journey, raw, stamp, tools.rules, tools.settings);
    if (!why.empty() || may_tell(journey)) return why;
    return tools.memory.wrote_stop(*journey.mail.from.address) ? "stopped" : "";
}

base::Result<letter::Letter> write(const letter::Envelope& envelope, const Journey& journey,
                                   const RawMail& raw, const Tools& tools,
                                   const CaseStamp& stamp) {
    const auto& templates = tools.rules.templates;
    const auto language = journey.facts.language;
    if (envelope.kind == LetterKind::acknowledgement)
        return letter::write_acknowledgement(templates, envelope, language, stamp.ref);
    if (!may_tell(journey)) return letter::write_status(templates, envelope, language);
    const auto& life = journey.hers->known.life;
    return letter::write_news(templates, envelope, language_of(life),
                              news_of(life, raw.received_at));
}

}  // namespace

understanding::Language language_of(const cases::CaseLife& life) {
    using understanding::Language;
    for (const Language one : {Language::ml, Language::hi})
        if (understanding::name_of(one) == life.language) return one;
    return Language::en;
}

bool is_mail_safe(const cases::CaseLife& life) {
    return life.mail_safety == "safe" && !life.silent;
}

base::Instant due_to_her(base::Instant arrived, const settings::AcknowledgeSettings& when,
                         std::uint32_t draw) {
    constexpr std::uint64_t values = std::uint64_t{1} << 32U;
    const base::Seconds delay = std::chrono::minutes(when.delay_minutes);
    const base::Seconds spread = std::chrono::minutes(when.spread_minutes);
    const auto steps = static_cast<std::uint64_t>(spread.count()) + 1;  // both ends included
    const base::Seconds drawn(static_cast<std::int64_t>(draw * steps / values));
    return arrived + std::chrono::floor<base::Seconds>(session::scaled(delay + drawn));
}

base::Result<letter::Envelope> envelope_to_her(const PostingToHer& posting,
                                               const settings::Settings& settings,
                                               const seal::Key& message_id_key) {
    if (!settings::recipient_allowed(settings, posting.address,
                                     settings::Audience::complainant))
        return base::Failure{base::FailureKind::settings,
                             "these settings allow no mail to a complainant there", ""};
    auto to = Address::make(posting.address);
    if (!to) return to.error();
    auto from = Address::make(settings.identity.notices_address);
    if (!from) return from.error();
    const base::RecipientId recipient("complainant");
    auto id = outbox::message_id(message_id_key, posting.cause,
                                 std::string(letter::name_of(posting.kind)), recipient, 0,
                                 from->domain());
    letter::Envelope envelope{posting.kind,
                              recipient,
                              std::move(*to),
                              std::move(*from),
                              settings.identity.notices_from,
                              std::nullopt,
                              std::move(id),
                              posting.at,
                              settings.zone_offset};
    if (settings.identity.notices_return == settings::NoticesReturn::token) {
        auto path = return_path_of(envelope, settings, message_id_key);
        // Without a token a machine's answer would look like a mail of hers: then better none.
        if (path != envelope.from) envelope.return_path = std::move(path);
    }
    return envelope;
}

base::Result<Journey> write_to_her(Journey journey, const RawMail& raw, const Tools& tools,
                                   const CaseStamp& stamp) {
    journey.no_acknowledgement = why_nothing(journey, raw, tools, stamp);
    if (!journey.no_acknowledgement.empty()) return journey;
    const auto kind = journey.facts.kind == MailKind::status_request
                          ? LetterKind::status
                          : LetterKind::acknowledgement;
    auto envelope =
        envelope_to_her({kind, *journey.mail.from.address, stamp.cause, raw.received_at},
                        tools.settings, tools.message_id_key);
    if (!envelope) {
        // Her address cannot stand in an envelope: no acknowledgement, but the complaint goes
        // on.
        journey.no_acknowledgement = "address_not_usable";
        return journey;
    }
    auto written = write(*envelope, journey, raw, tools, stamp);
    if (!written) return written.error();
    journey.letters.push_back({std::move(*written), stamp.cause, "", false});
    return journey;
}

bool is_relay_returned(const Journey& journey) {
    return journey.facts.kind == understanding::MailKind::bounce && journey.hers &&
           journey.answer.letter && journey.answer.letter->kind == "relay" &&
           !journey.hers->known.life.station.empty();
}

base::Result<void> tell_not_delivered(Journey& journey, const RawMail& raw, const Tools& tools,
                                      const CaseStamp& stamp) {
    const auto& life = journey.hers->known.life;
    auto envelope = envelope_of(
        {LetterKind::notice, base::RecipientId(life.station), stamp.cause, raw.received_at},
        tools.rules, tools.settings, tools.message_id_key);
    if (!envelope) return envelope.error();
    const auto relay = tools.settings.identity.relay == settings::Relay::plus
                           ? letter::RelayMode::plus
                           : letter::RelayMode::thread;
    const std::string token = stamp.draw_token();
    auto written = letter::write_reply(
        tools.rules.templates, *envelope,
        {{life.number, token, relay, envelope->from}, "not_delivered", "", 0});
    if (!written) return written.error();
    journey.letters.push_back({std::move(*written), stamp.cause, token, false});
    return {};
}

}  // namespace pipeline
