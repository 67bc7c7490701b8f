#include "pipeline/version.h"

namespace pipeline {

std::string_view version() { return APARAJITA_VERSION; }

}  // namespace pipeline
