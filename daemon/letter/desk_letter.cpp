#include <fmt/format.h>

#include "letter/case_values.h"
#include "letter/inert_text.h"
#include "letter/letter.h"
#include "letter/template_set.h"

namespace letter {
namespace {

constexpr std::size_t most_candidates = 3;

std::vector<Values> candidate_values(const CaseSheet& sheet,
                                     const routing::Decision& decision) {
    std::vector<Values> items;
    for (std::size_t i = 0; i < decision.candidates.size() && i < most_candidates; ++i) {
        const routing::Candidate& candidate = decision.candidates[i];
        const bool named = i < sheet.station_names_of_candidates.size();
        Values item;
        item.put("station_id", inert_line(candidate.station.str(), 60));
        item.put("place",
                 named ? inert_line(sheet.station_names_of_candidates[i], 60) : std::string());
        item.put("score", fmt::format("{:g}", candidate.score));
        items.push_back(std::move(item));
    }
    return items;
}

}  // namespace

base::Result<Letter> write_desk_letter(const Templates& templates, const Envelope& envelope,
                                       const CaseSheet& sheet,
                                       const understanding::Facts& facts,
                                       const routing::Decision& decision,
                                       const redaction::RedactedMail& mail) {
    const Template& page = find_template(templates, "desk", "en");
    auto values = case_values(page, envelope, sheet, facts, mail);
    if (!values) return values.error();
    const auto put =
        put_addresses(*values, answer_way(sheet), {"received", "approve", "refuse"});
    if (!put) return put.error();
    // What once spoke for a station is no reason to be with the desk now.
    if (decision.reason > routing::Reason::subject)
        values->put("reason", word_for(page, "reason", name_of(decision.reason)));
    values->put("desk_reason", inert_line(sheet.desk_reason, 300));
    const bool goes_to_station = decision.action == routing::Action::forward ||
                                 decision.action == routing::Action::attach;
    values->put_if(goes_to_station && !decision.station.empty(), "forwarded");
    values->put("station", inert_line(sheet.station_name, 60));
    values->put_if(facts.offender_in_police, "offender_in_police");
    values->lists["candidates"] = candidate_values(sheet, decision);
    return finish_sealed(envelope, page, *values, answer_way(sheet), {}, mail);
}

}  // namespace letter
