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

    base::Result<void> hold_snapshot() override {
        const std::scoped_lock one_at_a_time(mutex_);
        return connection_->execute("BEGIN");
    }
    void let_go() override {
        const std::scoped_lock one_at_a_time(mutex_);
        (void)connection_->execute("COMMIT");
    }

    base::Result<std::vector<Row>> query(std::string_view sql,
                                         const std::vector<Value>& values) override {
        const std::scoped_lock one_at_a_time(mutex_);
        return connection_->query(sql, values);
    }

    base::Result<std::vector<std::string>> columns_of(std::string_view sql) override {
        const std::scoped_lock one_at_a_time(mutex_);
        return connection_->columns_of(sql);
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

base::Result<std::unique_ptr<ReadOnly>> ReadOnly::open_export(
    const std::filesystem::path& file) {
    auto connection = Connection::open(file, Purpose::read);
    if (!connection) return connection.error();
    auto id = (*connection)->query("PRAGMA application_id", {});
    if (!id) return id.error();
    const std::int64_t found = id->front().whole(0);
    if (found != export_id && found != state_id)
        return base::Failure{base::FailureKind::usage,
                             file.filename().string() + " holds no audit trail",
                             "give a file that audit export wrote"};
    return std::unique_ptr<ReadOnly>(std::make_unique<FileReader>(std::move(*connection)));
}

}  // namespace store
