// The records office's own book: which original was opened, when, by whom, on whose order. It
// lies beside the secret key, PREFIX.key.openings, because that machine has no database.
//
// Promises: one line an opening, each bound to all lines before it by SHA-256, on disk before
// write() returns; a book that was changed, cut in the middle or torn is not continued. A line
// holds no word of a mail. Lines cut off at the end show only against a copy: count them.
//
// Form: NUMBER TIME uid:N order:NO sealed:SHA256 chain:SHA256, where chain is the SHA-256 of
// the line before (its 64 digits; 64 zeros for the first), a blank, and this line up to "
// chain:".
#pragma once

#include <filesystem>
#include <string>

#include "base/instant.h"
#include "base/result.h"

namespace seal {

struct Opening {
    base::Instant at{};
    std::string opener;         // "uid:1000"
    std::string order;          // see is_order_number
    std::string sealed_sha256;  // of the sealed file, as in the server's trail
};

// Letters, digits, . / _ and -, at most 40, a letter or digit first: an order number goes into
// two trails, a name or a sentence must not.
bool is_order_number(std::string_view text);

base::Result<void> note_opening(const std::filesystem::path& book, const Opening& opening);

}  // namespace seal
