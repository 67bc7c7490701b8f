// Which number an officer may call her on without asking anybody: at most one.
//
// Promises: only a number of hers, never one she said not to call; the one she asked to be
// called on, else her only one. When anything speaks against it there is a reason and no
// number, and a person decides. Source: promises.md 5.3.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/sensitive.h"
#include "redaction/values.h"
#include "understanding/facts.h"

namespace cases {

enum class NoContact {
    offender_in_police,  // a police cue stands on the offender
    other_writer,        // written_by is not self
    no_number,
    relatives_number,  // there is one, but of her people
    do_not_call,       // hers, but she said not to call it
    several,
    // found when it is to be released:
    station_limit,
    destroyed,
    held,      // the finished letter did not pass its proof
    not_kept,  // the case was read before numbers were kept, or was not understood
};
std::string_view name_of(NoContact reason);
std::optional<NoContact> no_contact(std::string_view name);

struct Contact {
    base::Sensitive<std::string> number;  // as she wrote it
    base::Sensitive<std::string> normal;
};
base::Result<Contact, NoContact> choose_contact(const redaction::Findings& findings,
                                                const understanding::Facts& facts);

}  // namespace cases
