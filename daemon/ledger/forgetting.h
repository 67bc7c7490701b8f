// Forgetting: whose time has come, what was ordered, and the destroying itself
// (promises.md 4.5).
//
// Promises: destroying a case destroys the share of its key first, so that no copy of the vault
// can read it from then on; then what lies in the vault, then the content keys, tokens and
// Message-IDs of aparajita.db. Rows, counts and the trail stay as they are. A step cut short is
// repeated whole. Mails that belong to a case go with it. A legal hold stops all of it.
#pragma once

#include <string>
#include <vector>

#include "audit/trail.h"
#include "base/identity.h"
#include "base/result.h"
#include "retention/plan.h"
#include "seal/keys.h"
#include "store/store.h"

namespace ledger {

struct KeptCase {
    base::CaseId id;
    base::CaseNumber number;
    retention::Kept kept;
};
// Closed cases and mails that are no case, not purged yet; none with a letter that still waits
// (one withheld from her waits for nobody).
base::Result<std::vector<KeptCase>> kept_cases(store::ReadOnly& state);

// To whom letters about this case went, by id in the rules; not what she got.
base::Result<std::vector<base::RecipientId>> readers_of(store::ReadOnly& state,
                                                        const base::CaseId& id);

// Oversight is told: audit `purge_announced`, with the day it ends.
base::Result<void> note_announced(store::Transaction& state, const audit::Moment& moment,
                                  const KeptCase& one, const std::string& until_day);

// Why a case is destroyed; stands in the trail.
struct Ground {
    std::string order;  // of a shred; empty: its time has come
    std::string actor = "daemon";
};
// The case itself and the mails that are attached to it.
base::Result<std::vector<base::CaseId>> belonging_to(store::ReadOnly& state,
                                                     const base::CaseId& id);
// `with_it`: belonging_to(). Both parts are one step; the logs are emptied after it.
store::Step destroy_step(const base::CaseId& id, const std::vector<base::CaseId>& with_it,
                         const seal::ServerKeys& keys, const audit::Moment& moment,
                         const Ground& ground);

enum class Held { no, yes };
base::Result<void> set_legal_hold(store::Transaction& state, const audit::Moment& moment,
                                  const base::CaseId& id, Held held, const std::string& actor);

// The first person orders, another one confirms with the same order number. Kind usage: the
// same person, another number, a hold, a case that is destroyed already.
base::Result<void> order_shred(store::Transaction& state, const audit::Moment& moment,
                               const base::CaseId& id, const std::string& order,
                               const std::string& actor);
struct ShredOrder {
    base::CaseId id;
    base::CaseNumber number;
    std::string order;
    std::string confirmed_by;
};
// Confirmed ten minutes ago or earlier, not done, not held.
base::Result<std::vector<ShredOrder>> due_shreds(store::ReadOnly& state, base::Instant now);

}  // namespace ledger
