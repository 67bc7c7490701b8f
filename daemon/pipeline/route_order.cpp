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
    if (!row.value()) return wrong("there is no case " + case_no, "aparajita cases lists them");
    if (row.value()->attached_to) {
        auto whole = ledger::find_case(desk.state, *row.value()->attached_to);
        if (!whole) return whole.error();
        base::ensure(whole.value().has_value());
        return wrong("the mail of " + case_no + " belongs to another case",
                     "name that one: " + whole.value()->number.str());
    }
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

const char* why_not(Moved routed) {
    switch (routed) {
        case Moved::yes:
            return "";
        case Moved::no_station:
            return "no station in use has that id or name";
        case Moved::there_already:
            return "that station has the case already";
        case Moved::unread:
            return "the mail of this case could not be read yet: see aparajita quarantine";
        case Moved::no_place:
            return "the case cannot be given to a station now";
        case Moved::never_to:
            return "no letter of this case may go there: he may serve there";
        case Moved::not_composed:
            return "no letter could be composed from what is kept of this case";
        case Moved::destroyed:
            return "the data of this case were destroyed by order or after their time";
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
    if (*routed != Moved::yes) return wrong(why_not(*routed));
    return plan;
}

}  // namespace pipeline
