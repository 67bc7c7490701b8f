#include "commands/explain_json.h"

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace commands {
namespace {

using nlohmann::json;
using pipeline::Journey;

template <class T>
json or_null(const std::optional<T>& value) {
    return value ? json(*value) : json(nullptr);
}

json urgency_json(const understanding::Urgency& urgency) {
    json reasons = json::array();
    for (const auto reason : urgency.reasons) reasons.push_back(understanding::name_of(reason));
    return {{"flag", urgency.flagged()}, {"reasons", reasons}};
}

json life_json(const understanding::LifeFacts& life) {
    return {{"safe_hours", or_null(life.safe_hours)},
            {"money_paid", life.money_paid},
            {"same_house", life.same_house},
            {"relation", or_null(life.relation)},
            {"platforms", life.platforms},
            {"threat", or_null(life.threat)},
            {"threat_when", or_null(life.threat_when)}};
}

std::string text_at(const understanding::Facts& facts, const understanding::Span& span) {
    const auto* text = facts.text_of(span.where);
    if (text == nullptr || span.end > text->text.size() || span.start > span.end) return "";
    return base::to_utf8(
        std::u32string_view(text->text).substr(span.start, span.end - span.start));
}

json evidence_json(const routing::Evidence& evidence, const understanding::Facts& facts) {
    return {{"class", routing::name_of(evidence.kind)},
            {"station", evidence.station.str()},
            {"weight", evidence.weight},
            {"where", understanding::name_of(evidence.span.where)},
            {"start", evidence.span.start},
            {"end", evidence.span.end},
            {"text", text_at(facts, evidence.span)}};
}

json decision_json(const Journey& journey) {
    const auto& decision = journey.decision;
    json candidates = json::array();
    for (const auto& candidate : decision.candidates) {
        candidates.push_back(
            {{"station", candidate.station.str()}, {"score", candidate.score}});
    }
    json evidence = json::array();
    for (const auto& item : decision.evidence)
        evidence.push_back(evidence_json(item, journey.facts));
    json out{
        {"action", routing::name_of(decision.action)},
        {"station", decision.station.empty() ? json(nullptr) : json(decision.station.str())},
        {"reason", routing::name_of(decision.reason)},
        {"score", decision.score},
        {"lead", decision.lead},
        {"rules", decision.rules_sha256},
        {"candidates", candidates},
        {"evidence", evidence},
        {"trace", decision.trace}};
    if (decision.rule) out["rule"] = decision.rule->str();
    return out;
}

json span_json(const redaction::RenderedSpan& span) {
    return {{"where", understanding::name_of(span.span.where)},
            {"start", span.span.start},
            {"end", span.span.end},
            {"type", redaction::name_of(span.type)},
            {"role", redaction::name_of(span.role)},
            {"action", redaction::name_of(span.action)},
            {"token", span.token.empty() ? json(nullptr) : json(span.token)},
            {"flag", span.flag},
            {"cues", span.cues}};
}

json redaction_json(const Journey& journey) {
    json spans = json::array();
    if (!journey.station_view) {
        return {{"complete", false},
                {"text", nullptr},
                {"spans", spans},
                {"held", or_null(journey.held)}};
    }
    for (const auto& span : journey.station_view->spans()) spans.push_back(span_json(span));
    json out{{"complete", journey.findings.complete && !journey.held},
             {"text", journey.station_view->body()},
             {"subject", journey.station_view->subject()},
             {"spans", spans}};
    if (journey.held) out["held"] = *journey.held;
    return out;
}

json letter_json(const letter::Letter& letter) {
    json attachments = json::array();
    for (const auto& note : letter.attachments) {
        attachments.push_back({{"name", note.name},
                               {"type", note.type},
                               {"size", note.size},
                               {"sha256", note.sha256},
                               {"action", note.passes ? "pass" : "sealed"}});
    }
    return {{"kind", letter::name_of(letter.kind)},
            {"to", letter.to.str()},
            {"subject", letter.subject},
            {"body", letter.body},
            {"attachments", attachments}};
}

}  // namespace

std::string explain_json(const std::string& file, const Journey& journey) {
    json oddities = json::array();
    for (const auto& oddity : journey.mail.oddities) oddities.push_back(oddity.name);
    json out{{"file", file}, {"oddities", oddities}};
    if (journey.unread) {
        out["unread"] = *journey.unread;
        return out.dump(-1, ' ', false, json::error_handler_t::replace);
    }
    const auto& facts = journey.facts;
    out["kind"] = understanding::name_of(facts.kind);
    out["language"] = understanding::name_of(facts.language);
    out["urgent"] = urgency_json(facts.urgency);
    out["child"] = understanding::name_of(facts.child);
    out["written_by"] = understanding::name_of(facts.written_by);
    out["offender_in_police"] = facts.offender_in_police;
    out["account_may_be_his"] = facts.account_may_be_his;
    out["mail_unsafe"] = facts.mail_unsafe;
    out["category"] = understanding::name_of(facts.category);
    out["decision"] = decision_json(journey);
    out["facts"] = life_json(facts.life);
    out["redaction"] = redaction_json(journey);
    out["no_acknowledgement"] =
        journey.no_acknowledgement.empty() ? json(nullptr) : json(journey.no_acknowledgement);
    json letters = json::array();
    for (const auto& planned : journey.letters) letters.push_back(letter_json(planned.letter));
    out["letters"] = letters;
    return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace commands
