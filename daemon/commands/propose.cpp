#include "commands/propose.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"

namespace commands {
namespace {

using understanding::ExaminedText;
using understanding::PlaceMention;
using understanding::Span;

constexpr std::uint32_t reach = 60;     // code points around a place in which its words stand
constexpr std::size_t most_words = 12;  // of an example

bool is_hers(const PlaceMention& place) {
    using R = understanding::PlaceRole;
    return place.role != R::offender && place.role != R::person_name &&
           place.role != R::quoted && place.tier != understanding::MatchTier::near;
}

std::string words_at(const pipeline::Journey& journey, const Span& span) {
    const ExaminedText* text = journey.facts.text_of(span.where);
    if (text == nullptr || span.start >= span.end || span.end > text->text.size()) return "";
    std::u32string words = text->text.substr(span.start, span.end - span.start);
    std::replace_if(
        words.begin(), words.end(), [](char32_t c) { return c < U' '; }, U' ');
    std::string piece = base::to_utf8(words);
    const auto& view = journey.station_view;
    const bool shown = view && (view->body().find(piece) != std::string::npos ||
                                view->subject().find(piece) != std::string::npos);
    return shown ? piece : "";
}

// How a place is named ("I live at", "police station"), not what was done there.
bool names_a_place(const std::string& list) {
    return list.starts_with("place.") || list.starts_with("role.");
}

std::set<Span> spans_that_decided(const pipeline::Journey& journey) {
    std::set<Span> spans;
    for (const auto& place : journey.facts.places) {
        if (!is_hers(place)) continue;
        spans.insert(place.span);
        for (const auto& hit : journey.facts.words) {
            const bool near = hit.span.where == place.span.where &&
                              hit.span.end + reach >= place.span.start &&
                              hit.span.start <= place.span.end + reach;
            if (near && names_a_place(hit.list)) spans.insert(hit.span);
        }
    }
    return spans;
}

std::string example_text(const pipeline::Journey& journey) {
    std::string text;
    std::size_t count = 0;
    std::optional<Span> last;
    for (const auto& span : spans_that_decided(journey)) {
        if (last && last->where == span.where && span.start < last->end) continue;
        const std::string piece = words_at(journey, span);
        if (piece.empty()) continue;
        if (++count > most_words) break;
        text += (text.empty() ? "" : " ") + piece;
        last = span;
    }
    return text;
}

std::string in_quotes(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

std::string id_of(const base::StationId& station) {
    std::string id = "desk-" + station.str();
    std::replace(id.begin(), id.end(), '.', '-');
    return id;
}

// The places of hers by their names in the rules, not by her words: a condition on words would
// fit a mail in which he lives there, too.
std::set<std::string> places_of(const pipeline::Journey& journey) {
    std::set<std::string> names;
    for (const auto& place : journey.facts.places) {
        if (!is_hers(place) || words_at(journey, place.span).empty()) continue;
        for (const auto& candidate : place.candidates)
            if (candidate.kind != understanding::PlaceKind::district)
                names.insert(candidate.name);
    }
    return names;
}

}  // namespace

std::string as_yaml(const Proposal& proposal) {
    std::vector<std::string> values;
    for (const auto& value : proposal.values) values.push_back(in_quotes(value));
    return fmt::format(
        "  - id: {}\n    why: {} (confirmed by, on)\n    when:\n"
        "      {}: [{}]\n    then: {{station: {}}}\n    examples:\n"
        "      - text: {}\n        expect: {}\n",
        proposal.id, proposal.why, proposal.condition, fmt::join(values, ", "),
        proposal.station.str(), in_quotes(proposal.example), proposal.station.str());
}

std::string propose(const pipeline::Journey& journey, const base::StationId& station) {
    Proposal proposal{id_of(station), "The desk chose " + station.str(),
                      "place",        places_of(journey),
                      station,        example_text(journey)};
    std::string out = std::string(how_to_paste);
    if (proposal.values.empty()) {
        proposal.condition = "words";
        proposal.example = "the name of the place";
        proposal.values.insert(proposal.example);
        out += "# No place was found that the rules know: write its name in both lines.\n";
    }
    return out + as_yaml(proposal);
}

}  // namespace commands
