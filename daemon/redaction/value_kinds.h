// What whole classes of values have in common when their owner is asked for. Inside the room
// only.
#pragma once

#include "redaction/values.h"

namespace redaction {

// PERSON, PHONE, EMAIL, UPI_VPA, BANK_ACCOUNT, ADDRESS, ORG: the offender needs the wide
// margin.
bool needs_wide_margin(ValueType type);
// What every complainant gives of herself: a pronoun somewhere near makes none of it his.
bool is_personal(ValueType type);
// Something can be sent there.
bool can_be_reached(ValueType type);
// A payment address or an account.
bool is_purse(ValueType type);
// Money goes there.
bool takes_money(ValueType type);
// Behind something of his it is his too, if nothing claims it.
bool is_his_kind(ValueType type);

}  // namespace redaction
