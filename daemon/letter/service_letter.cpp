#include "letter/finish.h"
#include "letter/layout.h"
#include "letter/letter.h"
#include "letter/wrap.h"

namespace letter {

base::Result<Letter> write_service_letter(const Envelope& envelope, const std::string& subject,
                                          const std::string& text, const TextFile& file) {
    std::string body;
    for (const auto& line : wrap(text, mail_width, LongWords::keep)) body += line + "\n";
    return finish_letter(envelope, {subject,
                                    std::move(body),
                                    std::nullopt,
                                    AutoSubmitted::generated,
                                    std::vector<TextFile>{file},
                                    {}});
}

}  // namespace letter
