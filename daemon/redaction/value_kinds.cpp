#include "redaction/value_kinds.h"

#include <array>

#include "redaction/among.h"

namespace redaction {

bool needs_wide_margin(ValueType type) {
    static constexpr std::array list{
        ValueType::person,       ValueType::phone,   ValueType::email, ValueType::upi_vpa,
        ValueType::bank_account, ValueType::address, ValueType::org};
    return among(type, list);
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
    return among(type, list);
}

bool can_be_reached(ValueType type) {
    static constexpr std::array list{ValueType::phone,   ValueType::email,
                                     ValueType::upi_vpa, ValueType::social_handle,
                                     ValueType::ifsc,    ValueType::bank_account};
    return among(type, list);
}

bool is_purse(ValueType type) {
    return type == ValueType::upi_vpa || type == ValueType::bank_account;
}

bool takes_money(ValueType type) {
    static constexpr std::array list{ValueType::upi_vpa, ValueType::bank_account,
                                     ValueType::phone, ValueType::upi_ref, ValueType::ifsc};
    return among(type, list);
}

bool is_his_kind(ValueType type) {
    static constexpr std::array list{
        ValueType::person,      ValueType::upi_vpa, ValueType::bank_account,  ValueType::ifsc,
        ValueType::gstin,       ValueType::ip,      ValueType::social_handle, ValueType::url,
        ValueType::vehicle_reg, ValueType::upi_ref};
    return among(type, list);
}

}  // namespace redaction
