#include "store/layered_vfs.h"

#include <cstdlib>

namespace store_test {
namespace {

struct File {
    sqlite3_file base;
    sqlite3_file* real;
    std::string* path;
};

File& outer(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
sqlite3_file* real(sqlite3_file* file) { return outer(file).real; }

int close_file(sqlite3_file* file) {
    sqlite3_file* inner = real(file);
    const int code = inner->pMethods != nullptr ? inner->pMethods->xClose(inner) : SQLITE_OK;
    delete outer(file).path;
    std::free(inner);
    return code;
}

template <auto Method, class... Arguments>
int forward(sqlite3_file* file, Arguments... arguments) {
    return (real(file)->pMethods->*Method)(real(file), arguments...);
}

void barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }

using Methods = sqlite3_io_methods;
Layer top{};
Methods methods{};
sqlite3_vfs* inner_vfs = nullptr;
sqlite3_vfs outer_vfs;

Methods methods_of(const Layer& layer) {
    return {layer.version,
            close_file,
            forward<&Methods::xRead, void*, int, sqlite3_int64>,
            layer.write,
            layer.truncate,
            layer.sync,
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
            forward<&Methods::xUnfetch, sqlite3_int64, void*>};
}

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
    auto* inner = static_cast<sqlite3_file*>(
        std::calloc(1, static_cast<std::size_t>(inner_vfs->szOsFile)));
    const int code = inner_vfs->xOpen(inner_vfs, name, inner, flags, out);
    outer(file).base.pMethods = code == SQLITE_OK ? &methods : nullptr;
    outer(file).real = inner;
    outer(file).path = nullptr;
    if (code != SQLITE_OK) {
        std::free(inner);
        return code;
    }
    if (name == nullptr) return code;
    outer(file).path = new std::string(name);
    if (top.opened != nullptr) top.opened(name);
    return code;
}

}  // namespace

void put_on_top(const Layer& layer) {
    if (inner_vfs != nullptr) return;
    top = layer;
    methods = methods_of(layer);
    inner_vfs = sqlite3_vfs_find(layer.over);
    outer_vfs = *inner_vfs;
    outer_vfs.zName = layer.name;
    outer_vfs.szOsFile = sizeof(File);
    outer_vfs.xOpen = open_file;
    sqlite3_vfs_register(&outer_vfs, 1);
}

const std::string* path_of(sqlite3_file* file) { return outer(file).path; }

int write_below(sqlite3_file* file, const void* octets, int size, sqlite3_int64 at) {
    return real(file)->pMethods->xWrite(real(file), octets, size, at);
}

int truncate_below(sqlite3_file* file, sqlite3_int64 size) {
    return real(file)->pMethods->xTruncate(real(file), size);
}

int sync_below(sqlite3_file* file, int flags) {
    return real(file)->pMethods->xSync(real(file), flags);
}

}  // namespace store_test
