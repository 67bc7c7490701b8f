#include "pipeline/freeze.h"

#include "base/sha256.h"
#include "base/text.h"
#include "pipeline/answers.h"
#include "pipeline/clock.h"
#include "pipeline/journey_record.h"
#include "pipeline/letters_to_her.h"
#include "pipeline/memory.h"

namespace pipeline {
namespace {

using base::AuditEvent;
using ledger::MailRow;

bool is_to_her(const std::string& kind) {
    return kind == letter::name_of(letter::LetterKind::acknowledgement) ||
           kind == letter::name_of(letter::LetterKind::status);
}

// What goes to her leaves T2 again when this address had one today.
base::Result<void> post_letters(store::Transaction& state,
                                const std::vector<FrozenLetter>& letters, const MailRow& mail,
                                const std::string& day, const std::string& address_hash) {
    const auto moment = read_clock();
    for (const auto& letter : letters) {
        if (is_to_her(letter.row.kind)) {
            const auto turn = ledger::claim_acknowledgement(state, day, address_hash);
            if (!turn) return turn.error();
            if (*turn == ledger::Turn::already_had_one) {
                base::AuditNote note{AuditEvent::acknowledgement_withheld,
                                     "daemon",
                                     mail.case_id,
                                     std::nullopt,
                                     {{"reason", "had_one_today"}}};
                if (auto noted = audit::append(state, moment, note); !noted) return noted;
                continue;
            }
        }
        const auto posted = outbox::post(state, moment, letter.row);
        if (!posted) return posted.error();
    }
    return {};
}

base::Result<void> keep_letters(store::VaultTransaction& vault, const seal::Key& key,
                                const base::CaseId& id,
                                const std::vector<FrozenLetter>& letters, base::Instant now) {
    for (const auto& letter : letters) {
        auto kept = ledger::keep_letter(vault, key, id, letter.row.message_id, letter.row.hash,
                                        letter.copy, now);
        if (!kept) return kept;
    }
    return {};
}

std::uint32_t draw() {
    std::uint32_t drawn = 0;
    for (const char octet : seal::random_octets(sizeof drawn))
        drawn = (drawn << 8U) | static_cast<unsigned char>(octet);
    return drawn;
}

base::Instant not_before(const Workshop& shop, const PlannedLetter& planned,
                         const MailRow& mail, base::Instant now) {
    if (!is_to_her(std::string(letter::name_of(planned.letter.kind)))) return now;
    return due_to_her(mail.first_seen, shop.settings.acknowledge, draw());
}

// Who wrote, as the ledger may know it.
struct Sender {
    std::string day;       // local, of the acknowledgement
    std::string day_hash;  // of the address under that day's key; empty without an address
    std::string hash;      // lasting, for the vault
    std::string likeness;  // of the mail, likewise
};

Sender sender_of(const Workshop& shop, const Journey& journey, base::Instant now) {
    Sender sender{base::local_day(now, shop.settings.zone_offset), "", "", ""};
    // A station's mailbox is no complainant's: its next mail is no repeat of anything.
    if (is_answer(journey)) return sender;
    sender.likeness = likeness_of(shop.keys, journey.mail);
    if (!journey.mail.from.address) return sender;
    // A thank-you and an answer to STATUS are counted apart.
    const bool asks = journey.facts.kind == understanding::MailKind::status_request;
    sender.day_hash = ledger::address_hash(
        shop.keys, (asks ? "status|" : "") + *journey.mail.from.address, sender.day);
    sender.hash = ledger::sender_hash(shop.keys, *journey.mail.from.address);
    return sender;
}

// Of local+bounce.TOKEN@domain, or "".
std::string token_of_return_path(const std::string& path) {
    const std::string mark = "+" + std::string(return_verb) + ".";
    const std::size_t at = path.find(mark);
    if (at == std::string::npos) return "";
    const std::size_t from = at + mark.size();
    return path.substr(from, path.find('@') - from);
}

// What T2 writes, gathered before the step: no journey travels to the writer's thread.
struct Freezing {
    MailRow mail;
    seal::Key case_key;
    base::Instant now{};
    std::vector<FrozenLetter> letters;
    std::vector<std::pair<std::string, std::string>> secrets;
    Sender sender;
    ledger::DecisionRecord decision;
    std::vector<base::AuditNote> effects;
    base::CaseId of;                          // the mail's case, or the one that it joins
    std::vector<base::RecipientId> never_to;  // of that case: of whom she may complain
    std::optional<std::string> held;
    std::optional<std::int64_t> came_back;  // the letter
    std::optional<ledger::Deed> silences;   // no mail to her from now on
    std::string why_silent;
    bool complete = false;
};

base::Result<void> write_vault(store::VaultTransaction& vault, const Freezing& f) {
    for (const auto& [kind, octets] : f.secrets) {
        auto put = ledger::put_secret(vault, f.case_key, f.mail.case_id, kind, octets, f.now);
        if (!put) return put;
    }
    if (!f.sender.hash.empty()) {
        auto put = ledger::put_sender(vault, f.mail.case_id, f.sender.hash, f.now);
        if (!put) return put;
    }
    if (!f.sender.likeness.empty()) {
        auto put = ledger::put_likeness(vault, f.mail.case_id, f.sender.likeness, f.now);
        if (!put) return put;
    }
    return keep_letters(vault, f.case_key, f.mail.case_id, f.letters, f.now);
}

base::Result<void> append_all(store::Transaction& state,
                              const std::vector<base::AuditNote>& notes) {
    for (const auto& note : notes) {
        auto noted = audit::append(state, read_clock(), note);
        if (!noted) return noted;
    }
    return {};
}

base::Result<void> write_state(store::Transaction& state, const Freezing& f) {
    // No copy was safe to send: set aside like a mail that cannot be read, for a person to read
    // it.
    auto recorded = f.held ? ledger::quarantine(state, read_clock(), f.mail.mail, *f.held)
                           : ledger::record_decision(state, read_clock(), f.decision);
    if (recorded) recorded = append_all(state, f.effects);
    for (const auto& never : f.never_to) {
        if (recorded)
            recorded = ledger::never_write_to(state, read_clock(), f.of, never, "daemon");
    }
    if (recorded && f.complete) {
        recorded = ledger::record_effect(state, read_clock(), f.mail.mail, f.decision.kind);
    }
    if (recorded && f.came_back) {
        const auto taken = outbox::take_back(state, read_clock(), *f.came_back);
        if (!taken) return taken.error();
    }
    if (recorded && f.silences)
        recorded = ledger::silence(state, read_clock(), *f.silences, f.why_silent);
    if (!recorded) return recorded;
    return post_letters(state, f.letters, f.mail, f.sender.day, f.sender.day_hash);
}

// STOP, in a case that proved to be hers; or a first mail that says that mail is not safe.
void silence_if_asked(Freezing& f, const Journey& journey) {
    using understanding::MailKind;
    ledger::Deed deed{f.mail.case_id, {}, "daemon", 0, "", ""};
    if (journey.facts.kind == MailKind::stop && joins_case(journey)) {
        deed.case_id = journey.hers->known.life.id;
        f.why_silent = "stop";
    } else if (journey.facts.kind == MailKind::complaint && journey.facts.mail_unsafe) {
        f.why_silent = "her_words";
    } else {
        return;
    }
    f.silences = deed;
}

}  // namespace

FrozenLetter freeze_letter(const base::CaseId& of, const PlannedLetter& planned,
                           const seal::Key& key, base::Instant now, base::Instant not_before) {
    const auto& letter = planned.letter;
    FrozenLetter frozen;
    frozen.row.case_id = of;
    frozen.row.kind = letter::name_of(letter.kind);
    frozen.row.recipient = letter.recipient;
    frozen.row.cause = planned.cause;
    frozen.row.revision = planned.revision;
    frozen.row.message_id = letter.message_id;
    frozen.row.urgent = planned.urgent;
    frozen.row.first_queued = now;
    frozen.row.next_attempt = not_before;
    frozen.row.hash = ledger::letter_hash(key, letter.octets);
    frozen.row.size = static_cast<std::int64_t>(letter.octets.size());
    if (!planned.token.empty()) frozen.row.token_sha256 = base::sha256_hex(planned.token);
    frozen.row.token_expires = planned.token_expires;
    frozen.copy.octets = letter.octets;
    frozen.copy.to = letter.to.str();
    if (letter.return_path) {
        frozen.copy.return_path = letter.return_path->str();
        const auto token = token_of_return_path(*frozen.copy.return_path);
        if (!token.empty()) frozen.row.return_sha256 = base::sha256_hex(token);
    }
    return frozen;
}

store::Step freeze_journey(Workshop& shop, const MailRow& mail, const seal::Key& case_key,
                           const CaseStamp& stamp, const Journey& journey) {
    auto f = std::make_shared<Freezing>();
    f->mail = mail;
    f->case_key = case_key;
    f->now = read_clock().now;
    f->letters.reserve(journey.letters.size());
    for (const auto& planned : journey.letters) {
        f->letters.push_back(freeze_letter(mail.case_id, planned, case_key, f->now,
                                           not_before(shop, planned, mail, f->now)));
    }
    f->secrets = secrets_of(journey, stamp);
    f->sender = sender_of(shop, journey, f->now);
    f->decision = decision_of(mail, journey, shop.rules ? shop.rules->policy.version() : "");
    f->effects = effects_of(mail, journey);
    f->of = joins_case(journey) ? journey.hers->known.life.id : mail.case_id;
    f->never_to = kept_out(journey.decision, shop.rules.get(),
                           base::local_day(f->now, shop.settings.zone_offset));
    f->held = journey.held;
    if (came_back(journey)) f->came_back = journey.answer.letter->id;
    silence_if_asked(*f, journey);
    f->complete = effect_is_complete(journey);
    store::Step step;
    step.vault = [f](store::VaultTransaction& vault) { return write_vault(vault, *f); };
    step.state = [f](store::Transaction& state) { return write_state(state, *f); };
    return step;
}

store::Step freeze_letters(Workshop& shop, const MailRow& mail, const seal::Key& case_key,
                           const std::vector<PlannedLetter>& planned) {
    const base::Instant now = read_clock().now;
    std::vector<FrozenLetter> letters;
    letters.reserve(planned.size());
    for (const auto& letter : planned) {
        letters.push_back(freeze_letter(mail.case_id, letter, case_key, now,
                                        not_before(shop, letter, mail, now)));
    }
    store::Step step;
    step.vault = [=](store::VaultTransaction& vault) {
        return keep_letters(vault, case_key, mail.case_id, letters, now);
    };
    step.state = [=](store::Transaction& state) {
        return post_letters(state, letters, mail, "", "");
    };
    return step;
}

store::Step freeze_quarantine(Workshop& shop, const MailRow& mail, const std::string& reason,
                              const PlannedLetter& notice) {
    store::Step step = freeze_notice(shop, mail, notice);
    step.state = [mail, reason, post = std::move(step.state)](
                     store::Transaction& state) -> base::Result<void> {
        auto aside = ledger::quarantine(state, read_clock(), mail.mail, reason);
        if (!aside) return aside;
        return post(state);
    };
    return step;
}

store::Step freeze_notice(Workshop& shop, const MailRow& mail, const PlannedLetter& notice) {
    // Under the case key: a case whose mail was never fetched has one, too.
    auto key = ledger::read_case_key(*shop.vault, shop.keys, mail.case_id);
    if (key) return freeze_letters(shop, mail, *key, {notice});
    store::Step step;
    step.vault = [failure = key.error()](store::VaultTransaction&) -> base::Result<void> {
        return failure;
    };
    return step;
}

}  // namespace pipeline
