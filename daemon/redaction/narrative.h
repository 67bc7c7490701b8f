// Follows a person from the sentence that names him into the next ones, and over the "and" to
// those who act with him.
//
// Promises: the next sentences speak of the same person only while their subject is a pronoun
// or, in writings that drop it, nobody; another who may act ends it. What cannot be told is no.
// Asking costs the length of four sentences at most. Inside the room only.
#pragma once

#include <vector>

#include "redaction/candidate.h"
#include "redaction/page.h"
#include "redaction/story.h"

namespace redaction {

// By what a sentence that tells of harm takes him up again.
enum class TakenUp { no, by_pronoun, by_nothing };

class Narrative {
  public:
    // `values` of the page in order; all must outlive this.
    Narrative(const Page& page, const std::vector<Candidate>& values, const Story& story);

    // "Biju comes to my room. He has made a video.": the sentences behind tell what he did.
    TakenUp leads_into_harm(std::size_t person) const;
    // "A and his mother B beat me": the last of those who act together.
    std::size_t last_of_them(std::size_t person) const;
    // A friend or relative whose name is joined to the one before by "and" is that one's.
    bool is_joined_to_the_one_before(std::size_t person) const;
    // Nobody was told of before who might be meant by "he", and no harm.
    bool is_first(std::size_t person) const;
    // Where the first one begins, from `at` on, who may act.
    std::size_t actor_from(std::size_t at) const;

  private:
    bool acts(std::size_t value) const;
    bool is_only_other(std::size_t person) const;
    TakenUp takes_up(Range sentence) const;
    bool is_pronoun_for_him(std::size_t token) const;
    bool is_joined(std::size_t left, std::size_t right) const;
    bool bears_and(std::size_t person) const;
    bool goes_on_in_list(std::size_t right, std::u32string_view between) const;

    const Page& page_;
    const std::vector<Candidate>& values_;
    const Story& story_;
    std::vector<std::size_t> actors_;  // where those begin who may act
    std::size_t told_from_;            // where somebody else is spoken of, or harm
};

}  // namespace redaction
