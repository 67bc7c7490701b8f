// A place beside which no word of living stands: does the text say that it is somebody else's?
#pragma once

#include <vector>

#include "understanding/beside.h"
#include "understanding/passage.h"
#include "understanding/who_lives.h"

namespace understanding {

class OthersPlace {
  public:
    // `places`: the tokens that names of places occupy.
    OthersPlace(const Passage& passage, Range name, const std::vector<bool>& places);

    bool comes_from_there() const;  // "from X", "X ninnu": whoever it is
    // "The man is from Ponnani and drives a taxi in Manjeri": a clause without a person goes on
    // about the one before it.
    Person goes_on_about() const;
    // "I studied in Varkala, did nursing in Thiruvalla": a clause without a person goes on
    // about the years of the one before it.
    bool goes_on_about_the_past() const;
    // "from Kottarakkara to Neyyattinkara", "X ninnu Y pokunna": a journey passes through
    // places.
    bool is_on_a_route() const;
    bool is_destination() const;  // its far end
    // "My mother is from Kovalam", "my husband works in Attingal".
    bool is_of_another() const;
    // "a person of Punalur", "my brother's friend from Kattappana", "कट्टप्पना के एक डॉक्टर"
    Person owner() const;
    // "Ramesh of Nemmara"
    bool is_of_named() const;
    // "My sister is in Iritty", from somebody who writes for her.
    bool is_where_she_is() const;
    // "My brother in law from Chockli", right before the name, whatever else the clause says.
    Person native_person() const;
    // "The cameraman's studio is in Kodungallur": a thing of somebody who is not she.
    bool is_in_anothers() const;

  private:
    Person owner_before() const;
    Person owner_behind() const;

    const Passage& p_;
    Range name_;
    const std::vector<bool>& places_;
    Beside beside_;
    Range clause_, sentence_;
};

}  // namespace understanding
