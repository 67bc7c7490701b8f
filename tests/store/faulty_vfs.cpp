#include "store/faulty_vfs.h"

#include <atomic>

#include "store/layered_vfs.h"

namespace store_test {
namespace {

std::atomic<int> writes_left{0};
std::atomic<int> syncs_left{0};
std::atomic<int> code_to_give{SQLITE_OK};
std::atomic<bool> happened{false};

bool is_due(std::atomic<int>& left) {
    if (left <= 0 || --left > 0) return false;
    happened = true;
    return true;
}

int write_file(sqlite3_file* file, const void* octets, int size, sqlite3_int64 at) {
    return is_due(writes_left) ? code_to_give.load() : write_below(file, octets, size, at);
}

int sync_file(sqlite3_file* file, int flags) {
    return is_due(syncs_left) ? code_to_give.load() : sync_below(file, flags);
}

}  // namespace

void use_faulty_vfs() {
    put_on_top({"faulty", nullptr, 3, write_file, truncate_below, sync_file, nullptr});
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
