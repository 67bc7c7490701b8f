#include "pipeline/route_order.h"

#include "base/text.h"
#include "pipeline/kept_values.h"
#include "pipeline/moving.h"

namespace pipeline {
namespace {

constexpr std::size_t longest_reason = 120;  // octets; an event of the trail has 512

base::Failure wrong(std::string what, std::string hint = "") {
    return {base::FailureKind::usage, std::move(what), std::move(hint)};
}

base::Result<cases::CaseLife> find_case(const AnswerDesk& desk, const std::string& case_no) {
    const auto number = base::CaseNumber::parse(case_no);
    if (!number) return wrong("a case number looks like APJ-2026-000042");
    auto row = ledger::find_case(desk.state, *number);
    if (!row) return row.error();
    if (!row.value() || row.value()->attached_to)
        return wrong("there is no case " + case_no, "aparajita cases lists them");
    auto life = ledger::find_life(desk.state, row.value()->id);
    if (!life) return life.error();
    return std::move(*life.value());
}

// The words of the desk may not tell the trail what the letters hide.
base::Result<bool> names_somebody(const AnswerDesk& desk, const base::CaseId& id,
                                  const std::string& reason) {
    auto key = desk.key_of(id);
    if (!key) return key.error();
    if (!key.value()) return false;
    auto text = desk.secret(*key.value(), id, "covered");
    if (!text) return text.error();
    auto values = covered_from_json(*text);
    if (!values) return values.error();
    message::ParsedMail said;
    said.text = reason;
    return redaction::find_leak(said, values->findings, desk.rules.policy,
                                redaction::Destination::auditors)
        .has_value();
}

const char* why_not(Routed routed) {
    switch (routed) {
        case Routed::yes:
            return "";
        case Routed::no_station:
            return "no station in use has that id or name";
        case Routed::there_already:
            return "that station has the case already";
        case Routed::no_place:
            return "the case cannot be given to a station now";
        case Routed::never_to:
            return "no letter of this case may go there: he may serve there";
        case Routed::not_composed:
            return "no letter could be composed from what is kept of this case";
    }
    return "";
}

}  // namespace

base::Result<AnswerPlan> plan_route(const AnswerDesk& desk, const RouteOrder& order) {
    const std::string reason(base::trim_ascii(order.reason));
    if (reason.empty() || reason.size() > longest_reason || !base::is_utf8(reason) ||
        reason.find_first_of("\r\n") != std::string::npos)
        return wrong("a reason is one line of at most 120 octets");
    auto life = find_case(desk, order.case_no);
    if (!life) return life.error();
    auto personal = names_somebody(desk, life->id, reason);
    if (!personal) return personal.error();
    if (*personal)
        return wrong("the reason names somebody of the case",
                     "it stays in the trail for ever: say it without names and numbers");
    AnswerPlan plan;
    const Move move{{}, reason, ledger::MovedBy::desk_or_daemon, order.actor, 0, ""};
    auto routed = add_route(desk, *life, order.station, move, plan);
    if (!routed) return routed.error();
    if (*routed != Routed::yes) return wrong(why_not(*routed));
    return plan;
}

}  // namespace pipeline
