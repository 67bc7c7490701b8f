// A place beside which no word of living stands, and which is hers by how it stands: as a
// statement of its own, or in the lines with which she closes.
//
// Promise: a statement without "I" counts only while nobody else was spoken of; lines that name
// somebody's father are nobody's. A wrong station is worse than the desk.
#pragma once

#include <vector>

#include "understanding/passage.h"

namespace understanding {

// "Irinjalakuda. The man next door films me", "njan Adimaly kaari aanu", "കട്ടപ്പനയിലാണ് ഞങ്ങൾ".
// `places`: the tokens that names of places occupy.
bool is_stated_alone(const Passage& passage, Range name, const std::vector<bool>& places);

// Short lines without a sentence, behind the last empty line: her name, and where she is.
bool closes_the_mail(const Passage& passage, Range name);

// Behind the name its clause says no more ("ippo Angamaliyil aanu"), and nobody but herself was
// spoken of before.
bool ends_the_statement(const Passage& passage, Range name);

}  // namespace understanding
