// Named places where the program can be made to die, in test builds only.
//
// APARAJITA_FAILPOINT=name or name:skip in the environment: at the named place, after `skip`
// passes, the process kills itself (SIGKILL, as a power cut would). Release builds contain none
// of it.
#pragma once

namespace store {

#ifdef APARAJITA_TEST_BUILD
void failpoint(const char* name);
#else
inline void failpoint(const char*) {}
#endif

}  // namespace store
