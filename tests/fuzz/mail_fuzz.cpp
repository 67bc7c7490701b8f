// Whole mails: GMime, ICU, HTML and our own code together. Every promise of ParsedMail holds.
#include "base/text.h"
#include "fuzz_input.h"
#include "message/mail_json.h"
#include "message/read_mail.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const message::ParsedMail mail =
        message::read_mail(fuzz::text(data, size), message::Contents::images);
    fuzz::require(!mail.parts.empty());
    fuzz::require(base::is_utf8(message::to_json_line("f", mail)));
    for (const std::string& text : mail.more_text) fuzz::require(base::is_utf8(text));
    return 0;
}
