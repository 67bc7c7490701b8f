#include "store/connection.h"
#include "store/store.h"

namespace store {

Value text_or_null(const std::string& text) {
    if (text.empty()) return std::monostate{};
    return text;
}

Value blob_or_null(const std::string& octets) {
    if (octets.empty()) return std::monostate{};
    return Blob{octets};
}

Value whole_or_null(const std::optional<std::int64_t>& whole) {
    if (!whole) return std::monostate{};
    return *whole;
}

std::int64_t Row::whole(std::size_t i) const {
    const Value& value = values_.at(i);
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return *whole;
    if (const auto* real = std::get_if<double>(&value)) return static_cast<std::int64_t>(*real);
    return 0;
}

double Row::real(std::size_t i) const {
    const Value& value = values_.at(i);
    if (const auto* real = std::get_if<double>(&value)) return *real;
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    return 0;
}

std::string Row::text(std::size_t i) const {
    const Value& value = values_.at(i);
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* blob = std::get_if<Blob>(&value)) return blob->octets;
    return {};
}

bool Row::is_null(std::size_t i) const {
    return std::holds_alternative<std::monostate>(values_.at(i));
}

base::Result<std::vector<Row>> Access::query(std::string_view sql,
                                             const std::vector<Value>& values) {
    return connection_.query(sql, values);
}

base::Result<std::int64_t> Access::run(std::string_view sql, const std::vector<Value>& values) {
    return connection_.run(sql, values);
}

std::int64_t Access::last_row_id() const { return connection_.last_row_id(); }

}  // namespace store
