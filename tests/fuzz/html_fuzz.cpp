// HTML to text; the first octet chooses a charset label, so that the decoder is met too.
#include "base/text.h"
#include "fuzz_input.h"
#include "message/charset.h"
#include "message/html_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::string_view labels[] = {"utf-8",  "",      "gb2312", "iso-2022-jp",
                                           "utf-16", "utf-7", "cp949",  "hz"};
    const std::string_view octets = fuzz::text(data, size);
    const std::string_view label =
        octets.empty() ? "" : labels[static_cast<std::uint8_t>(octets[0]) % 8];
    const std::string html = message::decode_text(octets, label).text;
    fuzz::require(base::is_utf8(html));
    const message::HtmlText text = message::html_to_text(html);
    fuzz::require(base::is_utf8(text.shown));
    for (const std::string& hidden : text.hidden) fuzz::require(base::is_utf8(hidden));
    static_cast<void>(message::html_charset(octets));
    return 0;
}
