// A disk that forgets: an SQLite VFS over the real one that remembers every write since the
// last sync, and can then leave the files as a power cut might.
//
// Of what was not synced each sector of 512 octets is kept, dropped or garbled, independently
// and so in any order (octets that were not written again stay, as SQLite may assume of a
// disk); files may be shorter or longer than they were told to be. What was synced stays.
// Shared memory is lost, as it is.
#pragma once

#include <filesystem>

namespace store_test {

void use_forgetful_vfs();
// Counts writes and syncs from now on; at the n-th the power fails: nothing reaches the disk
// any more.
void cut_power_at(int operation);
bool power_is_off();
int operations_counted();
// The files under `state` as the cut left them, spoilt by the seed. No connection may be open.
void spoil(unsigned seed);
void power_on();

}  // namespace store_test
