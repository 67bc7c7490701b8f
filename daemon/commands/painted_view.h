// The station's rendering, cut where values begin and end, so that a terminal can colour them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "redaction/redacted_mail.h"
#include "understanding/facts.h"

namespace commands {

struct Piece {
    std::string text;                         // as it stands in the body
    std::optional<redaction::Action> action;  // nothing: words that are no value
};

// Put together again, the pieces are the body.
std::vector<Piece> pieces_of(const redaction::RedactedMail& view,
                             const understanding::Facts& facts);

}  // namespace commands
