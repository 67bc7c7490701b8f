// Sums the cues of redaction.md 5.2 step 3 over one value's window, by the policy's weights.
// Inside the room only.
#pragma once

#include "redaction/ownership.h"

namespace redaction {

inline bool is_person(const Candidate& value) { return value.type == ValueType::person; }

class Weighing {
  public:
    Weighing(const Page& page, const Candidate& value, const Story& story,
             const Weights& weights);
    // The value stands right behind the name of a person with this role.
    void beside_person(Role owner, std::size_t tokens_between);
    // "Garima's number X": one of hers owns it by name.
    void owned_by(Role owner) { named_ = owner; }
    // The last one who was named is accused.
    void he_is_accused() { he_is_accused_ = true; }
    // The sentence before names somebody who stands with her, and nobody behind.
    void one_of_hers_was_named() { one_of_hers_was_named_ = true; }
    // The pronoun that begins there speaks of one of hers.
    void he_is_one_of_hers(std::size_t pronoun, Role role) { meant_ = {pronoun, role}; }
    // "She" of this clause is a woman who was accused by name.
    void she_is_accused() { she_is_accused_ = true; }
    // Of a person: how the mail goes on with him.
    void told_of(const ToldOf& told) { told_ = told; }
    // "I (Merin), Shilpa and Kavya": told with her in one list.
    void is_listed_with_her() { with_her_ = true; }
    // "The owner's number X": it has an owner whom no list knows, and who is not he.
    void belongs_to_somebody() { of_somebody_ = true; }
    void look(const Window& window);
    Verdict verdict() const;

  private:
    enum class Side { left, right };
    struct Seen {
        Range range;
        Side side = Side::left;
        std::size_t distance = 0;  // tokens between
        double factor = 0;
    };

    ListSet lists_in(Range range) const;
    // The nearest hit of a list in the window, by its factor.
    std::optional<Seen> nearest(List list) const;
    std::optional<Seen> nearest_on(List list, Side side) const;
    void add(Role role, double weight, const std::string& name, const Seen& seen);
    bool is_flipped() const;

    bool is_addressed() const;
    bool begins_speech() const;
    bool ends_question() const;
    bool is_speech_of_hers() const;
    void planted();
    void described();
    bool described_owner();
    void ignore_correlative();
    std::optional<Range> description() const;
    std::optional<Range> described_before() const;
    std::optional<Range> described_by_relative() const;
    Role owner_in(Range description) const;
    std::optional<Role> subject_in(Range description) const;
    bool is_called_in(Range description) const;
    bool is_wronged_in(Range description) const;
    void own_words();
    void spoken_to_her();
    bool signs_speech() const;
    void other_words();
    bool helps(const Seen& noun) const;
    void third_persons();
    std::optional<Seen> pronoun_of_value();
    void owned_by_him(const Seen& his);
    void works_there();
    bool is_registered_in_her_name() const;
    bool is_taken_by_her() const;
    Range rest_of_phrase() const;
    bool begins_anew(const Seen& noun) const;
    bool is_deed_of_messages(const Seen& harm) const;
    bool is_told_to_help_after(const Seen& harm) const;
    bool is_tied_to_hers() const;
    bool is_written_from_by_her() const;
    std::optional<Role> woman_who_writes() const;
    std::optional<Role> relative_who_uses() const;
    std::optional<Role> told_by_verb() const;
    std::optional<std::size_t> behind_her_verb(std::size_t subject) const;
    bool is_had_by_her() const;
    bool is_told_to_be_had_by_her() const;
    bool is_cloned() const;
    bool is_kept_at_ours() const;
    bool is_told_by_subject() const;
    bool is_told_apart(const Seen& he);
    bool has_owner_behind_comma(const Seen& noun) const;
    Range phrase_before() const;
    std::optional<Range> phrase_beside(const Seen& he) const;
    std::size_t words_said(Range range) const;
    bool speaks_of_her(Range phrase) const;
    void another_woman();
    void named_by_pronoun();
    void callings();
    void driver_of_it();
    void named_by_calling(bool does_harm);
    std::optional<Seen> harm_behind(const std::optional<Seen>& helps) const;
    bool is_introduced_as_hers() const;
    void strangers();
    bool stands_in_apposition() const;
    std::optional<Seen> head_of_apposition() const;
    bool is_honorific(const Seen& kin) const;
    bool is_within_calling(Range kin) const;
    bool is_said_of_name(const Seen& kin) const;
    bool is_kin_of_stranger(const Seen& kin) const;
    bool may_do_harm(const Seen& kin) const;
    bool harms_unsaid(const Seen& kin) const;
    bool is_told_of_next() const;
    bool harms() const;
    bool harms_for_him() const;
    bool is_acted_upon() const;
    bool acts(const Seen& harm) const;
    bool is_done_to_number() const;
    bool is_him_on_it() const;
    bool is_saved_as_him() const;
    bool rings_what_is_named() const;
    bool is_rung_behind() const;
    bool tells_others() const;
    bool is_honoured_name(const Seen& kin) const;
    bool is_told_to_have_helped() const;
    bool was_changed() const;
    bool was_changed_to_his() const;
    bool is_joined_to_mine(Range between) const;
    std::optional<Range> strong_harm() const;
    Range with_next_word(Range word) const;
    bool wrongs_her() const;
    double factor_of_deed(const Seen& harm) const;
    bool speaks_of_money() const;
    void header_line();
    bool is_speaker() const;
    void relatives();
    void friends();
    void relative(const Seen& kin);
    bool may_own(const Seen& word) const;
    bool is_former(const Seen& kin) const;
    bool is_harmful(const Seen& kin) const;
    std::optional<Seen> kin_of_value() const;
    std::size_t words_between(std::size_t from, std::size_t to) const;
    bool speaks_of_value(const Seen& mine) const;
    bool labels_another(std::size_t mine_end) const;
    bool is_owner_of_next(std::size_t token) const;
    bool is_parted_by_case(const Seen& mine) const;
    bool complains_with_her() const;
    bool introduces_another(const Seen& noun, Range word) const;
    bool does_harm(const Seen& neutral) const;
    bool is_of_neutral(const Seen& mine) const;
    bool is_his_relative(const Seen& kin) const;
    bool owns_word_behind(const Seen& kin) const;
    bool means_offender(Range word) const;
    void known_as();
    bool points_there() const;
    bool is_plainly_mine() const;
    void told_plainly();
    void told_his();
    bool is_said_to_be_his() const;
    bool is_used_by_him() const;
    bool is_told_to_stop() const;
    bool is_made_to_pay_there() const;
    bool is_owned_by_relative() const;
    std::optional<Role> told_behind() const;
    std::optional<Role> told_behind_comma(Range clause) const;
    std::optional<Role> told_whose(std::size_t token, std::size_t end) const;
    bool is_lead(std::size_t token) const;
    bool is_pointed_back_at(std::size_t token, std::size_t end) const;
    bool is_of_thing_of_mine(std::size_t token, std::size_t end) const;
    std::optional<Role> relative_at(std::size_t token, std::size_t end, bool owned) const;
    bool ends_before(std::size_t token, std::size_t end) const;
    bool is_called() const;
    bool is_owned_before() const;
    bool is_rung_in_malayalam(const Seen& to) const;
    std::size_t word_behind() const;
    bool is_got_by_him() const;
    bool is_rung_by_him() const;
    bool is_hacked() const;
    bool is_followed() const;
    bool is_deed_of_partner(const Seen& harm) const;
    bool rings_him() const;
    bool is_even() const;
    bool suffers_like_her() const;
    bool has_in_hands(const Seen& his) const;
    bool is_caught(const Seen& noun) const;
    void acted_upon();
    bool calls_him_there() const;
    bool is_only_acted_on(const Seen& his) const;
    bool is_named_apart() const;
    bool is_directly_mine() const;
    bool is_directly_hers() const;
    double scores_of(Role role) const;
    bool is_object(const Seen& word) const;
    bool is_sent_from_here(const Seen& word) const;
    bool was_given() const;
    bool speaks_of_protected(const Seen& his) const;
    bool speaks_of_one_of_hers(Range words) const;
    bool fits_a_woman(const Seen& his) const;
    bool means_one_of_hers(const Seen& his) const;
    bool aims_at_value(const Seen& his) const;
    bool is_put_into() const;
    void reached();
    bool is_reached_there() const;
    bool is_called_on_it() const;
    bool owns_what_follows(const Seen& his) const;
    bool is_pointing(const Seen& his) const;
    bool is_correlative(const Seen& his) const;
    bool is_given_to_him(const Seen& him) const;
    bool is_threatened(const Seen& he) const;
    bool is_recipient(const Seen& noun) const;
    std::optional<Seen> said_to_her() const;
    bool turns_against_him_herself() const;
    bool is_with_him(const Seen& his) const;
    bool is_marked_off(const Seen& mine) const;
    void named_hers();
    bool is_tagged() const;
    bool is_her_page() const;
    bool is_labelled_mine() const;
    bool is_mine_alone(Range label) const;
    bool is_row_of_hers() const;
    bool is_apposed_to_me() const;
    bool is_bracketed(std::size_t token, std::size_t from, std::size_t to) const;
    std::optional<Role> owner_by_name() const;
    bool owns_another_word(const Seen& mine) const;
    bool was_made() const;
    bool has_unlabelled_word(Range between) const;
    bool is_reflexive(const Seen& mine) const;
    bool is_reflexive_of_another(const Seen& mine) const;
    bool speaks_of_herself() const;
    bool is_told_in_third_person() const;
    bool is_done_by_stranger(Range before) const;
    bool is_his_reflexive(const Seen& mine) const;
    bool is_asked(const Seen& request) const;
    bool he_asks() const;
    bool is_apposed(Range word) const;
    bool begins_with_him(Range clause) const;
    bool is_against_him() const;
    bool is_passive() const;
    bool suffers() const;
    void next_clause();
    bool begins_next_with_him() const;
    std::optional<Seen> harm_done_together() const;
    bool begins_clause() const;
    bool is_quoted_sender() const;
    bool is_behind_form() const;
    void source();
    bool is_way_to_reach_her() const;
    bool was_asked() const;
    bool is_pointed_at() const;
    bool is_no_source(const Seen& behind) const;
    Role writer_from_here() const;
    bool she_writes_from_here() const;
    bool is_deed_of_hers(const Seen& deed) const;
    std::optional<Role> who_turns_against_him() const;
    std::optional<Role> subject_of_hers(Range before) const;
    std::optional<Role> agent_of_hers() const;
    std::optional<Role> who_tells_her() const;
    std::optional<Role> owner_apposed() const;
    bool uses_it_as_woman(const Seen& pronoun) const;
    std::optional<Role> relative_who_writes() const;
    std::optional<Role> relative_who_rings() const;
    bool pays_from_here() const;
    bool is_paid_to_her() const;
    bool is_no_goal(const Seen& before) const;
    bool is_shown_there() const;
    void goal();
    bool he_calls_there() const;
    void frames();
    void requests();
    bool means_answer(const Seen& request) const;
    bool ends_list_of_numbers() const;
    bool acts_in_hindi() const;
    void namings();
    bool is_complained_of() const;
    bool is_agent() const;
    bool is_suspected() const;
    bool did_it() const;
    bool is_her_own_name(const Seen& named) const;
    bool is_told_to_be_the_one() const;
    bool is_the_one() const;
    bool is_name_of_his(const Seen& his) const;
    bool follows_one_of_hers() const;
    void harm();
    void money();
    void denial();
    void zone();
    void owned_zone();
    void prior();

    const Page& page_;
    const Candidate& value_;
    const Story& story_;
    const Weights& weights_;
    const understanding::Zone* zone_ = nullptr;
    Range left_, right_;
    ListSet lists_left_, lists_right_;
    std::size_t left_token_ = 0, right_token_ = 0, until_ = 0, from_ = 0, together_ = 0;
    ToldOf told_;
    std::optional<std::pair<std::size_t, Role>> meant_;
    std::optional<Role> named_;  // the one right before the value, if one of hers
    std::map<Role, double> scores_;
    std::vector<std::string> cues_;
    bool denied_ = false, prior_ = false, beside_person_ = false, by_offender_ = false,
         in_header_line_ = false, he_is_accused_ = false, she_is_accused_ = false,
         one_of_hers_was_named_ = false, paid_by_her_ = false, his_own_ = false,
         called_ = false, acted_on_ = false, apart_ = false, told_hers_ = false,
         with_her_ = false, of_somebody_ = false, told_his_ = false;
};

}  // namespace redaction
