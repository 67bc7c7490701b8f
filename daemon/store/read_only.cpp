#include <mutex>

#include "store/connection.h"
#include "store/schema.h"
#include "store/state_folder.h"
#include "store/store.h"

namespace store {
namespace {

class FileReader : public ReadOnly {
  public:
    explicit FileReader(std::unique_ptr<Connection> connection)
        : connection_(std::move(connection)) {}

    base::Result<std::vector<Row>> query(std::string_view sql,
                                         const std::vector<Value>& values) override {
        const std::scoped_lock one_at_a_time(mutex_);
        return connection_->query(sql, values);
    }

  private:
    std::mutex mutex_;
    std::unique_ptr<Connection> connection_;
};

}  // namespace

base::Result<std::unique_ptr<ReadOnly>> ReadOnly::open(const std::filesystem::path& state,
                                                       File file) {
    const auto path = path_of(state, file);
    if (auto there = prepare_file(path, Opening::must_exist); !there) return there.error();
    auto connection = Connection::open(path, Purpose::read);
    if (!connection) return connection.error();
    if (auto ours = check_schema(**connection, file); !ours) return ours.error();
    return std::unique_ptr<ReadOnly>(std::make_unique<FileReader>(std::move(*connection)));
}

}  // namespace store
