// How a name is spelled in Latin letters, heard from any writing: closer than its sounds
// (names.h), for it keeps voice and the height of vowels apart.
//
// Promises: "Shaji", ഷാജി and शाजी share a key; कार्यम and "Karim" do not. A word of several
// readings ("Aziz" for അസീസ് and अजीज) has several keys. Linear in the word. Inside the room
// only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace redaction {

// `word` as a view shows it.
std::vector<std::string> spelling_keys(std::u32string_view word);

}  // namespace redaction
