#include "store/faulty_vfs.h"

#include <sqlite3.h>

#include <atomic>
#include <cstdlib>

namespace store_test {
namespace {

std::atomic<int> writes_left{0};
std::atomic<int> syncs_left{0};
std::atomic<int> code_to_give{SQLITE_OK};
std::atomic<bool> happened{false};

struct File {
    sqlite3_file base;
    sqlite3_file* real;
};

sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real; }

bool is_due(std::atomic<int>& left) {
    if (left <= 0 || --left > 0) return false;
    happened = true;
    return true;
}

int close_file(sqlite3_file* file) {
    sqlite3_file* inner = real(file);
    const int code = inner->pMethods != nullptr ? inner->pMethods->xClose(inner) : SQLITE_OK;
    std::free(inner);
    return code;
}

int write_file(sqlite3_file* file, const void* octets, int size, sqlite3_int64 at) {
    if (is_due(writes_left)) return code_to_give;
    return real(file)->pMethods->xWrite(real(file), octets, size, at);
}

int sync_file(sqlite3_file* file, int flags) {
    if (is_due(syncs_left)) return code_to_give;
    return real(file)->pMethods->xSync(real(file), flags);
}

template <auto Method, class... Arguments>
int forward(sqlite3_file* file, Arguments... arguments) {
    return (real(file)->pMethods->*Method)(real(file), arguments...);
}

void barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }

using Methods = sqlite3_io_methods;
const Methods methods{
    3,
    close_file,
    forward<&Methods::xRead, void*, int, sqlite3_int64>,
    write_file,
    forward<&Methods::xTruncate, sqlite3_int64>,
    sync_file,
    forward<&Methods::xFileSize, sqlite3_int64*>,
    forward<&Methods::xLock, int>,
    forward<&Methods::xUnlock, int>,
    forward<&Methods::xCheckReservedLock, int*>,
    forward<&Methods::xFileControl, int, void*>,
    forward<&Methods::xSectorSize>,
    forward<&Methods::xDeviceCharacteristics>,
    forward<&Methods::xShmMap, int, int, int, void volatile**>,
    forward<&Methods::xShmLock, int, int, int>,
    barrier,
    forward<&Methods::xShmUnmap, int>,
    forward<&Methods::xFetch, sqlite3_int64, int, void**>,
    forward<&Methods::xUnfetch, sqlite3_int64, void*>,
};

sqlite3_vfs* inner_vfs = nullptr;
sqlite3_vfs outer_vfs;

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
    auto* inner = static_cast<sqlite3_file*>(
        std::calloc(1, static_cast<std::size_t>(inner_vfs->szOsFile)));
    auto* outer = reinterpret_cast<File*>(file);
    outer->real = inner;
    const int code = inner_vfs->xOpen(inner_vfs, name, inner, flags, out);
    outer->base.pMethods = code == SQLITE_OK ? &methods : nullptr;
    if (code != SQLITE_OK) std::free(inner);
    return code;
}

}  // namespace

void use_faulty_vfs() {
    if (inner_vfs != nullptr) return;
    inner_vfs = sqlite3_vfs_find(nullptr);
    outer_vfs = *inner_vfs;
    outer_vfs.zName = "faulty";
    outer_vfs.szOsFile = sizeof(File);
    outer_vfs.xOpen = open_file;
    sqlite3_vfs_register(&outer_vfs, 1);
}

void fail_nth(Operation operation, int n, int code) {
    happened = false;
    code_to_give = code;
    writes_left = operation == Operation::write ? n : 0;
    syncs_left = operation == Operation::sync ? n : 0;
}

int syncs_counted(int n) { return n - syncs_left; }

bool has_failed() { return happened; }

}  // namespace store_test
