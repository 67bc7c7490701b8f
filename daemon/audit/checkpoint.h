// Tree heads of the trail in the database: its nodes, and the checkpoints that were signed.
//
// Promises: a checkpoint covers its own event; it is signed only over a tree that contains the
// last one signed (proved before signing), so one key never signs two histories of one file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/note.h"
#include "audit/trail.h"
#include "audit/tree.h"
#include "store/store.h"

namespace audit {

// The complete subtrees as stored; a Failure (kind text) where one is missing.
Subtrees subtrees_of(store::ReadOnly& state);

// Called by append(): the nodes that leaf `index` completes. Amortised one read, one write.
base::Result<void> grow(store::Transaction& state, std::int64_t index, const Hash& leaf);

struct Checkpoint {
    Head head;
    base::Instant at{};
    std::string note;
};

// Appends its event, signs, keeps the note. A Failure (kind storage) when the tree does not
// continue the last checkpoint: nothing is signed.
base::Result<void> take_checkpoint(store::Transaction& state, const Moment& moment,
                                   const std::string& actor, const Signer& signer);

base::Result<std::optional<Checkpoint>> last_checkpoint(store::ReadOnly& state);
base::Result<std::vector<Checkpoint>> checkpoints(store::ReadOnly& state);
base::Result<std::vector<VerifierKey>> checkpoint_keys(store::ReadOnly& state);

// `note` extended from `old_size`, in the form an auditor gets (write_growth); 0: from nothing.
base::Result<std::string> growth_since(store::ReadOnly& state, std::int64_t old_size,
                                       const Checkpoint& to);

// One proof for each event of the case that the checkpoint covers.
struct CaseProofs {
    std::vector<std::string> proofs;  // write_inclusion
    std::int64_t later = 0;           // events that are younger than the checkpoint
};
base::Result<CaseProofs> prove_case(store::ReadOnly& state, const base::CaseNumber& number,
                                    const Checkpoint& in);

}  // namespace audit
