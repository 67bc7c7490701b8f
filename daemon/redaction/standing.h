// Whether a listed name stands for a person where it is written, or is a word, a star, a shop.
//
// Promises: a name that is nothing else counts wherever it may be a name; one that is also a
// word counts where a capital within a sentence, what is told of it, or the marks around it say
// so. Looks at the neighbours only. Inside the room only.
#pragma once

#include "redaction/given_names.h"
#include "redaction/page.h"

namespace redaction {

bool stands_for_person(const Page& page, std::size_t token, NameKind kind);
// A shop, hall, road or bus bears the name: "Krishna hotel", "ലക്ഷ്മി ബസ്".
bool names_a_venue(const Page& page, std::size_t last);
// "Sneha told", "Priya, who": what stands behind speaks of somebody.
bool acts(const Page& page, std::size_t token);
// "He also troubled Meera": what is done to persons, or told them.
bool is_acted_upon(const Page& page, std::size_t token);
// Second names that are words as well: "Geeta Kumari", "पूजा देवी".
bool ends_names(const Page& page, std::size_t token);

}  // namespace redaction
