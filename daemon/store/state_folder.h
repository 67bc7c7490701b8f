// The folder of the two files: private, and held by one daemon.
//
// Promises: the folder is 0700 and its files 0600; a folder that others may enter is refused,
// not repaired (it might be /tmp). The lock is a flock(2) on STATE/lock: it ends with the
// process, whatever kills it. The lock file also remembers the highest epoch ever taken, which
// no backup contains: a database with a lower one was restored.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/result.h"
#include "store/store.h"

namespace store {

std::filesystem::path path_of(const std::filesystem::path& state, File file);

base::Result<void> prepare_folder(const std::filesystem::path& state, Opening opening);
// Makes an empty file 0600, durable in its folder, if there is none.
base::Result<void> prepare_file(const std::filesystem::path& file, Opening opening);

class FolderLock {
  public:
    static base::Result<FolderLock> take(const std::filesystem::path& state);
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&&) = delete;
    ~FolderLock();

    std::int64_t highest_epoch() const { return highest_epoch_; }
    base::Result<void> remember(std::int64_t epoch);

  private:
    FolderLock(int descriptor, std::int64_t highest)
        : descriptor_(descriptor), highest_epoch_(highest) {}
    int descriptor_;
    std::int64_t highest_epoch_;
};

}  // namespace store
