// What the mail shows of one person: which words stand about his name, wherever it stands, and
// what is known of him otherwise. Facts only; what they mean is weighed in cast.cpp.
//
// Promise: the cost of a portrait is the length of the sentences that name him and of those
// behind them. Inside the room only.
#pragma once

#include <algorithm>
#include <array>
#include <bitset>
#include <string_view>
#include <vector>

#include "redaction/agreement.h"
#include "redaction/page.h"

namespace redaction {

// Where words stand, as seen from the name.
enum class Place {
    right_before,  // the last word before it
    before,        // the two before that
    right_behind,  // the first word behind it
    behind,        // the two behind that
    earlier,       // the rest of the sentence
    later,         // the rest, as far as the next person
    next_begins,   // the first three words of the next sentence
    next_goes_on,  // its rest, as far as the next person
    at_the_end     // the last two words of his sentence, where most writings put the verb
};
inline constexpr std::array<std::string_view, 9> place_names{
    "right before", "before",      "right behind", "behind",    "earlier",
    "later",        "next begins", "next goes on", "at the end"};

enum class Trait {
    is_offender,  // of the role that words about each mention alone give him
    is_family,
    is_third_party,
    is_unknown,
    owns,         // in the genitive
    is_acted_on,  // in a case that no subject stands in
    only_acted_on,
    taken_up_unsaid,  // "X came. Then hit me.": in a writing that leaves the subject out
    named_once,
    first_named,
    last_named,
    of_two,
    accused_else,  // another one stands accused
    nobody_accused,
    has_number,  // a phone stands right behind the name
    has_account,
    has_address,
    has_age,
    begins_line,
    begins_sentence,
    titled_woman,
    young,
    several_words,
    ends_softly,  // as most names of women do in these languages
    told_of_he,   // before another is named, "he" is said
    told_of_he_much,
    told_of_harm,
    after_he,  // since another was named
    after_he_much,
    after_harm,
    kin_of_hers,  // "my brother X"
    kin_of_his,   // "his brother X"
    kin_of_nobody,
    kin_and_harm,
    kin_and_grave_harm,
    calling_and_grave_harm,
    of_cue  // the first of those that follow: one of each cue
};

// In order, for a binary search.
inline constexpr std::array<std::string_view, 11> cue_names{
    "against him",   "calling",  "former",      "harm",         "kin",    "naming",
    "offender word", "stranger", "third party", "third person", "witness"};

static_assert(std::is_sorted(cue_names.begin(), cue_names.end()));

inline constexpr std::size_t traits =
    static_cast<std::size_t>(Trait::of_cue) + cue_names.size();

// The others who are named in the mail.
struct Company {
    std::size_t persons = 0;
    std::size_t accused = 0;
    std::size_t first = static_cast<std::size_t>(-1), last = 0;  // mentions
};

struct Portrait {
    std::array<ListSet, place_names.size()> words;
    std::bitset<traits> is;

    bool has(Trait trait) const { return is[static_cast<std::size_t>(trait)]; }
    bool has_cue(std::string_view cue) const;
    bool has_word(Place place, List list) const {
        return words[static_cast<std::size_t>(place)][list.number()];
    }
};

class Portraits {
  public:
    Portraits(const std::vector<Page>& pages, const std::vector<std::size_t>& pages_of,
              const std::vector<Candidates>& values, const std::vector<Mention>& mentions);
    // `group`: all mentions of one person, in order.
    Portrait of(const std::vector<std::size_t>& group, const Company& company) const;

  private:
    void look_about(std::size_t mention, Portrait& portrait) const;
    void look_behind(std::size_t mention, Portrait& portrait) const;
    void look_far(std::size_t mention, Portrait& portrait) const;
    void look_at_relation(std::size_t mention, Portrait& portrait) const;
    void look_at_deeds(std::size_t mention, Portrait& portrait) const;
    void look_at_place(std::size_t mention, Portrait& portrait) const;
    void look_at_verdict(std::size_t mention, Portrait& portrait) const;
    void look_at_next_value(std::size_t mention, Portrait& portrait) const;
    void look_at_all(const std::vector<std::size_t>& group, const Company& company,
                     Portrait& portrait) const;
    std::size_t next_person(std::size_t mention) const;
    std::size_t person_before(std::size_t mention) const;
    Range rest_of_sentence(std::size_t mention) const;
    const Page& page(std::size_t mention) const { return pages_[pages_of_[mention]]; }

    const std::vector<Page>& pages_;
    const std::vector<std::size_t>& pages_of_;
    const std::vector<Candidates>& values_;
    const std::vector<Mention>& mentions_;
    std::vector<std::vector<Range>> persons_;  // of each page, in order
};

}  // namespace redaction
