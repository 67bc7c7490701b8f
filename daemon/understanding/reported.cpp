#include "understanding/reported.h"

#include <algorithm>

#include "understanding/who_lives.h"

namespace understanding {

namespace {

class Reported {
  public:
    Reported(const Passage& passage, Range name)
        : p_(passage),
          name_(name),
          clause_{p_.clause_of(name.first).first, p_.clause_of(name.last - 1).last},
          sentence_{p_.sentence_of(name.first).first, p_.sentence_of(name.last - 1).last} {}

    // "He says that I am from Varkala"; but "he says that he knows my house in Varkala".
    bool is_reported() const {
        const Range before{sentence_.first, name_.first};
        const bool by_him = p_.has("who.he", before) || !p_.has("who.i", before);
        if (by_him && p_.has("place.reported", before) && !p_.has("who.my", clause_))
            return true;
        return is_said_by_others();
    }

    // "The ad says: residing at Nilambur".
    bool is_behind_a_colon() const {
        const Range before{sentence_.first, name_.first};
        for (const auto* said = p_.hit_in("place.said", before); said != nullptr;
             said = p_.hit_in("place.said", {said->first + 1, before.last}))
            if (p_.gap_after(said->last - 1).starts_with(U':'))
                return !p_.has("who.i", {sentence_.first, said->first});
        return false;
    }

    // "wo bolta hai ki main Nilambur ki hoon", "കുമരകത്താണെന്നു പറഞ്ഞു": what others say.
    bool is_said_by_others() const {
        const auto last = p_.token_text(name_.last - 1);
        if (last.find(U"ാണെന്ന") != std::u32string_view::npos)
            return !p_.has("who.i", clause_) && !p_.has("who.my", clause_);
        if (is_behind_a_colon()) return true;
        const auto* said = p_.hit_in("place.said", {clause_.first, name_.first});
        if (said == nullptr) return false;
        constexpr std::size_t reach = 2;  // "bolta hai ki"
        const Range that{said->last, std::min(said->last + reach, name_.first)};
        const bool at_once = said->last == name_.first ||
                             (said->last + 1 == name_.first && p_.has("place.was", that));
        if (!at_once && !p_.has("place.that", that)) return false;
        for (std::size_t t = said->first; t-- > sentence_.first;) {
            const Person who = person_at(p_, t);
            if (who != Person::none) return who != Person::self;
        }
        return true;
    }

  private:
    const Passage& p_;
    Range name_, clause_, sentence_;
};

}  // namespace

bool is_reported(const Passage& passage, Range name) {
    return Reported(passage, name).is_reported();
}

}  // namespace understanding
