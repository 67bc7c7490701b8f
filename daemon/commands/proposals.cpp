#include "commands/proposals.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "audit/trail.h"
#include "base/text.h"
#include "commands/propose.h"
#include "routing/examples.h"
#include "store/store.h"

namespace commands {
namespace {

struct Correction {
    std::string case_no, from, word, to, places;
};

Correction read(const audit::Event& event) {
    const auto attrs = nlohmann::json::parse(event.attrs, nullptr, false);
    const auto text = [&](const char* key) {
        return attrs.is_object() ? attrs.value(key, std::string()) : std::string();
    };
    return {event.case_no, event.station, text("word"), text("to"), text("places")};
}

std::string id_of(const Correction& correction) {
    return base::lower_ascii(correction.case_no);
}

std::string why_of(const Correction& correction) {
    const std::string& who = correction.word == "ROUTE" ? "the desk" : correction.from;
    return fmt::format("{} said {} {}", who, correction.word, correction.to);
}

// A sentence in which the rules find the place again, in the role that it had.
std::string sentence_of(std::string_view role, const std::string& name) {
    if (role == "explicit_station") return "Please forward to " + name + " police station.";
    if (role == "incident" || role == "unknown") return "It happened in " + name + ".";
    return "I live in " + name + ".";
}

Proposal proposal_of(const Correction& correction) {
    Proposal proposal{
        id_of(correction), why_of(correction), "place", {}, base::StationId(correction.to), ""};
    std::istringstream places(correction.places);
    for (std::string place; std::getline(places, place, ';');) {
        const auto colon = place.find(':');
        if (colon == std::string::npos) continue;
        const std::string name = place.substr(colon + 1);
        proposal.values.insert(name);
        if (proposal.example.empty())
            proposal.example = sentence_of(std::string_view(place).substr(0, colon), name);
    }
    return proposal;
}

std::string text_of(const Correction& correction) {
    if (correction.to.empty())
        return fmt::format("# {}: {} said {}, and named no station that the rules know.\n",
                           correction.case_no, correction.from, correction.word);
    const Proposal proposal = proposal_of(correction);
    if (proposal.values.empty())
        return fmt::format("# {}: {}; the rules had found no place in it.\n",
                           correction.case_no, why_of(correction));
    return as_yaml(proposal);
}

bool is_in(const routing::RuleBook& book, const Correction& correction) {
    const auto& examples = book.examples();
    return std::any_of(examples.begin(), examples.end(), [&](const routing::Example& example) {
        return example.rule.str() == id_of(correction);
    });
}

}  // namespace

base::Result<std::string> corrections_as_yaml(const std::filesystem::path& state,
                                              const routing::RuleBook& book,
                                              const std::string& case_no) {
    auto opened = store::ReadOnly::open(state, store::File::state);
    if (!opened) return opened.error();
    auto events = audit::events_of(**opened, base::AuditEvent::correction);
    if (!events) return events.error();
    std::vector<Correction> wanted;  // the last word about a case counts
    for (const auto& event : *events) {
        const Correction one = read(event);
        if (case_no.empty() ? is_in(book, one) : one.case_no != case_no) continue;
        std::erase_if(wanted, [&](const auto& other) { return other.case_no == one.case_no; });
        wanted.push_back(one);
    }
    if (wanted.empty() && case_no.empty())
        return std::string("# every correction has its rule\n");
    if (wanted.empty())
        return base::Failure{base::FailureKind::usage,
                             "nobody corrected where " + case_no + " went",
                             "NOT OURS of a station and ROUTE of the desk are corrections"};
    std::string out(how_to_paste);
    for (const auto& one : wanted) out += text_of(one);
    return out;
}

}  // namespace commands
