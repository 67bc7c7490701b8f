// What a station or desk letter says around the redacted text: of the case, or of the mail that
// joins it.
#pragma once

#include "letter/letter.h"
#include "pipeline/copies.h"
#include "pipeline/journey.h"

namespace pipeline {

// Draws the letter's token. A mail that joins a case speaks of that case: its number, its REF,
// and whether mail to her is safe.
letter::CaseSheet sheet_for(const Copy& copy, const Journey& journey, const RawMail& raw,
                            const Tools& tools, const CaseStamp& stamp,
                            const letter::Address& answer_to);

}  // namespace pipeline
