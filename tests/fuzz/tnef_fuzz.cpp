// winmail.dat, compressed RTF and RTF.
#include "base/text.h"
#include "fuzz_input.h"
#include "message/rtf_text.h"
#include "message/tnef.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view octets = fuzz::text(data, size);
    for (const std::string& text : message::read_tnef(octets).texts)
        fuzz::require(base::is_utf8(text));
    if (const auto rtf = message::unpack_rtf(octets))
        fuzz::require(base::is_utf8(message::rtf_to_text(*rtf)));
    fuzz::require(base::is_utf8(message::rtf_to_text(octets)));
    return 0;
}
