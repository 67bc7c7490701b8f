// What a build for tests can be told by its environment; a release contains none of it.
//
// APARAJITA_FAILPOINT=name or name:skip: at the named place, after `skip` passes, the process
// kills itself (SIGKILL, as a power cut would). Names of the durable protocol's steps end in
// ".before" and ".after". APARAJITA_MUTANT=name: the program makes the named mistake, so that a
// test is known to see it. APARAJITA_RETRY_SCALE=n: the pauses between attempts at a letter are n
// times shorter.
#pragma once

#include <string_view>

namespace store {

#ifdef APARAJITA_TEST_BUILD
void failpoint(std::string_view name, std::string_view edge = "");
bool is_mutant(std::string_view name);
int retry_scale();
#else
inline void failpoint(std::string_view, std::string_view = "") {}
inline bool is_mutant(std::string_view) { return false; }
inline int retry_scale() { return 1; }
#endif

}  // namespace store
