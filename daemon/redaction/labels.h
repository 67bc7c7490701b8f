// Which label words stand near a number, and which is nearest. Inside the room only.
#pragma once

#include <array>
#include <limits>
#include <string_view>

#include "redaction/page.h"

namespace redaction {

enum class Cue {
    aadhaar,
    vid,
    pan,
    voter,
    passport,
    licence,
    vehicle,
    phone,
    account,
    ifsc,
    upi,
    upi_ref,
    card,
    imei,
    device,
    pin,
    misc,
    case_ref,
    amount,
    order
};
inline constexpr std::size_t cue_count = 20;

// "type.phone"
List list_of(Cue cue);
// "label:phone"
std::string cue_id(Cue cue);

class Labels {
  public:
    Labels(const Page& page, Range range);

    bool has(Cue cue) const { return distance(cue) != far; }
    // Nothing else names the number from nearer.
    bool nearest(Cue cue) const;
    // The number is an amount, a count or an order number: the negative cue touches it or no
    // other is nearer.
    bool is_amount() const;
    bool is_order() const;
    // "Order number X": the label says what the number is, and not only "he took X from the
    // order".
    bool names(Cue cue) const;
    // A password was sent to it: a telephone is no order for that.
    bool is_password() const { return password_; }
    // Money went to it: "5,000 was sent to X".
    bool is_paid_to() const { return paid_to_; }
    // A bank's branch code (IFSC) stands within 80 characters.
    bool is_by_branch_code() const;

  private:
    bool names_before(Cue cue) const;
    bool names_behind(Cue cue) const;
    static constexpr std::size_t far = std::numeric_limits<std::size_t>::max();
    std::size_t distance(Cue cue) const { return distances_[static_cast<std::size_t>(cue)]; }

    const Page& page_;
    Range range_;
    std::array<std::size_t, cue_count> distances_;
    bool money_sign_ = false, paid_to_ = false, password_ = false;
};

}  // namespace redaction
