// How far an address reaches on both sides of its house word: the short parts before and behind
// it, as far as they look like an address.
//
// Promises: a part that only names a town or a district is no part of it (fixed rule 3). Inside
// the room only.
#pragma once

#include <vector>

#include "redaction/candidate.h"
#include "redaction/page.h"

namespace redaction {

// Where the page names a place.
std::vector<Range> places_on(const Page& page, const understanding::Facts& facts);

// Places of a page that may stay.
class OpenPlaces {
  public:
    explicit OpenPlaces(std::vector<Range> places);
    // One of them covers all of `part`.
    bool hold(Range part) const;

  private:
    std::vector<Range> places_;  // in order; each ends where the farthest one so far does
};

class AddressEdges {
  public:
    AddressEdges(const Page& page, const understanding::Facts& facts);

    // Blanks and marks that begin or end no address.
    static bool is_loose(char32_t c);
    // The parts before, as far as they look like an address: "Anugraha, TKRA 88, ...".
    std::size_t head(std::size_t start) const;
    // The parts behind the house word, as long as they look like an address.
    std::size_t tail(std::size_t from) const;
    std::size_t part_end(std::size_t at, std::size_t limit) const;
    // Behind the comma before, when few words stand between: "first floor", "opp. milk
    // society". The position itself when there is none.
    std::size_t part_before(std::size_t at) const;
    // Only a place name, so that the district stays readable.
    bool is_open_place(Range part) const;
    bool has_place_word(Range range) const;
    bool looks_like_part(Range part) const;
    // Adds the range without its loose ends as an address.
    void cover(Range range, std::string cue, Candidates& found) const;
    void cover_whole(Range range, std::string cue, Candidates& found) const;
    // Covers a region but for the parts that only name a place.
    void cover_parts(Range region, const std::string& cue, Candidates& found) const;
    bool is_house_word(std::size_t token) const;
    bool ends_with_comma(Range line) const;

  private:
    std::size_t start_of_part(std::size_t end, std::size_t limit) const;
    bool is_part_start(std::size_t at, std::size_t limit) const;
    std::size_t quarter_at(std::size_t from, std::size_t start, std::size_t limit) const;
    bool is_floor_letter(std::size_t token) const;
    bool ends_with_abbreviation(std::size_t limit) const;
    std::size_t street_at(std::size_t start, std::size_t limit) const;
    std::size_t address_limit(std::size_t from) const;
    std::size_t count_tokens(Range range) const;
    std::size_t after_tokens(std::size_t from, std::size_t end) const;

    const Page& page_;
    const std::u32string& text_;
    OpenPlaces places_;
};

}  // namespace redaction
