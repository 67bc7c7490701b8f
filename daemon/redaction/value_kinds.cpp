#include "redaction/value_kinds.h"

#include <algorithm>
#include <array>

namespace redaction {

namespace {

template <std::size_t N>
bool among(const std::array<ValueType, N>& list, ValueType type) {
    return std::find(list.begin(), list.end(), type) != list.end();
}

}  // namespace

bool needs_wide_margin(ValueType type) {
    static constexpr std::array list{
        ValueType::person,       ValueType::phone,   ValueType::email, ValueType::upi_vpa,
        ValueType::bank_account, ValueType::address, ValueType::org};
    return among(list, type);
}

bool is_personal(ValueType type) {
    static constexpr std::array list{ValueType::aadhaar,
                                     ValueType::vid,
                                     ValueType::pan,
                                     ValueType::passport,
                                     ValueType::driving_licence,
                                     ValueType::voter_epic,
                                     ValueType::dob,
                                     ValueType::age,
                                     ValueType::card,
                                     ValueType::imei,
                                     ValueType::misc_id,
                                     ValueType::address,
                                     ValueType::org,
                                     ValueType::pin_code,
                                     ValueType::gps};
    return among(list, type);
}

bool can_be_reached(ValueType type) {
    static constexpr std::array list{ValueType::phone,   ValueType::email,
                                     ValueType::upi_vpa, ValueType::social_handle,
                                     ValueType::ifsc,    ValueType::bank_account};
    return among(list, type);
}

bool is_purse(ValueType type) {
    return type == ValueType::upi_vpa || type == ValueType::bank_account;
}

bool takes_money(ValueType type) {
    static constexpr std::array list{ValueType::upi_vpa, ValueType::bank_account,
                                     ValueType::phone, ValueType::upi_ref, ValueType::ifsc};
    return among(list, type);
}

bool is_his_kind(ValueType type) {
    static constexpr std::array list{
        ValueType::person,      ValueType::upi_vpa, ValueType::bank_account,  ValueType::ifsc,
        ValueType::gstin,       ValueType::ip,      ValueType::social_handle, ValueType::url,
        ValueType::vehicle_reg, ValueType::upi_ref};
    return among(list, type);
}

}  // namespace redaction
