// A layer under SQLite that fails on order: the n-th write or sync returns an error, as a disk
// would.
#pragma once

namespace store_test {

enum class Operation { write, sync };

// From now on the n-th such operation (from 1) on any file fails with this SQLite code, once.
void fail_nth(Operation operation, int n, int code);
// Did it happen?
bool has_failed();
// Syncs since fail_nth(Operation::sync, n, ...) with an n that was not reached.
int syncs_counted(int n);
// Becomes SQLite's default in this process, for good.
void use_faulty_vfs();

}  // namespace store_test
