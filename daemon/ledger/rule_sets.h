// Which sets of rules decided, since when, and the text of the last good one (C02 of
// promises.md).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "audit/trail.h"
#include "base/identity.h"
#include "base/result.h"
#include "store/store.h"

namespace ledger {

// For v1_station_load and the review page: a station as the rules know it.
struct StationEntry {
    base::StationId id;
    std::string district, name, name_ml;
    std::optional<int> trained_officers;  // where a register says so
};

struct RuleSetRecord {
    std::string sha256;  // fingerprint, as in Decision::rules_sha256
    std::map<std::string, std::string>
        files;  // relative name -> text: rules, policy, templates
    std::vector<StationEntry> stations;
    std::vector<std::string>
        changed_mailboxes;  // station ids whose mailbox is another than in the set before
};

// From now on this set decides. The same set again (restart) appends nothing, and writes only
// what changed beside its rules.
base::Result<void> activate_rules(store::Transaction& state, const audit::Moment& moment,
                                  const RuleSetRecord& rules,
                                  const std::string& actor = "daemon");
// A set was wrong; the old one stays.
base::Result<void> refuse_rules(store::Transaction& state, const audit::Moment& moment,
                                const std::string& sha256, int problems,
                                const std::string& actor = "daemon");

// A reload of this set was refused, the last time that it was tried.
base::Result<bool> was_refused(store::ReadOnly& state, const std::string& sha256);

struct StoredRules {
    std::string sha256;
    std::map<std::string, std::string> files;
};
// The set activated last; nothing in a new database (then hold mode).
base::Result<std::optional<StoredRules>> last_good_rules(store::ReadOnly& state);

}  // namespace ledger
