#include "pipeline/replay.h"

#include <algorithm>
#include <set>

#include "ledger/vault.h"
#include "pipeline/answers.h"
#include "pipeline/copies.h"
#include "understanding/find_facts.h"

namespace pipeline {
namespace {

using understanding::Facts;
using understanding::MailKind;

std::string place_of(std::string_view action, const std::string& station, const Facts& facts) {
    if (action == routing::name_of(routing::Action::forward)) return station;
    if (action != routing::name_of(routing::Action::triage)) return std::string(action);
    const bool urgent = facts.urgency.flagged() || facts.kind == MailKind::platform_alert;
    return urgent ? "urgent" : "triage";
}

struct Verdict {
    std::string place, reason, rule;
    bool certain = true;
};

Verdict verdict_of(const routing::Decision& decision, const Facts& facts) {
    return {place_of(routing::name_of(decision.action), decision.station.str(), facts),
            std::string(routing::name_of(decision.reason)),
            decision.rule ? decision.rule->str() : "", true};
}

// What a past case has left.
struct Left {
    KeptFacts kept;
    std::optional<message::ParsedMail> mail;  // while its working copy is there
    base::Instant received{};
};

// It answered a letter, or joined a case: no rule was asked, and none will be.
bool is_settled_by_kind(const Facts& facts) {
    return facts.answers_letter || facts.kind == MailKind::follow_up ||
           facts.kind == MailKind::canary || facts.kind == MailKind::officer_answer ||
           facts.kind == MailKind::desk_answer || facts.kind == MailKind::auditor_answer;
}

// As the journey does, but without memory: who answered a letter is settled by kind.
Facts find_again(const Left& left, const RuleSet& rules, const settings::Settings& settings) {
    NoMemory nothing;
    const auto registered = [&](const base::RecipientId& id) {
        return mailbox_of(id, rules, settings);
    };
    const auto answer = find_answer(*left.mail, settings.identity, nothing, registered);
    return understanding::find_facts(*left.mail, rules.lexicon,
                                     circumstances_of(answer, settings, left.received));
}

std::set<std::string> not_looked_for(const WordsLookedFor& then, const WordsLookedFor& now) {
    std::set<std::string> unread;
    for (const auto& [list, hash] : now.rules) {
        const auto old = then.rules.find(list);
        if (old == then.rules.end() || old->second != hash) unread.insert(list);
    }
    return unread;
}

Verdict judge(const Left& left, const RuleSet& rules, const settings::Settings& settings) {
    if (left.mail) {
        const Facts facts = find_again(left, rules, settings);
        return verdict_of(rules.book.decide(facts), facts);
    }
    const Facts& facts = left.kept.facts;
    Verdict verdict = verdict_of(rules.book.decide(facts), facts);
    if (is_settled_by_kind(facts)) return verdict;
    const auto unread = not_looked_for(left.kept.words, rules.words);
    verdict.certain = left.kept.words.vocabulary == rules.words.vocabulary &&
                      !rules.book.turns_on_text(facts, unread);
    return verdict;
}

std::optional<message::ParsedMail> read_again(const Past& past, const seal::Key& key,
                                              const base::CaseId& id) {
    if (past.read_until && std::chrono::steady_clock::now() > *past.read_until)
        return std::nullopt;
    auto octets = ledger::read_working_copy(past.vault, key, id);
    if (!octets) return std::nullopt;
    auto mail = past.reader.read(*octets, message::Contents::hashed_only);
    if (!mail || mail->unreadable) return std::nullopt;
    return std::move(*mail);
}

std::optional<Left> look_at(const Past& past, const ledger::DecidedCase& decided) {
    auto key = ledger::read_case_key(past.vault, past.keys, decided.id);
    if (!key) return std::nullopt;
    auto text = ledger::read_secret(past.vault, *key, decided.id, "facts");
    if (!text || !*text) return std::nullopt;
    auto kept = facts_from_json(**text);
    if (!kept) return std::nullopt;
    Left left{std::move(*kept), std::nullopt, decided.received};
    if (!is_settled_by_kind(left.kept.facts)) left.mail = read_again(past, *key, decided.id);
    return left;
}

// What the facts already lead elsewhere has moved, whatever other words would be found; but not
// where a rule turns on words that nobody can look for any more.
bool has_moved(const Verdict& verdict, const Left& left, const RuleSet& rules,
               const std::string& from) {
    if (verdict.place == from) return false;
    if (verdict.certain) return true;
    return !rules.book.turns_on_text(left.kept.facts,
                                     not_looked_for(left.kept.words, rules.words));
}

}  // namespace

int Replay::moved_percent() const {
    if (compared == 0) return 0;
    return static_cast<int>(moved.size() * 100 / static_cast<std::size_t>(compared));
}

bool Replay::moves_more_than(int percent) const {
    return moved.size() * 100 >
           static_cast<std::size_t>(compared) * static_cast<std::size_t>(percent);
}

base::Instant oldest_kept(const settings::Settings& settings, base::Instant now) {
    return now - std::chrono::days(settings.replay_days);
}

base::Result<Replay> replay(const Past& past, const RuleSet& candidate, const RuleSet* active) {
    auto cases = ledger::decided_cases(past.state, past.since, most_cases + 1);
    if (!cases) return cases.error();
    Replay result;
    result.more = cases->size() > most_cases;
    if (result.more) cases->resize(most_cases);
    std::size_t done = 0;
    for (const auto& decided : *cases) {
        if (past.progress) past.progress(done++, cases->size());
        const auto left = look_at(past, decided);
        if (!left) {
            ++result.without_facts;
            continue;
        }
        ++result.compared;
        const std::string from = place_of(decided.action, decided.station, left->kept.facts);
        const Verdict after = judge(*left, candidate, past.settings);
        if (!has_moved(after, *left, candidate, from)) {
            if (!after.certain) ++result.cannot_tell;
            continue;
        }
        if (active != nullptr && judge(*left, *active, past.settings).place == after.place)
            continue;
        result.moved.push_back(
            {decided.number, from, after.place, decided.reason, after.reason, after.rule});
    }
    std::reverse(result.moved.begin(), result.moved.end());
    return result;
}

}  // namespace pipeline
