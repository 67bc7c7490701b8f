#include "store/power_cut.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <random>
#include <string>

namespace store_test {
namespace {

constexpr std::size_t sector = 512;

struct Disk {
    std::string synced;  // what the platter surely holds
    bool pending = false;
};

std::mutex lock;
std::map<std::string, Disk> disks;
int operations = 0;
int cut_at = 0;
bool off = false;

struct File {
    sqlite3_file base;
    sqlite3_file* real;
    std::string* name;  // nullptr: a temporary file
};

File& outer(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
sqlite3_file* real(sqlite3_file* file) { return outer(file).real; }

std::string content_of(const std::string& name) {
    std::ifstream in(name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// One more thing for the disk to do; false once the power is off.
bool is_powered() {
    ++operations;
    if (cut_at != 0 && operations >= cut_at) off = true;
    return !off;
}

int close_file(sqlite3_file* file) {
    sqlite3_file* inner = real(file);
    const int code = inner->pMethods != nullptr ? inner->pMethods->xClose(inner) : SQLITE_OK;
    delete outer(file).name;
    std::free(inner);
    return code;
}

int write_file(sqlite3_file* file, const void* octets, int size, sqlite3_int64 at) {
    const std::scoped_lock hold(lock);
    if (outer(file).name != nullptr) {
        if (!is_powered()) return SQLITE_IOERR_WRITE;
        disks[*outer(file).name].pending = true;
    }
    return real(file)->pMethods->xWrite(real(file), octets, size, at);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    const std::scoped_lock hold(lock);
    if (outer(file).name != nullptr) {
        if (!is_powered()) return SQLITE_IOERR_TRUNCATE;
        disks[*outer(file).name].pending = true;
    }
    return real(file)->pMethods->xTruncate(real(file), size);
}

// The platter is `synced`: the real disk need not be asked.
int sync_file(sqlite3_file* file, int flags) {
    if (outer(file).name == nullptr) return real(file)->pMethods->xSync(real(file), flags);
    const std::scoped_lock hold(lock);
    if (!is_powered()) return SQLITE_IOERR_FSYNC;
    Disk& disk = disks[*outer(file).name];
    disk.synced = content_of(*outer(file).name);
    disk.pending = false;
    return SQLITE_OK;
}

template <auto Method, class... Arguments>
int forward(sqlite3_file* file, Arguments... arguments) {
    return (real(file)->pMethods->*Method)(real(file), arguments...);
}

void barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }

using Methods = sqlite3_io_methods;
const Methods methods{
    2,  // no memory mapping: every write is seen
    close_file,
    forward<&Methods::xRead, void*, int, sqlite3_int64>,
    write_file,
    truncate_file,
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
    nullptr,
    nullptr,
};

sqlite3_vfs* inner_vfs = nullptr;
sqlite3_vfs outer_vfs;

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
    auto* inner = static_cast<sqlite3_file*>(
        std::calloc(1, static_cast<std::size_t>(inner_vfs->szOsFile)));
    const int code = inner_vfs->xOpen(inner_vfs, name, inner, flags, out);
    outer(file).base.pMethods = code == SQLITE_OK ? &methods : nullptr;
    outer(file).real = inner;
    outer(file).name = nullptr;
    if (code != SQLITE_OK) {
        std::free(inner);
        return code;
    }
    if (name == nullptr) return code;
    const std::scoped_lock hold(lock);
    outer(file).name = new std::string(name);
    if (!disks.contains(name)) disks[name].synced = content_of(name);
    return code;
}

// A file may be found anywhere between what was synced and what was written.
std::string spoilt(const std::string& synced, const std::string& written, std::mt19937& dice) {
    std::string left = written;
    if (dice() % 4 == 0 && written.size() > synced.size())
        left.resize(synced.size() + dice() % (written.size() - synced.size() + 1));
    for (std::size_t at = 0; at < left.size(); at += sector) {
        const std::size_t size = std::min(sector, left.size() - at);
        const std::string before =
            at < synced.size() ? synced.substr(at, size) : std::string(size, '\0');
        if (before.size() == size && left.compare(at, size, before) == 0) continue;
        const auto fate = dice() % 3;
        if (fate == 0) left.replace(at, size, before + std::string(size - before.size(), '\0'));
        if (fate == 1) {
            // A sector that is written again keeps its old octets
            // (SQLITE_IOCAP_POWERSAFE_OVERWRITE).
            for (std::size_t i = 0; i < size; ++i) {
                const bool is_old = at + i < synced.size() && left[at + i] == synced[at + i];
                if (!is_old) left[at + i] = static_cast<char>(dice());
            }
        }
    }
    return left;
}

}  // namespace

void use_forgetful_vfs() {
    if (inner_vfs != nullptr) return;
    inner_vfs = sqlite3_vfs_find("unix");
    outer_vfs = *inner_vfs;
    outer_vfs.zName = "forgetful";
    outer_vfs.szOsFile = sizeof(File);
    outer_vfs.xOpen = open_file;
    sqlite3_vfs_register(&outer_vfs, 1);
}

void cut_power_at(int operation) {
    const std::scoped_lock hold(lock);
    operations = 0;
    cut_at = operation;
    off = false;
}

bool power_is_off() {
    const std::scoped_lock hold(lock);
    return off;
}

int operations_counted() {
    const std::scoped_lock hold(lock);
    return operations;
}

void spoil(unsigned seed) {
    const std::scoped_lock hold(lock);
    std::mt19937 dice(seed);
    for (auto& [name, disk] : disks) {
        if (!std::filesystem::exists(name)) continue;
        if (disk.pending) {
            const std::string left = spoilt(disk.synced, content_of(name), dice);
            std::ofstream(name, std::ios::binary | std::ios::trunc) << left;
        }
        if (name.ends_with(".db")) std::filesystem::remove(name + "-shm");
    }
}

void power_on() {
    const std::scoped_lock hold(lock);
    disks.clear();
    operations = cut_at = 0;
    off = false;
}

}  // namespace store_test
