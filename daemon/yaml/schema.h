// The JSON Schema of a kind of rule file, so that an editor completes keys, shows what they
// mean and marks mistakes while somebody types.
//
// Promise: what the loader takes, the schema takes. The schema knows less: it sees one file,
// not whether a station exists or a name is another's. Source: JSON Schema draft 7, which the
// YAML language server reads.
#pragma once

#include <string>

#include "yaml/keys.h"

namespace yaml {

std::string schema_of(const FileKind& kind);

}  // namespace yaml
