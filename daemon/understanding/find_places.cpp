#include "understanding/find_places.h"

#include <algorithm>

#include "base/text.h"
#include "understanding/place_role.h"
#include "understanding/residence_cue.h"
#include "understanding/settle_places.h"

namespace understanding {

namespace {

constexpr std::size_t fewest_consonants =
    4;  // Latin, Devanagari: below it a cue must stand beside the name
constexpr std::size_t fewest_by_sound_ml = 5;  // Malayalam by the broad key
// Letters of a name spelled exactly that needs no cue, with a capital and without.
constexpr std::size_t shortest_exact_latin = 5, shortest_exact_lower = 7;

Range range_of(const PlaceMatch& match) { return {match.first, match.last + 1}; }

// Inside a handle, link, mail address or path the letters are no place.
bool is_inside_identifier(const Passage& p, Range name) {
    const auto& text = p.view().text;
    const std::size_t start = p.tokens()[name.first].start, end = p.tokens()[name.last - 1].end;
    constexpr std::u32string_view glue = U"@_/\\#=%&";
    const char32_t before = start > 0 ? text[start - 1] : U' ';
    const char32_t after = end < text.size() ? text[end] : U' ';
    const auto is_glue = [&](char32_t c) {
        return glue.find(c) != std::u32string_view::npos || (c >= U'0' && c <= U'9');
    };
    if (is_glue(before) || is_glue(after)) return true;
    const auto is_letter = [&](std::size_t i) {
        return i < text.size() && text[i] >= U'a' && text[i] <= U'z';
    };
    return (after == U'.' && is_letter(end + 1)) ||
           (before == U'.' && start > 1 && is_letter(start - 2) && is_letter(start));
}

class PlaceFinder {
  public:
    PlaceFinder(const Passage& passage, const PlaceIndex& index, const Sender& sender)
        : p_(passage), index_(index), sender_(sender) {}

    std::vector<PlaceMention> find() {
        std::vector<bool> skipped(p_.tokens().size());
        for (const auto& hit : p_.hits("place.station")) {
            for (std::size_t t = hit.first; t < hit.last; ++t) skipped[t] = true;
        }
        const auto matches = index_.find(p_.view(), p_.tokens(), skipped);
        occupied_.assign(p_.tokens().size() + 1, false);
        for (const auto& match : matches) {
            if (is_word_for_people(match)) continue;
            for (std::size_t t = match.first; t <= match.last; ++t) occupied_[t] = true;
        }
        std::size_t next = 0;
        for (const auto& match : matches) {
            if (mentions_.size() >= most_places) break;
            if (match.first < next) continue;
            if (take(match)) next = match.last + 1;
        }
        suggest_near_names();
        if (!p_.has("place.two_homes")) settle_present(mentions_);
        settle_origin(mentions_);
        follow_neighbours();
        if (lives_where_she_does_not_say()) hold_back_the_scene();
        end_stays();
        return std::move(mentions_);
    }

  private:
    // "I stay in a hostel": she has a home, and none of the places is said to be it.
    bool lives_where_she_does_not_say() const {
        const bool has_home =
            std::any_of(mentions_.begin(), mentions_.end(), [](const auto& m) {
                return m.role == PlaceRole::residence || m.role == PlaceRole::signature ||
                       m.role == PlaceRole::explicit_station;
            });
        if (has_home) return false;
        for (const auto& hit : p_.hits("place.residence")) {
            const Range clause = p_.clause_of(hit.first);
            if (holds_place(occupied_, p_.sentence_of(hit.first))) continue;
            if (p_.has("who.i", clause) && !p_.has("place.former", clause)) return true;
        }
        return false;
    }

    void hold_back_the_scene() {
        for (auto& place : mentions_) {
            if (place.role != PlaceRole::unknown && place.role != PlaceRole::incident) continue;
            place.role = PlaceRole::near_by;
            place.cues.emplace_back("place.withheld");
        }
    }

    // "This time at my grandparents' house in Payyannur ... We are back now": a stay that is
    // over, where the sentence of the return names no place.
    void end_stays() {
        for (const auto& back : p_.hits("place.back_again")) {
            const Range sentence = p_.sentence_of(back.first);
            if (holds_place(occupied_, sentence) || !is_own(p_.zone_of(back.first))) continue;
            const std::uint32_t before = p_.span_of(back).start;
            for (auto& place : mentions_) {
                if (place.role != PlaceRole::residence || place.span.start > before) continue;
                place.role = PlaceRole::near_by;
                place.cues.emplace_back("place.back_again");
            }
        }
    }

    // "Kovalam, Kannur district", "Chittoor in Andhra Pradesh": a region has the role of the
    // name that it stands beside.
    void follow_neighbours() {
        for (std::size_t i = 1; i < mentions_.size(); ++i) {
            auto& before = mentions_[i - 1];
            auto& here = mentions_[i];
            if (!touch(before, here)) continue;
            if (!is_region(before) && !is_region(here)) share_role(before, here);
            if (is_region(before) == is_region(here)) continue;
            auto& region = is_region(here) ? here : before;
            auto& other = is_region(here) ? before : here;
            follow_region(region, other);
            const bool open =
                region.role == PlaceRole::unknown || region.role == PlaceRole::incident ||
                (region.role == PlaceRole::near_by && other.role == PlaceRole::residence);
            if (open) {
                if (other.role == PlaceRole::person_name) continue;
                region.role = other.role;
                region.cues = other.cues;
            }
        }
    }

    // "Hum log Kodungallur, Thrissur mein rehte hain": the verb follows the region.
    static void follow_region(const PlaceMention& region, PlaceMention& other) {
        const bool told = region.role == PlaceRole::residence && is_district_of(region, other);
        if (other.role != PlaceRole::unknown || !told) return;
        other.role = region.role;
        other.cues = region.cues;
    }

    // "in Kumily, in Adimaly and in Munnar": what is said of the first is said of all.
    static void share_role(const PlaceMention& before, PlaceMention& here) {
        const bool shared = before.role == PlaceRole::offender ||
                            before.role == PlaceRole::near_by ||
                            before.role == PlaceRole::residence;
        if (here.role == PlaceRole::unknown && shared) here.role = before.role;
    }

    // A comma between, or words like "in" and "of".
    bool touch(const PlaceMention& before, const PlaceMention& here) const {
        if (here.span.start < before.span.end) return false;
        constexpr std::uint32_t close = 2;
        if (here.span.start - before.span.end <= close) return true;
        const std::size_t last = p_.token_at(here.span.start);
        for (std::size_t t = p_.token_at(before.span.end); t < last; ++t)
            if (!p_.has("place.link", {t, t + 1}) && !p_.has("place.and", {t, t + 1}))
                return false;
        return p_.sentence_of(p_.token_at(before.span.start)).holds(last);
    }

    // A word that stands where a place stands and is one sound away from a station: for the
    // desk's eye only.
    void suggest_near_names() {
        constexpr std::size_t most_suggestions = 10, shortest = 5;
        std::size_t suggested = 0;
        for (std::size_t t = 0; t < p_.tokens().size() && suggested < most_suggestions; ++t) {
            const auto& token = p_.tokens()[t];
            const bool written_as_name = token.capital || p_.token_text(t).front() >= 0x80;
            if (occupied_[t] || token.kind != TokenKind::word ||
                token.end - token.start < shortest)
                continue;
            if (!written_as_name || !is_own(p_.zone_of(t)) || !is_after_cue(t) || is_cue(t))
                continue;
            suggested += add_suggestion({t, t + 1}) ? 1U : 0U;
        }
        std::stable_sort(mentions_.begin(), mentions_.end(),
                         [](const PlaceMention& a, const PlaceMention& b) {
                             return a.span.start < b.span.start;
                         });
    }

    bool is_after_cue(std::size_t t) const {
        const Range sentence = p_.sentence_of(t);
        const Range around{std::max(sentence.first, t - std::min<std::size_t>(2, t)),
                           std::min(t + 3, sentence.last)};
        return p_.has("place.residence", around) || p_.has("place.station", around);
    }
    bool is_cue(std::size_t t) const {
        const Range one{t, t + 1};
        for (const auto* list : {"place.residence", "place.station", "place.not_person",
                                 "who.i", "who.my", "who.he", "place.stop"}) {
            if (p_.has(list, one)) return true;
        }
        return is_inside_identifier(p_, one);
    }

    bool add_suggestion(Range name) {
        PlaceMention mention;
        mention.candidates = index_.suggest(p_.token_text(name.first));
        if (mention.candidates.empty()) return false;
        const auto role = find_role(p_, name, {}, occupied_, sender_);
        if (role.role == PlaceRole::person_name || role.role == PlaceRole::offender)
            return false;
        describe(mention, name, role);
        mention.tier = MatchTier::near;
        mentions_.push_back(std::move(mention));
        return true;
    }

    void describe(PlaceMention& mention, Range name, const RoleFound& role) const {
        mention.span = p_.span_of(name);
        mention.text = base::to_utf8(std::u32string_view(p_.text()).substr(
            mention.span.start, mention.span.end - mention.span.start));
        mention.role = role.role;
        mention.cues = role.cues;
    }

    bool stands_as(std::string_view list, Range name) const {
        const auto* hit = p_.hit_in(list, name);
        return hit != nullptr && hit->first == name.first && hit->last == name.last;
    }

    bool is_year(const PlaceMatch& match) const {
        const Range name = range_of(match);
        if (!p_.has("place.year", name)) return false;
        const Range before{name.first - std::min<std::size_t>(1, name.first), name.first};
        const Range after{name.last, std::min(name.last + 1, p_.tokens().size())};
        const bool number =
            name.first > 0 && p_.tokens()[name.first - 1].kind == TokenKind::digits;
        return number || p_.has("place.year_before", before) ||
               p_.has("place.year_after", after);
    }

    // Returns true when the words are used up, whether they are a place or not.
    bool take(const PlaceMatch& match) {
        const Range name = range_of(match);
        if (is_year(match) || is_inside_identifier(p_, name)) return false;
        const auto role = find_role(p_, name, match.glued, occupied_, sender_);
        if (match.only_with_station && !names_station(role) && !has_station_inside(name))
            return false;
        if (!is_strong_enough(match, role)) return false;
        PlaceMention mention;
        describe(mention, name, role);
        mention.tier = match.tier;
        if (has_station_inside(name) && is_own(p_.zone_of(name.first)))
            mention.role = PlaceRole::explicit_station;
        mention.candidates = choose(match, role, mention.role);
        if (mention.candidates.empty()) return false;
        if (mention.role == PlaceRole::unknown && is_abroad(mention, name, match.glued))
            mention.role = PlaceRole::residence;
        mentions_.push_back(std::move(mention));
        return true;
    }

    // "I am a nurse in Kuwait", "njan Dubaiyil aanu": she lives in that country, whatever she
    // calls her native place.
    bool is_abroad(const PlaceMention& place, Range name, const Glued& glued) const {
        const Range clause = p_.clause_of(name.first);
        const Range before{clause.first, name.first};
        const Range at{name.first - std::min<std::size_t>(1, name.first), name.first};
        const Range behind{name.last, std::min(name.last + 1, clause.last)};
        const bool works = p_.has("place.i_am", before) ||
                           (p_.has("who.i", before) && p_.has("place.working", before));
        const bool is_there = p_.has("who.i", before) && p_.has("place.copula", behind);
        const bool says_so = (works && p_.has("place.at", at)) || (is_there && glued.at);
        return says_so &&
               std::all_of(place.candidates.begin(), place.candidates.end(),
                           [](const auto& c) { return c.kind == PlaceKind::elsewhere; });
    }

    static bool names_station(const RoleFound& role) {
        return role.role == PlaceRole::explicit_station ||
               std::find(role.cues.begin(), role.cues.end(), "place.station_told") !=
                   role.cues.end();
    }

    bool has_station_inside(Range name) const {
        return name.last - name.first > 2 && p_.has("place.station", name);
    }

    bool is_strong_enough(const PlaceMatch& match, const RoleFound& role) const {
        const Range name = range_of(match);
        if (match.only_with_district && role.role != PlaceRole::explicit_station) return false;
        if (stands_as("place.word_too", name)) return is_surely_place(match, role);
        if (is_word_for_people(match)) return false;
        const bool vague = match.tier == MatchTier::broad && match.script == Script::latin &&
                           !p_.tokens()[name.first].capital &&
                           match.consonants < fewest_consonants;
        if (role.beside_residence) return true;
        if (role.direct) return !vague || is_surely_place(match, role);
        if (match.script == Script::malayalam) {
            return match.tier != MatchTier::broad || match.consonants >= fewest_by_sound_ml;
        }
        const auto& first = p_.tokens()[name.first];
        const bool exact = match.tier != MatchTier::broad;
        if (exact && match.script == Script::latin) {
            const std::size_t letters = p_.tokens()[name.last - 1].end - first.start;
            const std::size_t least =
                first.capital ? shortest_exact_latin : shortest_exact_lower;
            if (first.capital || letters >= least) return letters >= least;
        }
        return match.consonants >= fewest_consonants;
    }

    // "पिता" sounds like Pettah: a word that says who somebody is names no place by its sound.
    bool is_word_for_people(const PlaceMatch& match) const {
        const Range name = range_of(match);
        return match.tier == MatchTier::broad &&
               (stands_as("place.request", name) || stands_as("who.kin", name) ||
                stands_as("who.friend", name) || stands_as("who.he", name) ||
                stands_as("who.she", name));
    }

    // "in Mala", "Mala police": not "photo of Mala", "to Rani", "Anchal ke khilaf".
    bool is_surely_place(const PlaceMatch& match, const RoleFound& role) const {
        if (match.glued.at || role.role == PlaceRole::explicit_station) return true;
        if (!role.direct) return false;
        const Range name = range_of(match);
        const Range left{name.first - std::min<std::size_t>(1, name.first), name.first};
        const Range right{name.last, std::min(name.last + 1, p_.tokens().size())};
        return !p_.has("place.loose", left) && !p_.has("place.loose", right);
    }

    // A name that is a district and a station is the district unless "station" stands beside
    // it.
    std::vector<PlaceCandidate> choose(const PlaceMatch& match, const RoleFound& role,
                                       PlaceRole as) const {
        const auto is_district = [](const PlaceCandidate& c) {
            return c.kind == PlaceKind::district;
        };
        auto out = match.candidates;
        const bool any_district = std::any_of(out.begin(), out.end(), is_district);
        if (!any_district) return out;
        const bool any_other = !std::all_of(out.begin(), out.end(), is_district);
        const bool station = as == PlaceRole::explicit_station && !role.district_word;
        if (station && any_other)
            std::erase_if(out, is_district);
        else
            std::erase_if(out, [&](const PlaceCandidate& c) { return !is_district(c); });
        return out;
    }

    const Passage& p_;
    const PlaceIndex& index_;
    const Sender& sender_;
    std::vector<bool> occupied_;
    std::vector<PlaceMention> mentions_;
};

}  // namespace

std::vector<PlaceMention> find_places(const Passage& passage, const PlaceIndex& index,
                                      const Sender& sender) {
    return PlaceFinder(passage, index, sender).find();
}

}  // namespace understanding
