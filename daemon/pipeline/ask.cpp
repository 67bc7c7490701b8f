// ASK: an officer's words to her, where mail is safe (promises.md 5.5). Composed anew: no
// address, no quoted text, no signature and no file of the officer's mail travels.
#include "base/text.h"
#include "pipeline/answer_words.h"
#include "pipeline/her_case.h"
#include "pipeline/kept_values.h"
#include "pipeline/letters_to_her.h"
#include "pipeline/second_letter.h"
#include "pipeline/write_letters.h"
#include "redaction/find_values.h"
#include "understanding/find_facts.h"

namespace pipeline {
namespace {

// Where a relayed letter goes, and what no letter to her may show.
struct Her {
    seal::Key key;
    std::string address;
    understanding::Language language = understanding::Language::en;
    redaction::Findings covered;  // of the case
};

// What stands behind ASK, in the officer's own words.
std::string asked_words(const Answering& a) {
    const auto& facts = a.answered.journey.facts;
    const auto* text = facts.text_of(understanding::Where::text);
    if (text == nullptr) return "";
    const std::string words = written_words(*text);
    const std::string first = facts.answer_word.value_or("");
    const auto blank = first.find(' ');
    const std::string behind = blank == std::string::npos ? "" : first.substr(blank + 1);
    const auto at = behind.empty() ? words.find('\n') : words.find(behind);
    return at == std::string::npos
               ? ""
               : std::string(base::trim_ascii(std::string_view(words).substr(at)));
}

// Why nothing may be asked: an event of reply_events(); empty: it may.
base::Result<std::string> why_not(const Answering& a, const cases::CaseLife& life) {
    if (!is_mail_safe(life)) return std::string("mail_not_safe");
    auto copies = read_copies(a.desk, life.id);
    if (!copies) return copies.error();
    if (!copies.value()) return std::string("destroyed");
    const bool herself = copies.value()->facts.written_by == understanding::WrittenBy::self;
    return std::string(herself ? "" : "not_the_writer");
}

base::Result<std::optional<Her>> find_her(const Answering& a, const cases::CaseLife& life) {
    auto key = a.desk.key_of(life.id);
    if (!key) return key.error();
    if (!key.value()) return std::optional<Her>{};
    Her her{*key.value(), "", language_of(life), {}};
    auto address = a.desk.secret(her.key, life.id, "address");
    if (!address) return address.error();
    if (address->empty()) return std::optional<Her>{};
    her.address = std::move(*address);
    auto covered = a.desk.secret(her.key, life.id, "covered");
    if (!covered) return covered.error();
    auto values = covered_from_json(*covered);
    if (!values) return values.error();
    her.covered = std::move(values->findings);
    return std::optional(std::move(her));
}

struct Words {
    redaction::RedactedMail mail;
    redaction::Findings findings;
};

// As a station would see a mail of hers: what the officer writes of her own is covered.
std::optional<Words> cover(const Answering& a, const std::string& text) {
    const auto& rules = a.desk.rules;
    message::ParsedMail words;
    words.text = text + "\n";
    words.parts.emplace_back();
    words.parts.front().type = "text/plain";
    words.parts.front().text = words.text;
    const auto facts = understanding::find_facts(words, rules.lexicon, {});
    auto findings =
        redaction::find_values(words, facts, rules.lexicon, rules.names, rules.policy, {});
    const redaction::TokenSeed seed{base::Sensitive<std::string>(seal::random_octets(32))};
    auto covered = redaction::redact(words, facts, {}, findings, rules.policy,
                                     redaction::Destination::station, seed);
    if (!covered) return std::nullopt;
    return Words{std::move(covered->mail), std::move(findings)};
}

std::optional<std::string> leak_in(const Answering& a, const letter::Letter& letter,
                                   const Words& words, const Her& her) {
    for (const auto* findings : {&words.findings, &her.covered}) {
        auto leak = leak_in_copy(a.desk.reader, a.desk.rules.policy, letter, *findings,
                                 redaction::Destination::station);
        if (leak) return leak;
    }
    return std::nullopt;
}

base::Result<void> stop_leak(const Answering& a, AnswerPlan& plan, const std::string& where) {
    plan.notes.push_back({base::AuditEvent::leak_stopped,
                          "daemon",
                          a.of_case.id,
                          std::nullopt,
                          {{"kind", "relay"}, {"where", where}}});
    return reply(a, plan, {"not_passed_on", "", 0});
}

base::Result<void> pass_on(const Answering& a, AnswerPlan& plan, const Her& her,
                           const Words& words) {
    auto envelope =
        envelope_to_her({letter::LetterKind::relay, her.address, a.about.cause, a.desk.now},
                        a.desk.settings, a.desk.keys.message_id);
    if (!envelope) return reply(a, plan, {"not_passed_on", "", 0});
    const bool plus = a.desk.settings.identity.relay == settings::Relay::plus;
    const std::string token = plus ? seal::random_token() : "";
    auto written =
        letter::write_relay(a.desk.rules.templates, *envelope, her.language, token, words.mail);
    if (!written) return written.error();
    if (const auto leak = leak_in(a, *written, words, her)) return stop_leak(a, plan, *leak);
    // Locked under the case's own key: who destroys the case destroys this letter.
    plan.letters.push_back({a.of_case.id, her.key,
                            PlannedLetter{std::move(*written), a.about.cause, token, false}});
    return {};
}

}  // namespace

base::Result<void> ask_her(const Answering& a, AnswerPlan& plan) {
    auto with_them = has_the_case(a, plan);
    if (!with_them) return with_them.error();
    if (!*with_them) return {};
    auto life = ledger::find_life(a.desk.state, a.of_case.id);
    if (!life) return life.error();
    if (!life.value()) return reply(a, plan, {"destroyed", "", 0});
    auto why = why_not(a, *life.value());
    if (!why) return why.error();
    if (!why->empty()) return reply(a, plan, {*why, "", 0});
    const std::string text = asked_words(a);
    if (text.empty()) return reply(a, plan, {"nothing_to_ask", "", 0});
    auto her = find_her(a, *life.value());
    if (!her) return her.error();
    if (!her.value()) return reply(a, plan, {"destroyed", "", 0});
    const auto words = cover(a, text);
    if (!words) return reply(a, plan, {"not_passed_on", "", 0});
    return pass_on(a, plan, *her.value(), *words);
}

}  // namespace pipeline
