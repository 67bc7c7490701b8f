// The answer of a child that may be in the hands of whoever wrote the mail.
#include "base/text.h"
#include "fuzz_input.h"
#include "message/mail_json.h"
#include "reader/wire.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view octets = fuzz::text(data, size);
    const auto mail = reader::decode_reply(octets);
    if (!mail) return 0;
    fuzz::require(!mail->parts.empty());
    fuzz::require(base::is_utf8(message::to_json_line("f", *mail)));
    fuzz::require(reader::encode_reply(*mail) == octets);
    return 0;
}
