// The names of the vocabulary by key: stations, districts, confirmed localities, places
// elsewhere.
//
// Promises: building is linear in the names; looking up is one hash per group of one to four
// words; longest group first, whole words only, never by prefix. Nothing here decides whether a
// match counts: that needs its clause (find_places.h). Malayalam words match by the tight key
// first and by the broad key only if that fails.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "understanding/endings.h"
#include "understanding/facts.h"
#include "understanding/fold.h"
#include "understanding/keyed_rows.h"
#include "understanding/view.h"
#include "understanding/vocabulary.h"

namespace understanding {

// A name that stands at tokens [first, last].
struct PlaceMatch {
    std::size_t first = 0;
    std::size_t last = 0;
    MatchTier tier = MatchTier::tight;
    Script script = Script::latin;
    std::size_t consonants = 0;      // of the weakest broad key that led here
    bool only_with_station = false;  // a generic or special name: counts only beside "station"
    bool only_with_district = false;
    Glued glued;
    std::vector<PlaceCandidate> candidates;
};

class PlaceIndex {
  public:
    explicit PlaceIndex(const Vocabulary& vocabulary);

    // By first token, then longest first. `skipped[i]`: a word such as "police" that may stand
    // inside the name of a special station.
    std::vector<PlaceMatch> find(const View& view, const std::vector<Token>& tokens,
                                 const std::vector<bool>& skipped) const;

    // Names one edit of the broad key away: for the desk's eye only, never a reason to route.
    std::vector<PlaceCandidate> suggest(std::u32string_view token) const;

    const PlaceCandidate& candidate(std::uint32_t number) const {
        return named_[number].candidate;
    }

  private:
    struct Named {
        PlaceCandidate candidate;
        bool special = false;
    };
    struct Entry {
        std::uint32_t named = 0;
        std::uint8_t words = 1;
        bool alias = false;
        bool needs_district = false;
        bool needs_station = false;
    };
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view s) const {
            return std::hash<std::string_view>{}(s);
        }
    };
    using Table = KeyedRows<Entry>;
    struct Found;
    struct TokenForms;
    struct Head;
    enum class Keys { tight, broad, both };

    std::uint32_t name_place(PlaceCandidate candidate, bool special);
    void add(std::string_view name, Entry entry);
    void add_station(const StationEntry& station);
    void add_special(const StationEntry& station, std::uint32_t named);
    void add_near_keys();
    void add_stops(const Vocabulary& vocabulary);
    void collect(const Table& table, std::string_view key, MatchTier tier, Found& found) const;
    TokenForms forms_of_token(std::u32string_view token) const;
    void collect_broad(const Head& head, const std::vector<std::string>& keys,
                       Found& found) const;
    Found look_up(const Head& head, const TokenForms& last, Keys keys, Found found) const;
    std::vector<std::size_t> group_from(std::size_t first, const View& view,
                                        const std::vector<Token>& tokens,
                                        const std::vector<bool>& skipped,
                                        const std::vector<const TokenForms*>& forms) const;
    void try_group(const std::vector<const TokenForms*>& forms,
                   const std::vector<std::size_t>& group, std::vector<PlaceMatch>& out) const;
    void finish(Found found, std::vector<PlaceMatch>& out) const;

    std::vector<Named> named_;
    Table tight_;
    Table broad_;
    std::unordered_set<std::u32string> stops_;  // words of list "place.stop", as written
    std::unordered_set<std::string, TextHash, std::equal_to<>>
        firsts_;                     // of names of several words
    KeyedRows<std::uint32_t> near_;  // stations, one phone left out
};

}  // namespace understanding
