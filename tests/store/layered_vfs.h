// An SQLite VFS over the one that is there: every call is handed on, but a layer may answer the
// calls that change a file itself.
#pragma once

#include <sqlite3.h>

#include <string>

namespace store_test {

struct Layer {
    const char* name;
    const char* over;  // the VFS below; nullptr: SQLite's default
    int version;       // of the file's methods: 2 has no memory mapping, so every write is seen
    int (*write)(sqlite3_file*, const void*, int, sqlite3_int64);
    int (*truncate)(sqlite3_file*, sqlite3_int64);
    int (*sync)(sqlite3_file*, int);
    void (*opened)(const std::string& name);  // not called for a temporary file
};

// Becomes SQLite's default in this process, for good. The first layer stays, others are
// ignored.
void put_on_top(const Layer& layer);

// For a layer's own calls.
const std::string* path_of(sqlite3_file* file);  // nullptr: a temporary file
int write_below(sqlite3_file* file, const void* octets, int size, sqlite3_int64 at);
int truncate_below(sqlite3_file* file, sqlite3_int64 size);
int sync_below(sqlite3_file* file, int flags);

}  // namespace store_test
