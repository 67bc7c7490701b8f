// What V2 keeps of a case so that a letter can be composed from it months later, without the
// mail: how each destination may see it, and what a letter says above that text.
//
// Promises: nothing that the first letters could not say. Of the facts only what the head of a
// letter shows, no place and no word list; of the values only those that some destination sees
// whole, which the proof on a later letter must allow there. An altered text is a Failure of
// kind text. Source: promises.md 2.3 (V2).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "pipeline/journey.h"
#include "redaction/redacted_mail.h"

namespace pipeline {

struct KeptCopies {
    understanding::Facts facts;  // what stands above the text
    routing::Decision decision;  // reason and candidates
    std::vector<redaction::RedactedMail> views;
    std::vector<redaction::FoundValue> shown;
    bool without_token = false;  // a further mail that proved nothing

    const redaction::RedactedMail* view_for(redaction::Destination destination) const;
};

// Empty when nothing may be kept: the mail is held, or no view of it passed its proof.
std::string copies_to_json(const Journey& journey);
base::Result<KeptCopies> copies_from_json(const std::string& text);

}  // namespace pipeline
