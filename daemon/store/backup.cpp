#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include "store/connection.h"
#include "store/state_folder.h"

namespace store {
namespace {

base::Failure not_copied(int code) {
    return {base::FailureKind::storage, fmt::format("the copy failed (SQLite {})", code),
            "is there room on the disk?"};
}

base::Result<void> sync_file(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    const bool done = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!done) return not_copied(SQLITE_IOERR_FSYNC);
    return {};
}

}  // namespace

base::Result<void> Connection::copy_to(const std::filesystem::path& to) {
    if (auto made = prepare_file(to, Opening::create_or_migrate); !made) return made;
    sqlite3* copy = nullptr;
    int code = sqlite3_open_v2(to.c_str(), &copy, SQLITE_OPEN_READWRITE, nullptr);
    if (code == SQLITE_OK) {
        sqlite3_backup* backup = sqlite3_backup_init(copy, "main", database_, "main");
        if (backup == nullptr) {
            code = sqlite3_errcode(copy);
        } else {
            // In one step: in several, every commit of the daemon would start it anew.
            code = sqlite3_backup_step(backup, -1);
            const int finished = sqlite3_backup_finish(backup);
            if (code == SQLITE_DONE) code = finished;
        }
    }
    // A copy says that it is one: put back, it must be known as restored, also within the same
    // run of the daemon.
    if (code == SQLITE_OK)
        code = sqlite3_exec(copy,
                            "INSERT OR REPLACE INTO meta (key, value) VALUES ('copied_at', "
                            "strftime('%s', 'now')); PRAGMA wal_checkpoint(TRUNCATE);",
                            nullptr, nullptr, nullptr);
    sqlite3_close(copy);
    if (code != SQLITE_OK) return not_copied(code);
    return sync_file(to);
}

base::Result<void> copy_databases(const std::filesystem::path& state,
                                  const std::filesystem::path& to) {
    for (const File file : {File::state, File::vault}) {
        const auto from = path_of(state, file);
        if (auto there = prepare_file(from, Opening::must_exist); !there) return there;
        auto connection = Connection::open(from, Purpose::read);
        if (!connection) return connection.error();
        if (auto copied = (*connection)->copy_to(path_of(to, file)); !copied) return copied;
    }
    return {};
}

}  // namespace store
