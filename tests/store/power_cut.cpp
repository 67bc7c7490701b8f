#include "store/power_cut.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <random>
#include <string>

#include "store/layered_vfs.h"

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

int write_file(sqlite3_file* file, const void* octets, int size, sqlite3_int64 at) {
    const std::scoped_lock hold(lock);
    if (const auto* path = path_of(file)) {
        if (!is_powered()) return SQLITE_IOERR_WRITE;
        disks[*path].pending = true;
    }
    return write_below(file, octets, size, at);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    const std::scoped_lock hold(lock);
    if (const auto* path = path_of(file)) {
        if (!is_powered()) return SQLITE_IOERR_TRUNCATE;
        disks[*path].pending = true;
    }
    return truncate_below(file, size);
}

// The platter is `synced`: the real disk need not be asked.
int sync_file(sqlite3_file* file, int flags) {
    const auto* path = path_of(file);
    if (path == nullptr) return sync_below(file, flags);
    const std::scoped_lock hold(lock);
    if (!is_powered()) return SQLITE_IOERR_FSYNC;
    Disk& disk = disks[*path];
    disk.synced = content_of(*path);
    disk.pending = false;
    return SQLITE_OK;
}

void remember(const std::string& path) {
    const std::scoped_lock hold(lock);
    if (!disks.contains(path)) disks[path].synced = content_of(path);
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
    put_on_top({"forgetful", "unix", 2, write_file, truncate_file, sync_file, remember});
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
