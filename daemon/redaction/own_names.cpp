#include "redaction/own_names.h"

#include <array>

#include "redaction/among.h"
#include "redaction/name_reader.h"
#include "redaction/name_words.h"

namespace redaction {

namespace {

class OwnNames {
  public:
    OwnNames(const Page& page, People& people)
        : page_(page),
          tokens_(page.tokens()),
          people_(people),
          names_(page, people.given_names()) {}

    void learn() {
        behind_my_name();
        before_which_is_my_name();
        between_me_and_called();
        behind_calls_me();
        before_named_i();
    }

  private:
    KnownBy own_or_other(std::size_t position) const {
        const auto* zone = page_.zone_at(position);
        return zone == nullptr || zone->owner == understanding::ZoneOwner::writer
                   ? KnownBy::own_statement
                   : KnownBy::introduction;
    }

    bool is_listed_name(std::size_t token) const {
        return token < tokens_.size() && could_be_small_name(page_, token) &&
               names_.is_listed(token);
    }

    // "Mere naam Reshma se nakli id", "in my name Reshma", "ente peraya Reshma": not "mere naam
    // Raju ne".
    void behind_my_name() {
        static constexpr std::array<std::u32string_view, 9> labels{
            U"naam", U"nam", U"name", U"नाम", U"peraya", U"peru", U"per", U"പേരായ", U"പേര്"};
        static constexpr std::array<std::u32string_view, 4> another{U"ne", U"ko", U"ने", U"को"};
        for (const auto& cue : page_.cues("role.mine")) {
            const auto label = page_.token_at(cue.end);
            const auto name = label + 1;
            if (name >= tokens_.size() || !among(page_.word(label), labels) ||
                !side_by_side(page_, label, name) || !is_listed_name(name))
                continue;
            if (name + 1 < tokens_.size() && among(page_.word(name + 1), another)) continue;
            people_.remember({std::u32string(page_.word(name))}, own_or_other(cue.start));
        }
    }

    // "Usne deewar par Reshma likha jo mera naam hai", "... X, which is my name".
    void before_which_is_my_name() {
        static constexpr std::array<std::u32string_view, 8> which{
            U"jo", U"जो", U"which", U"that", U"wo", U"वो", U"athu", U"അത്"};
        constexpr std::size_t reach = 5;
        for (const auto& cue : page_.cues("type.my_name")) {
            auto token = page_.token_at(cue.start);
            if (token > 0 && page_.word(token - 1) == U"is") --token;
            if (token == 0 || !among(page_.word(token - 1), which)) continue;
            const auto clause = page_.clause_of(cue.start);
            --token;
            for (std::size_t i = 0; i < reach && token > 0; ++i) {
                if (tokens_[--token].start < clause.start) break;
                if (!is_listed_name(token)) continue;
                people_.remember({std::u32string(page_.word(token))}, own_or_other(cue.start));
                break;
            }
        }
    }

    // "Mujhe Reshma kehte hain", "aap mujhe ghar me sab Reshma bulate hain", "call me Reshma":
    // but not "mujhe Raju kehte hain ki".
    void between_me_and_called() {
        static constexpr std::array<std::u32string_view, 15> called{
            U"kehte",  U"kahte",   U"kehkar",  U"kahkar",  U"kehke",
            U"bulate", U"bulaate", U"pukarte", U"bulaiye", U"कहते",
            U"कहकर",   U"कहके",     U"बुलाते",    U"पुकारते",   U"बुलाइए"};
        static constexpr std::array<std::u32string_view, 2> that{U"ki", U"कि"};
        constexpr std::size_t reach = 5, behind = 3;
        for (const auto& cue : page_.cues("role.me")) {
            const auto clause = page_.clause_of(cue.start);
            const auto first = page_.token_at(cue.end);
            for (auto t = first; t + 1 < tokens_.size() && t < first + reach &&
                                 tokens_[t + 1].end <= clause.end;
                 ++t) {
                if (!among(page_.word(t + 1), called) || !is_listed_name(t)) continue;
                bool speech = false;
                for (auto next = t + 2; next < tokens_.size() && next < t + 2 + behind; ++next)
                    speech = speech || among(page_.word(next), that);
                if (!speech)
                    people_.remember({std::u32string(page_.word(t))}, own_or_other(cue.start));
                break;
            }
        }
    }

    // "He calls me Reshma darling", "at home they call me Reshma": not "he called me, Raju".
    void behind_calls_me() {
        static constexpr std::array<std::u32string_view, 2> calls{U"call", U"calls"};
        for (const auto& cue : page_.cues("role.me")) {
            const auto me = page_.token_at(cue.start), name = me + 1;
            if (me == 0 || name >= tokens_.size() || !among(page_.word(me - 1), calls) ||
                !side_by_side(page_, me, name) || !is_listed_name(name))
                continue;
            people_.remember({std::u32string(page_.word(name))}, own_or_other(cue.start));
        }
    }

    // "Reshma enna njan", "Reshma naam ki main".
    void before_named_i() {
        static constexpr std::array<std::u32string_view, 8> named{
            U"enna", U"ennu", U"എന്ന", U"naam", U"nam", U"नाम", U"ki", U"की"};
        constexpr std::size_t most = 2;
        for (const auto& cue : page_.cues("role.i")) {
            auto token = page_.token_at(cue.start);
            std::size_t between = 0;
            while (token > 0 && between < most && among(page_.word(token - 1), named) &&
                   side_by_side(page_, token - 1, token)) {
                --token;
                ++between;
            }
            if (between == 0 || token == 0 || !side_by_side(page_, token - 1, token) ||
                !is_listed_name(token - 1))
                continue;
            people_.remember({std::u32string(page_.word(token - 1))}, own_or_other(cue.start));
        }
    }

    const Page& page_;
    const std::vector<understanding::Token>& tokens_;
    People& people_;
    NameReader names_;
};

}  // namespace

void learn_own_names(const Page& page, People& people) { OwnNames(page, people).learn(); }

}  // namespace redaction
