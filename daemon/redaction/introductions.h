// The places of a text where somebody is introduced by name. Inside the room only.
#pragma once

#include "redaction/people.h"

namespace redaction {

// How surely a name follows a cue.
enum class Lead { weak, likely, certain };

class Introductions {
  public:
    Introductions(const Page& page, People& people) : page_(page), people_(people) {}
    void learn();

  private:
    void after_cues(List list, Lead lead);
    void labels();
    void before_naming();
    void signatures();
    void zone_owners();
    void take_after(std::size_t position, Lead lead, KnownBy by);
    void signature_line(Range line);
    KnownBy own_or_other(std::size_t position) const;
    bool stands_before_comma(std::size_t token) const;
    bool continues(std::size_t token, std::size_t taken, Lead lead) const;

    const Page& page_;
    People& people_;
};

}  // namespace redaction
