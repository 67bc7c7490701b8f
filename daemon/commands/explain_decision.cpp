#include "commands/explain_decision.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "letter/inert_text.h"
#include "routing/in_words.h"

namespace commands {
namespace {

using pipeline::Journey;
using understanding::PlaceMention;
using understanding::PlaceRole;
using understanding::Span;

std::string written(const std::u32string& text, std::size_t start, std::size_t end) {
    std::string out = letter::show_hidden(
        base::to_utf8(std::u32string_view(text).substr(start, end - start)));
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
}

// The line of the place, at most so many characters on each side and cut at a blank.
std::string line_around(const std::u32string& text, const Span& span) {
    constexpr std::size_t reach = 48;
    const auto stops = [&](std::size_t at) { return text[at] == U'\n'; };
    std::size_t first = span.start, last = span.end;
    while (first > 0 && !stops(first - 1) && span.start - first < reach) --first;
    while (last < text.size() && !stops(last) && last - span.end < reach) ++last;
    const bool cut_before = first > 0 && !stops(first - 1);
    const bool cut_behind = last < text.size() && !stops(last);
    while (cut_before && first < span.start && text[first - 1] != U' ') ++first;
    while (cut_behind && last > span.end && text[last] != U' ') --last;
    return (cut_before ? "..." : "") + written(text, first, last) + (cut_behind ? "..." : "");
}

// "line 3", "subject", "line 3 of the HTML".
std::string line_of(const std::u32string& text, const Span& span) {
    if (span.where == understanding::Where::subject) return "subject";
    const auto line = 1 + std::count(text.begin(), text.begin() + span.start, U'\n');
    return fmt::format("line {}{}", line,
                       span.where == understanding::Where::html ? " of the HTML" : "");
}

// The word of the list that stands nearest to the place, in its line or the next.
std::optional<Span> nearest_word(const Journey& journey, std::string_view list,
                                 const Span& place) {
    constexpr std::uint32_t reach = 200;  // characters
    std::optional<Span> best;
    std::uint32_t distance = reach;
    for (const auto& hit : journey.facts.words) {
        if (hit.list != list || hit.span.where != place.where) continue;
        const auto away = hit.span.start >= place.end   ? hit.span.start - place.end
                          : hit.span.end <= place.start ? place.start - hit.span.end
                                                        : 0U;
        if (away >= distance) continue;
        best = hit.span;
        distance = away;
    }
    return best;
}

struct Why {
    std::string_view cue;
    std::string_view words;
};

// Cues that are no list of words: what the place stands in, or beside.
constexpr std::array<Why, 6> whys{
    {{"zone", "by where it stands: a quotation, a form, a signature or the subject"},
     {"capital", "a name follows it"},
     {"third_party", "somebody else is spoken of"},
     {"place.of_a_thing", "it only tells one thing from others"},
     {"writer.other", "the writer is not the woman"},
     {"none", "nothing beside it says whose it is"}}};

std::string why_of(const Journey& journey, const std::u32string& text,
                   const PlaceMention& place) {
    std::string out;
    for (const auto& cue : place.cues) {
        const auto* why =
            std::find_if(whys.begin(), whys.end(), [&](const Why& w) { return w.cue == cue; });
        const auto word = nearest_word(journey, cue, place.span);
        out += out.empty() ? "; " : ", ";
        if (why != whys.end())
            out += why->words;
        else if (word)
            out += fmt::format("by \"{}\" [{}]", written(text, word->start, word->end), cue);
        else
            out += fmt::format("by [{}]", cue);
    }
    return out;
}

// What a place is that no evidence speaks of.
std::string_view in_words(PlaceRole role) {
    switch (role) {
        case PlaceRole::quoted:
            return "in words that are not hers";
        case PlaceRole::person_name:
            return "part of a person's or a thing's name";
        case PlaceRole::offender:
            return "his place";
        case PlaceRole::explicit_station:
        case PlaceRole::residence:
        case PlaceRole::incident:
        case PlaceRole::signature:
        case PlaceRole::near_by:
        case PlaceRole::subject:
        case PlaceRole::unknown:
            break;
    }
    return "no station answers for it alone";
}

std::string weight_of(const routing::Evidence& item) {
    if (item.station.empty() || item.weight == 0)
        return fmt::format("{}; counts for no station", routing::in_words(item.kind));
    return fmt::format("{}; {:.4g} points for {}", routing::in_words(item.kind), item.weight,
                       item.station.str());
}

std::string goes_where(const routing::Decision& decision) {
    switch (decision.action) {
        case routing::Action::forward:
            return "to " + decision.station.str();
        case routing::Action::triage:
            return "to the desk";
        case routing::Action::attach:
            return "to its case";
        case routing::Action::digest:
            return "into the desk's daily list";
        case routing::Action::record:
            break;
    }
    return "recorded";
}

std::string found_line(const Journey& journey, const Span& span, const std::string& what) {
    const auto* examined = journey.facts.text_of(span.where);
    if (examined == nullptr || span.end > examined->text.size()) return "";
    const auto& text = examined->text;
    const auto& places = journey.facts.places;
    const auto place = std::find_if(places.begin(), places.end(),
                                    [&](const auto& one) { return one.span == span; });
    return fmt::format("  found \"{}\" in {}: \"{}\"\n    {}{}\n",
                       written(text, span.start, span.end), line_of(text, span),
                       line_around(text, span), what,
                       place == places.end() ? "" : why_of(journey, text, *place));
}

std::string found_lines(const Journey& journey) {
    const auto& evidence = journey.decision.evidence;
    const auto& rule = journey.decision.rule;
    std::string out;
    for (const auto& hit : journey.facts.words)
        if (rule && hit.list == routing::word_list_of(*rule))
            out += found_line(journey, hit.span, "words of rule '" + rule->str() + "'");
    for (const auto& item : evidence) out += found_line(journey, item.span, weight_of(item));
    for (const auto& place : journey.facts.places) {
        const bool weighed =
            std::any_of(evidence.begin(), evidence.end(),
                        [&](const auto& item) { return item.span == place.span; });
        if (!weighed)
            out += found_line(journey, place.span,
                              fmt::format("{}; counts for no station", in_words(place.role)));
    }
    return out;
}

}  // namespace

std::string decision_lines(const Journey& journey) {
    const auto& decision = journey.decision;
    std::string out =
        fmt::format("Decision: {}: {} ({})\n", goes_where(decision),
                    routing::in_words(decision.reason), routing::name_of(decision.reason));
    for (const auto& candidate : decision.candidates) {
        out +=
            fmt::format("  candidate {:<28} {}\n", candidate.station.str(),
                        candidate.unconfirmed ? "unconfirmed, from the gazetteer"
                                              : fmt::format("{:.4g} points", candidate.score));
    }
    out += found_lines(journey);
    for (const auto& sentence : decision.trace) out += "  " + sentence + "\n";
    return out;
}

}  // namespace commands
