#include "redaction/values.h"

#include <algorithm>

namespace redaction {

namespace {

template <class Enum>
struct Spelling {
    Enum value;
    std::string_view name;
};

constexpr std::array<Spelling<ValueType>, 28> type_names{{
    {ValueType::person, "PERSON"},
    {ValueType::phone, "PHONE"},
    {ValueType::email, "EMAIL"},
    {ValueType::aadhaar, "AADHAAR"},
    {ValueType::vid, "VID"},
    {ValueType::pan, "PAN"},
    {ValueType::voter_epic, "VOTER_EPIC"},
    {ValueType::passport, "PASSPORT"},
    {ValueType::driving_licence, "DRIVING_LICENCE"},
    {ValueType::vehicle_reg, "VEHICLE_REG"},
    {ValueType::gstin, "GSTIN"},
    {ValueType::ifsc, "IFSC"},
    {ValueType::bank_account, "BANK_ACCOUNT"},
    {ValueType::card, "CARD"},
    {ValueType::upi_vpa, "UPI_VPA"},
    {ValueType::upi_ref, "UPI_REF"},
    {ValueType::pin_code, "PIN_CODE"},
    {ValueType::ip, "IP"},
    {ValueType::imei, "IMEI"},
    {ValueType::url, "URL"},
    {ValueType::social_handle, "SOCIAL_HANDLE"},
    {ValueType::dob, "DOB"},
    {ValueType::age, "AGE"},
    {ValueType::address, "ADDRESS"},
    {ValueType::org, "ORG"},
    {ValueType::gps, "GPS"},
    {ValueType::case_ref, "CASE_REF"},
    {ValueType::misc_id, "MISC_ID"},
}};

constexpr std::array<Spelling<Role>, 6> role_names{{
    {Role::complainant, "complainant"},
    {Role::family, "family"},
    {Role::third_party, "third_party"},
    {Role::offender, "offender"},
    {Role::official, "official"},
    {Role::unknown, "unknown"},
}};

constexpr std::array<Spelling<Action>, 5> action_names{{
    {Action::keep, "keep"},
    {Action::mask, "mask"},
    {Action::drop, "drop"},
    {Action::band, "band"},
    {Action::count, "count"},
}};

constexpr std::array<Spelling<Destination>, 7> destination_names{{
    {Destination::station, "station"},
    {Destination::desk, "desk"},
    {Destination::urgent, "urgent"},
    {Destination::cyber_cell, "cyber_cell"},
    {Destination::oversight, "oversight"},
    {Destination::platform, "platform"},
    {Destination::auditors, "auditors"},
}};

template <class Table, class Enum>
std::string_view spell(const Table& table, Enum value) {
    for (const auto& row : table) {
        if (row.value == value) return row.name;
    }
    return {};
}

template <class Enum, std::size_t N>
std::optional<Enum> understand(const std::array<Spelling<Enum>, N>& table,
                               std::string_view name) {
    for (const auto& row : table) {
        if (row.name == name) return row.value;
    }
    return std::nullopt;
}

template <class Enum, std::size_t N>
std::vector<Enum> all_of(const std::array<Spelling<Enum>, N>& table) {
    std::vector<Enum> all;
    all.reserve(N);
    for (const auto& row : table) all.push_back(row.value);
    return all;
}

}  // namespace

std::string_view name_of(ValueType type) { return spell(type_names, type); }
std::string_view name_of(Role role) { return spell(role_names, role); }
std::string_view name_of(Action action) { return spell(action_names, action); }
std::string_view name_of(Destination destination) {
    return spell(destination_names, destination);
}

std::optional<ValueType> value_type(std::string_view name) {
    return understand(type_names, name);
}
std::optional<Role> role(std::string_view name) { return understand(role_names, name); }
std::optional<Action> action(std::string_view name) { return understand(action_names, name); }
std::optional<Destination> destination(std::string_view name) {
    return understand(destination_names, name);
}

const std::vector<ValueType>& all_value_types() {
    static const std::vector<ValueType> all = all_of(type_names);
    return all;
}

const std::vector<Role>& all_roles() {
    static const std::vector<Role> all = all_of(role_names);
    return all;
}

}  // namespace redaction
