// The keys of redaction.yaml: what the loader reads by and what its schema is written from.
#pragma once

#include "yaml/keys.h"

namespace redaction {

yaml::FileKind policy_file_kind();

namespace keys {

const yaml::KeyTable& policy_file();
// Those of the numbers stand with their bounds in load_weights.cpp.
const yaml::KeyTable& margins();
const yaml::KeyTable& cue_weights();
const yaml::KeyTable& distance();
const yaml::KeyTable& priors();
const yaml::KeyTable& priors_by_type();
const yaml::KeyTable& reveals();  // in reveal_figures.cpp
const yaml::KeyTable& attachment_row();
const yaml::KeyTable& policy_row();
// Lists that change often carry the day they were last looked at.
const yaml::KeyTable& dated_numbers();
const yaml::KeyTable& dated_handles();
const yaml::KeyTable& dated_prefixes();

}  // namespace keys

}  // namespace redaction
