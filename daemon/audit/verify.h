// Is the trail what was written, all of it, and does it tell a lawful story? promises.md 4.6.
//
// Promises: one pass in the order of the events over one snapshot of the file: order, leaf,
// chain; the nodes of the tree; every checkpoint and its signature; the copies that an auditor
// kept; then meaning. A broken row ends the pass: what comes behind it cannot be judged.
// Without an auditor's copy a trail that somebody made anew, whole, looks like a good one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "audit/note.h"
#include "base/identity.h"
#include "base/progress.h"
#include "base/result.h"
#include "store/store.h"

namespace audit {

// A checkpoint that lies with an auditor.
struct Kept {
    std::string name;  // of its file
    Note note;
};
// A file, or every file of a folder: checkpoints as they were mailed, or bare notes. A Failure
// (kind usage) where one is something else, or there is none.
base::Result<std::vector<Kept>> read_kept(const std::filesystem::path& notes);

struct Finding {
    std::int64_t seq = 0;  // 0: of no single event
    std::string what;      // one line
};

struct Verdict {
    std::vector<Finding> findings;  // the worst first; at most one of a row's kind
    std::int64_t events = 0;        // that are in order
    std::string head;               // hex chain value of the last of them
    std::string root;               // hex, of the tree over them
    std::int64_t checkpoints = 0;
    std::int64_t kept = 0;
    std::int64_t last_good = 0;  // size of the last checkpoint that holds; 0: none

    bool fine() const { return findings.empty(); }
    std::int64_t first_wrong() const { return fine() ? 0 : findings.front().seq; }
    std::string reason() const { return fine() ? "" : findings.front().what; }
};

base::Result<Verdict> verify(store::ReadOnly& state, const std::vector<Kept>& kept = {},
                             const base::Progress& progress = {});

// The proofs of one case, made and checked against the last checkpoint.
struct ProofVerdict {
    std::int64_t proven = 0;
    std::int64_t later = 0;  // younger than the checkpoint
    std::vector<Finding> findings;
};
base::Result<ProofVerdict> verify_proofs(store::ReadOnly& state,
                                         const base::CaseNumber& number);

}  // namespace audit
