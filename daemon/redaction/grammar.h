// In what case a noun stands: whether it may be the one who acts.
//
// Promise: looks at the noun's ending, the particle behind it and the preposition before it,
// nothing further; what it cannot tell is Case::bare. Inside the room only.
#pragma once

#include "redaction/page.h"

namespace redaction {

enum class Case {
    bare,      // may be the subject: "Rajan", രാജൻ, "राजन ने"
    genitive,  // owns what follows: "Rajan's", രാജന്റെ, "राजन का"
    object  // acted upon, spoken to, gone to: "to Rajan", രാജനെ, "राजन को"
};

// "Sheeja madam", "Mrs. Thomas": beside the name a word for a woman.
bool is_titled_woman(const Page& page, Range name);

// "Ansu, 17", "അനാമിക (15": a child by the number right behind the name.
bool is_told_young(const Page& page, Range name);

// "My daughter is married to X", "बेटी की X से शादी": whatever case the name stands in, the mail
// goes on with him.
bool is_told_married(const Page& page, Range name);

// "का", "ki": the particle between an owner and what is owned, in either writing.
bool is_hindi_of(std::u32string_view word);

// "mera hi", "ente thanne": stresses the word before it and says nothing.
bool is_stress(std::u32string_view word);

Case case_of(const Page& page, Range noun);

// In Malayalam and Hindi, in either writing, a sentence needs no subject.
bool drops_subject(const Page& page);

}  // namespace redaction
