// From subject and body to the finished letter: one place sets the headers of every letter.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "letter/letter.h"

namespace letter {

// RFC 3834 section 5.
enum class AutoSubmitted { generated, replied };

struct Content {
    std::string subject;  // one line, UTF-8
    std::string body;     // LF, UTF-8, laid out
    std::optional<Address> reply_to;
    AutoSubmitted automatic = AutoSubmitted::generated;
    std::vector<TextFile> files;  // one without text is left out
    std::vector<redaction::AttachmentNote>
        attachments;  // as listed in the body; those that pass become parts
};

base::Result<Letter> finish_letter(const Envelope& envelope, Content content);

// local+TAG@domain of our own address (RFC 5233 subaddress).
base::Result<Address> tagged(const Address& address, const std::string& tag);

// The template's subject and body, filled.
struct Filled {
    std::string subject;
    std::string body;
};
struct Template;
struct Values;
base::Result<Filled> fill(const Template& page, const Values& values, std::size_t width);

}  // namespace letter
