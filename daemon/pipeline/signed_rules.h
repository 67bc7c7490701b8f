// Whether those who must sign the rules have signed this set (promises.md C06).
//
// Promises: with `rules_signed_by` empty nothing is asked. Otherwise every key of the list must
// have signed the fingerprint of the very files that were read, and not before the set that was
// activated last. Each that is missing is a Problem.
#pragma once

#include <optional>

#include "audit/rules_note.h"
#include "pipeline/rule_set.h"

namespace pipeline {

// In the rules folder; no rule file itself, and in no fingerprint.
inline constexpr std::string_view signature_file = "rules.signature";
// In the database: when the set activated last was signed.
inline constexpr const char* signed_mark = "rules_signed_at";

// `newest`: what signed_mark says, Unix seconds.
base::Problems check_signatures(const RuleFiles& files, const settings::Settings& settings,
                                base::Instant now, std::optional<std::int64_t> newest);

// What later sets are held against, for signed_mark. A signature that nobody asks for says
// nothing.
std::optional<std::int64_t> signed_moment(const RuleFiles& files,
                                          const settings::Settings& settings);

// check --sign: adds the signature under these files, replacing the file whole or not at all.
// Gives back whom the settings name beside and who has not signed yet.
base::Result<std::vector<std::string>> sign_rules(const RuleFiles& files,
                                                  const settings::Settings& settings,
                                                  const audit::Signer& signer,
                                                  base::Instant now);

}  // namespace pipeline
