// Changed rules, tried on past cases: which would now go elsewhere. Nothing is sent or stored.
//
// Promises: as long as a case's working copy is there, the answer is what the changed rules
// would do with that very mail. After that it comes from the kept facts, without text: what
// these already lead elsewhere has moved; where other words than then would be looked for, or a
// rule asks for words, it cannot be told. Newest cases first, `most_cases` of them. No result
// holds a word of a mail.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/identity.h"
#include "base/progress.h"
#include "ledger/look_up.h"
#include "pipeline/rule_set.h"
#include "reader/reader.h"
#include "seal/keys.h"
#include "store/store.h"

namespace pipeline {

inline constexpr int most_cases = 5000;

struct Past {
    store::ReadOnly& state;
    store::ReadOnly& vault;
    const seal::ServerKeys& keys;
    const settings::Settings& settings;
    reader::Reader& reader;
    base::Instant since{};
    // Working copies are read until then; the rest is told from facts.
    std::optional<std::chrono::steady_clock::time_point> read_until;
    base::Progress progress;  // counts cases
};

struct Moved {
    base::CaseNumber number;
    std::string from, to;  // station id, "triage", "urgent" or "digest", as `expect:` says
    std::string reason_before, reason_after;
    std::string rule;  // the staff rule that would decide; may be empty
};

struct Replay {
    std::vector<Moved> moved;  // oldest first
    int compared = 0;
    int cannot_tell = 0;    // of these: too little was kept
    int without_facts = 0;  // not compared: their facts are no longer kept
    bool more = false;      // there are older cases beyond `most_cases`

    // Of a hundred compared, rounded down.
    int moved_percent() const;
    bool moves_more_than(int percent) const;
};

// Against what was decided then. With `active`: what the active rules send there as well does
// not count as moved, so that a change taken once is not held against every later one.
base::Result<Replay> replay(const Past& past, const RuleSet& candidate, const RuleSet* active);

// Facts are kept for replay_days; nothing older is asked, even where it is still there.
base::Instant oldest_kept(const settings::Settings& settings, base::Instant now);

}  // namespace pipeline
