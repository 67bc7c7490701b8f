// Whose is it? Weighs the cues around a value (redaction.md 5.2, steps 1 to 5).
//
// Promises: cues count within the value's clause, nine tokens to the left and six to the right;
// in text of somebody else first and second person change places; without a clear lead the
// answer is unknown. Inside the room only.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "redaction/candidate.h"
#include "redaction/grammar.h"
#include "redaction/narrative.h"
#include "redaction/policy.h"
#include "redaction/story.h"
#include "understanding/facts.h"

namespace redaction {

struct Verdict {
    Role role = Role::unknown;
    std::vector<std::string> cues;
    bool denied = false;      // "not my number": fixed rule 6
    bool only_prior = false;  // nothing but the type spoke
    bool acted_on = false;    // somebody calls it or does something to it
    std::map<Role, double> scores;
    // Of a person: where the last one ends who acts with him, and whether the sentences behind
    // tell of his harm.
    std::size_t together = 0;
    TakenUp taken_up = TakenUp::no;
    bool apart = false;  // his deed stands in another phrase of the sentence
};

// Which words stand about a value.
struct Window {
    Range left, right;
    std::size_t left_token = 0, right_token = 0;  // first token of the value, first behind it
    std::size_t until = 0;                        // the clause's end, or the next person in it
    std::size_t from = 0;  // the clause's beginning, or where the value before ends
    // Of a person: where the last one ends who acts with him.
    std::size_t together = 0;
};

// How the rest of the mail goes on with a person.
struct ToldOf {
    TakenUp taken_up = TakenUp::no;
    bool first = false;   // and nobody was told of before
    bool joined = false;  // "A and friend B": to the one before
};

class Weighing;

class Owners {
  public:
    // `values` in order, without overlaps; all must outlive this.
    Owners(const Page& page, const std::vector<Candidate>& values, const Story& story,
           const Policy& policy);
    // The roles of persons, by normal name, once they agree: "Reshma's number" then is
    // Reshma's.
    void know_persons(const std::map<std::string, Role>& persons);
    Verdict decide(std::size_t value) const;

  private:
    Window window_of(std::size_t value) const;
    std::optional<std::size_t> border_between(std::size_t left_end,
                                              std::size_t right_start) const;
    std::size_t cut_between(std::size_t left_end, std::size_t right_start,
                            bool want_last) const;
    void look_for_person(std::size_t value, Weighing& weighing) const;
    bool is_not_his(std::size_t value, const Candidate& person) const;
    bool has_calling(Range person) const;
    Role role_beside(std::size_t value, const Candidate& person) const;
    bool is_title_of_accused(const Candidate& person) const;
    Range with_honorific(Range name) const;
    bool is_own_of_name(std::size_t name_end) const;
    bool is_to_be_called(Range person) const;
    bool speaks_of_an_owner(Range words) const;
    bool is_last_named_accused(std::size_t value) const;
    bool was_one_of_hers_named(std::size_t value) const;
    bool is_she_accused(std::size_t value, Range left) const;
    bool is_relative_of_her(Range name) const;
    bool begins_sentence(Range word) const;
    // One who is told of, by a name or a word for a relative, a friend, a stranger.
    struct Mentioned {
        Range range;
        Range word;                         // for a relative or a friend, else the name
        std::optional<std::size_t> person;  // the value that names him
    };
    std::optional<Mentioned> mentioned_before(std::size_t at, std::size_t from) const;
    std::optional<Role> role_of(const Mentioned& one) const;
    Case case_of_mentioned(const Mentioned& one) const;
    bool may_be_meant(const Mentioned& one, Range pronoun) const;
    bool is_object_meant(const Mentioned& one, Range pronoun, Range between) const;
    std::optional<Range> pronoun_behind(std::size_t value) const;
    bool is_told_innocent(std::size_t value) const;
    bool is_told_of_witness(Range pronoun) const;
    bool names_an_accused(Range words) const;
    bool is_told_of_him(const Mentioned& one) const;
    bool owns_or_is(Range pronoun, std::size_t value) const;
    bool is_sent_to(Range pronoun, std::size_t value) const;
    std::optional<Role> one_of_hers_spared(Range pronoun) const;
    bool turns_to_another(Range between, Range pronoun, Case stands) const;
    std::optional<Role> one_of_hers_meant_by(Range pronoun, std::size_t value) const;
    void look_for_antecedent(std::size_t value, Range left, Weighing& weighing) const;
    bool continues_list(std::size_t value) const;
    bool begins_phrase_of_hers(std::size_t value) const;
    bool is_listed_with_her(std::size_t value) const;
    bool is_of_somebody_named(std::size_t value) const;
    bool is_attached(std::size_t value) const { return attached_to_[value].has_value(); }
    bool touches_the_one_before(std::size_t value) const;
    bool is_in_brackets_behind(std::size_t person, std::size_t at) const;
    bool only_labels_between(std::size_t from, std::size_t to) const;
    bool is_passed_over(std::size_t value) const;
    bool goes_with_the_one_before(std::size_t value) const;
    std::size_t first_unattached(std::size_t value) const;
    std::size_t end_of_name_ending(std::size_t name_end) const;
    std::size_t next_thought(Range right) const;
    std::size_t end_of_copula(std::size_t token, std::size_t from) const;
    std::size_t end_of_denial(std::size_t token, Range clause) const;
    std::size_t label_line_before(std::size_t value) const;
    bool is_label_line(Range line) const;
    std::optional<Verdict> said_in_list(std::size_t value) const;
    std::optional<Verdict> said_of_pair(std::size_t value) const;
    std::optional<Verdict> said_of_account(std::size_t value) const;
    std::optional<Verdict> said_of_shop(std::size_t value) const;
    Verdict weigh_as_known(std::size_t value) const;
    std::optional<Verdict> said_before(std::size_t value) const;
    std::optional<Verdict> said_under_heading(std::size_t value) const;
    bool is_his_form(Range line) const;
    bool is_listed(Range line) const;
    bool is_about_offender(Range line) const;
    std::optional<bool> heads_his(Range line) const;
    bool is_said_to_be_his(Range clause) const;
    bool is_of_the_accused(Range clause) const;
    bool came_from_it(Range behind) const;
    std::optional<Verdict> told_beside(std::size_t value) const;
    bool has_caller_of_hers(Range clause) const;
    bool rang_is_said_before(std::size_t value) const;
    bool stands_in_place(std::size_t value) const;
    bool is_a_receivers(std::size_t value) const;
    bool rang_is_said_behind(std::size_t value) const;
    bool is_the_caller(std::size_t value) const;
    std::optional<Verdict> left_over(std::size_t value) const;
    std::optional<Verdict> his_place(std::size_t value) const;
    bool bears_his_name(std::size_t value) const;
    bool is_where_he_is(std::size_t value) const;
    bool is_run_by_him(std::size_t value) const;
    bool takes_payment(std::size_t value) const;
    bool is_fresh(std::size_t at) const;
    bool has_words(Range range, std::size_t least) const;
    bool is_in_quotes(std::size_t at) const;
    bool is_at_end(Range value) const;
    bool follows_a_name(std::size_t value) const;
    bool is_left_open(std::size_t value) const;
    enum class SpokenOf { nobody, him, another };
    SpokenOf spoken_of_before(std::size_t value) const;
    bool follows_a_place(std::size_t value) const;
    bool has_possessor(std::size_t value) const;
    bool is_in_her_rows(std::size_t value) const;
    bool bears_name_of_hers(std::size_t value) const;
    bool takes_her_money(std::size_t value) const;
    std::optional<Range> heading_above(std::size_t value) const;
    bool has_cue_outside_values(List list, Range range) const;
    bool is_claimed(std::size_t value) const;
    bool tells_of_harm(Range clause) const;
    bool was_asked_for(std::size_t value, Range clause) const;
    bool accuses(Range beside) const;
    bool speaks_of_herself_before(std::size_t value) const;
    bool tells_little(Range clause) const;
    bool is_reached(std::size_t value) const;
    bool is_harmed(std::size_t value) const;
    std::optional<Range> clause_before(Range from) const;
    std::optional<Range> clause_behind(Range from) const;
    Range clause_beside(std::size_t value, Range from, bool before) const;
    bool parts_paragraphs(Range clause) const;
    bool names_one_of_hers(Range clause) const;
    bool is_of_nobody(std::size_t value) const;
    bool is_bare(Range clause) const;
    bool is_in_value(std::size_t at) const;
    bool she_gave_another(std::size_t value) const;
    bool may_be_his_too(std::size_t value) const;
    bool follows_name_label(std::size_t token) const;
    ToldOf told_of(std::size_t person, TakenUp taken_up) const;
    const Verdict& weigh(std::size_t value) const;

    const Page& page_;
    const std::vector<Candidate>& values_;
    const Story& story_;
    const Policy& policy_;
    Narrative narrative_;
    std::map<std::string, Role> persons_;
    mutable std::vector<std::optional<Verdict>> weighed_;  // each value is weighed once
    std::vector<std::optional<std::size_t>> attached_to_;  // the person it is given with
    std::vector<std::size_t> unattached_;  // of each, the first from it on that goes with none
    // Of each kind, the first two that are hers.
    mutable std::map<ValueType, std::vector<std::string>> hers_;
    // Found once: words outside values, quotation marks.
    mutable std::optional<std::vector<Range>> free_words_;
    mutable std::optional<std::vector<std::size_t>> quotation_marks_;
};

// Applies the margins to summed scores.
Role winner(const std::map<Role, double>& scores, ValueType type, const Margins& margins);

}  // namespace redaction
