#include "store/statement.h"

namespace store {
namespace {

Value column(sqlite3_stmt* statement, int index) {
    const auto octets = [&](const void* data) {
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, index));
        return size == 0 ? std::string() : std::string(static_cast<const char*>(data), size);
    };
    switch (sqlite3_column_type(statement, index)) {
        case SQLITE_INTEGER:
            return static_cast<std::int64_t>(sqlite3_column_int64(statement, index));
        case SQLITE_FLOAT:
            return sqlite3_column_double(statement, index);
        case SQLITE_TEXT:
            return octets(sqlite3_column_text(statement, index));
        case SQLITE_BLOB:
            return Blob{octets(sqlite3_column_blob(statement, index))};
        default:
            return std::monostate{};
    }
}

}  // namespace

int bind_value(sqlite3_stmt* statement, int index, const Value& value) {
    struct Binder {
        sqlite3_stmt* statement;
        int index;
        int operator()(std::monostate) const { return sqlite3_bind_null(statement, index); }
        int operator()(std::int64_t whole) const {
            return sqlite3_bind_int64(statement, index, whole);
        }
        int operator()(double real) const {
            return sqlite3_bind_double(statement, index, real);
        }
        int operator()(const std::string& text) const {
            return sqlite3_bind_text64(statement, index, text.data(), text.size(),
                                       SQLITE_STATIC, SQLITE_UTF8);
        }
        int operator()(const Blob& blob) const {
            // A null pointer would bind NULL, not the empty blob.
            const void* octets = blob.octets.empty() ? "" : blob.octets.data();
            return sqlite3_bind_blob64(statement, index, octets, blob.octets.size(),
                                       SQLITE_STATIC);
        }
    };
    return std::visit(Binder{statement, index}, value);
}

Row read_row(sqlite3_stmt* statement) {
    const int columns = sqlite3_column_count(statement);
    std::vector<Value> values;
    values.reserve(static_cast<std::size_t>(columns));
    for (int i = 0; i < columns; ++i) values.push_back(column(statement, i));
    return Row(std::move(values));
}

}  // namespace store
