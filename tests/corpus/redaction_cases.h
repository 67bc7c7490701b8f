// The labelled complaints of tests/corpus/redaction: mails with each value's type and owner
// written beside it.
//
// Format, files named after a writing (`hindi.txt`, `hindi-owners.txt`): `=== name`, header
// lines, an empty line, the body. `=== name unread` belongs to the part that nobody opens while
// tuning: of it only sums are printed. A value stands
// as {{TYPE:role|value}} with role c complainant, f family, t third party, o offender, p
// official, u unknown; {{KEEP|text}} is a hard negative, {{DEVICE:role|value}} a MISC_ID that
// is a device's number. What must happen at the station follows from type and role by the
// policy
// (`must_be_covered`). The files `*-later.txt` were written after the finders, by somebody who
// had not read them; so were those of the practice folder named `*-blind.txt`, and
// `*-blind-held.txt`, which nobody opens, and later and harder `*-stranger.txt` and
// `*-stranger-held.txt`, each writing by another writer. `*-lines.txt` and `*-lines-held.txt`
// are mails of one to three sentences, by strangers too: every plain way to say whose a number
// is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "redaction/values.h"

namespace corpus {

// Unseen: kept unread while tuning. Practice: the folder of that name, written to tune on;
// held: its files `*-held.txt`, kept unread while tuning like the unseen part. The strangers'
// mails and lines count apart.
enum class Part { seen, unseen, practice, held, strangers, strangers_held, lines, lines_held };
enum class Batch { first, later, blind };

struct Label {
    std::optional<redaction::ValueType> type;  // nothing: a hard negative
    redaction::Role role = redaction::Role::unknown;
    bool of_device = false;
    understanding::Span
        span;  // code points of the plain subject or text; header: of the From line
    std::u32string value;
};

struct RedactionCase {
    std::string name, writing;
    Part part = Part::seen;
    Batch batch = Batch::first;
    std::u32string from, subject, body;
    std::vector<Label> labels;
};

// In file order. What cannot be read aborts with the file and the text: a broken label must not
// pass as no label.
std::vector<RedactionCase> load_redaction_cases();

bool is_unread(Part part);
// Written by people who had read no rule and no mail of ours.
bool is_of_strangers(Part part);

bool must_be_covered(const Label& label);
bool is_protected(const Label& label);
std::string to_eml(const RedactionCase& one);

}  // namespace corpus
