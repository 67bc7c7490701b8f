// The pictures that travel in a station's letter: base64, under names of ours.
//
// Promises: only what redact() let pass, so only in a copy for a station; all pictures of a
// letter together, encoded, take at most `most_picture_octets`: one that does not fit any more
// is listed as sealed. A letter never grows beyond `largest_letter` by its pictures.
#pragma once

#include <cstddef>
#include <vector>

#include "letter/compose.h"
#include "redaction/redacted_mail.h"

namespace letter {

// Octets; mail servers in common use take 25 MB.
inline constexpr std::size_t largest_letter = 20'000'000;
inline constexpr std::size_t most_picture_octets = 19'000'000;

// The list as the letter shall show it: pictures that do not fit are sealed.
std::vector<redaction::AttachmentNote> fitting_pictures(const redaction::RedactedMail& mail);

// Every file listed, none in the letter.
std::vector<redaction::AttachmentNote> all_sealed(std::vector<redaction::AttachmentNote> notes);

// A part for each note that passes, in order.
std::vector<Part> picture_parts(const std::vector<redaction::AttachmentNote>& notes);

}  // namespace letter
