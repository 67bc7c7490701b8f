// Raw octets to ParsedMail. Runs in the reader child only (daemon) or in tests.
//
// Promises: never throws, never fails, opens no file, is linear in the size of the mail within
// the limits below (mail beyond them comes back `unreadable`, with the headers that could be
// read and one application/octet-stream leaf). Opens no file: charsets by ICU.
#pragma once

#include <cstddef>
#include <string_view>

#include "message/parsed_mail.h"

namespace message {

struct ReadLimits {
    std::size_t size = std::size_t{40} * 1024 * 1024;    // octets
    std::size_t header_block = std::size_t{256} * 1024;  // octets
    std::size_t headers = 2000;
    std::size_t borders = 2000;  // boundary and Content-Type lines
    std::size_t nesting = 50;
};

// images: hashed only, but pictures come stripped (Leaf::stripped).
enum class Contents { kept, hashed_only, images };

ParsedMail read_mail(std::string_view raw, Contents contents, const ReadLimits& limits = {});

}  // namespace message
