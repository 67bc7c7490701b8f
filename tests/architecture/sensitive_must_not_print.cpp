// Must not compile: a Sensitive value has no formatter and no stream operator. The control case must compile, so
// that the test fails for the reason meant.
#include <fmt/format.h>

#include <string>

#include "base/sensitive.h"

std::string control() { return fmt::format("{}", std::string("a word")); }

#ifdef LEAK_BY_FORMAT
std::string leak(const base::Sensitive<std::string>& secret) { return fmt::format("{}", secret); }
#endif
#ifdef LEAK_BY_CONVERSION
std::string leak(const base::Sensitive<std::string>& secret) { return secret; }
#endif
