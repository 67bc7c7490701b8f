// Header values of every kind: words, addresses, ids, dates, parameters.
#include "base/text.h"
#include "fuzz_input.h"
#include "message/addresses.h"
#include "message/ids_and_dates.h"
#include "message/parameters.h"
#include "message/words.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view raw = fuzz::text(data, size);
    fuzz::require(base::is_utf8(message::decode_header_text(raw).text));
    for (const message::Mailbox& mailbox : message::parse_addresses(raw).mailboxes) {
        fuzz::require(base::is_utf8(mailbox.name.value_or("")) &&
                      base::is_utf8(mailbox.address.value_or("")));
    }
    for (const std::string& id : message::parse_ids(raw))
        fuzz::require(base::is_utf8(id) && !id.empty());
    static_cast<void>(message::parse_date(raw));
    static_cast<void>(message::parse_transfer_encoding(raw));
    const message::ParameterizedValue value = message::parse_parameterized(raw);
    fuzz::require(base::is_utf8(message::find_file_name(value, "filename").value_or("")));
    return 0;
}
