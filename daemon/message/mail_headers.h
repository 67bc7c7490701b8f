// Header fields of a mail, from their raw octets into the values of ParsedMail and NestedMail.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "message/mime_scan.h"
#include "message/parsed_mail.h"

namespace message {

void add_oddity(ParsedMail& mail, std::string_view name, const std::string& detail = {});

void read_top_headers(const std::vector<RawField>& fields, ParsedMail& mail);
NestedMail read_nested_headers(const std::vector<RawField>& fields, int enclosing_mail);

const RawField* find_field(const std::vector<RawField>& fields, std::string_view lower_name);

// What a part says in fields beside the usual ones of MIME: "Name: text", for the redactor to
// see.
std::vector<std::string> unusual_part_fields(const std::vector<RawField>& fields);

}  // namespace message
