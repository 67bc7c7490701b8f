// The evidence sheet of a mail: the fields that a certificate under section 63(4) of the
// Bharatiya Sakshya Adhiniyam, 2023 asks for, as far as a program can know them. What a person
// must declare stays blank.
//
// Promises: no word of the mail and no name. The SHA-256 of the mail and of each part were
// taken when it arrived and when it was read; they lie under the case key, because the hash of
// a mail that somebody else has too would tell that it came here. The records office computes
// the same figures anew from the sealed original, with the same function.
#pragma once

#include <string>

#include "ledger/ledger.h"
#include "message/parsed_mail.h"
#include "settings/settings.h"

namespace pipeline {

// One line a part: type, octets, SHA-256 of the octets after the transfer encoding.
std::string part_lines(const message::ParsedMail& mail);

// Section 1 of the sheet: the hashes alone.
std::string hash_section(const std::string& mail_sha256, const std::string& parts);

struct Holdings {
    const settings::Settings& settings;
    const seal::ServerKeys& keys;
    store::ReadOnly& state;
    store::ReadOnly& vault;
};
// A Failure (kind text) when what was kept for the case is destroyed.
base::Result<std::string> evidence_sheet(const Holdings& from, const base::CaseNumber& number);

}  // namespace pipeline
