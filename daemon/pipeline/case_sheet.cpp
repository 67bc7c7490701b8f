#include "pipeline/case_sheet.h"

#include "clocks/plan.h"
#include "pipeline/copies.h"
#include "pipeline/police_register.h"

namespace pipeline {
namespace {

// An open case of the same sender is named where the mail does not join it: she, or he with her
// account, may be writing again.
std::string repeat_of(const Journey& journey, const Tools& tools, const CaseStamp& stamp) {
    if (const auto like = tools.memory.case_like(journey.mail, stamp.number))
        return like->str();
    return journey.hers ? journey.hers->known.life.number.str() : "";
}

std::string desk_reason(const Journey& journey, const RuleSet& rules, const CaseStamp& stamp) {
    if (!stamp.refused_by.empty()) {
        return stamp.refused_by +
               " did not get this letter: its mail server refused or never took it, or nobody "
               "there may know of the case. Pictures that were in it are sealed, as "
               "everything else that came with the mail: an order opens them (aparajita open).";
    }
    const std::string detour =
        sentence_of(journey.detour, journey.hers ? journey.hers->known.life.number.str() : "");
    const std::string officers = sentence_of_register(journey, rules);
    return detour + (detour.empty() || officers.empty() ? "" : " ") + officers;
}

void put_case(letter::CaseSheet& sheet, const Journey& journey) {
    const auto& known = journey.hers->known;
    sheet.number = known.life.number;
    sheet.ref = known.ref;
    sheet.mail_safety = known.life.mail_safety;
    sheet.possible_repeat_of.clear();
    sheet.without_token = journey.hers->proof == Proof::address;
    const bool stop = journey.facts.kind == understanding::MailKind::stop;
    sheet.why_you = stop ? "stopped" : "follow_up";
}

std::vector<std::string> names_of(const std::vector<routing::Candidate>& candidates,
                                  const RuleSet& rules) {
    std::vector<std::string> names;
    for (const auto& candidate : candidates) {
        const auto* station = rules.book.station(candidate.station);
        names.push_back((station != nullptr ? station->name : candidate.station.str()) +
                        (candidate.unconfirmed ? " - unconfirmed" : ""));
    }
    return names;
}

}  // namespace

letter::CaseSheet sheet_for(const Copy& copy, const Journey& journey, const RawMail& raw,
                            const Tools& tools, const CaseStamp& stamp,
                            const letter::Address& answer_to) {
    letter::CaseSheet sheet{
        .number = stamp.number,
        .ref = stamp.ref,
        .station_name = {},
        .received_at = raw.received_at,
        .call_by = {},
        .token = stamp.draw_token(),
        .relay = tools.settings.identity.relay == settings::Relay::plus
                     ? letter::RelayMode::plus
                     : letter::RelayMode::thread,
        .answer_to = answer_to,
        .mail_safety = "unknown",
        .acknowledgement_uncertain = false,
        .possible_repeat_of = repeat_of(journey, tools, stamp),
        .station_names_of_candidates = names_of(journey.decision.candidates, tools.rules),
        .desk_reason = desk_reason(journey, tools.rules, stamp)};
    if (journey.facts.kind == understanding::MailKind::complaint) {
        const auto lane =
            journey.facts.urgency.flagged() ? clocks::Lane::urgent : clocks::Lane::usual;
        sheet.call_by = raw.received_at + clocks::call_within(tools.rules.clocks, lane);
    }
    sheet.language = language_of(copy.recipient, tools.rules);
    const auto* station = tools.rules.book.station(base::StationId(copy.recipient.str()));
    if (station == nullptr) station = tools.rules.book.station(journey.decision.station);
    if (station != nullptr) sheet.station_name = station->name;
    if (joins_case(journey)) put_case(sheet, journey);
    sheet.files = stamp.files;
    return sheet;
}

}  // namespace pipeline
