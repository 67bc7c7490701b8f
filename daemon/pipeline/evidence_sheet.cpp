#include "pipeline/evidence_sheet.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <sstream>

#include "audit/checkpoint.h"
#include "base/text.h"
#include "pipeline/version.h"

namespace pipeline {
namespace {

// A type is the sender's: only what RFC 6838 lets stand in one is shown.
std::string plain_type(const std::string& type) {
    std::string shown;
    for (const char c : type.substr(0, 120)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                           std::string_view("/.+-_!#$&^").find(c) != std::string_view::npos;
        shown += plain ? c : '?';
    }
    return shown;
}

std::string time_of(base::Instant at, base::Seconds zone) {
    return fmt::format("{} ({})", base::local_short(at, zone), base::to_rfc3339(at));
}

std::string host_name() {
    std::array<char, 256> name{};
    if (gethostname(name.data(), name.size() - 1) != 0) return "unknown";
    return name.data();
}

base::Failure destroyed(const base::CaseNumber& number) {
    return {
        base::FailureKind::text,
        fmt::format("what was kept for {} is destroyed, or was never whole", number.str()),
        "audit show tells when; the sealed original at the records office, if it was handed "
        "out, still gives the figures"};
}

std::string received_section(const Holdings& from, const ledger::MailRow& mail) {
    const auto zone = from.settings.zone_offset;
    return fmt::format(
        "2. WHEN AND WHERE IT WAS RECEIVED\n"
        "   Mailbox      {} at {}\n"
        "   Place in it  folder {}, UIDVALIDITY {}, UID {}\n"
        "   It arrived   {}, by the clock of that server\n"
        "   In custody   {}, a sealed copy was on disk\n",
        from.settings.identity.address, from.settings.mailbox.server.host, mail.at.mailbox,
        mail.at.uidvalidity, mail.at.uid, time_of(mail.internal_date, zone),
        time_of(mail.first_seen, zone));
}

std::string system_section() {
    return fmt::format(
        "3. BY WHICH SYSTEM\n"
        "   Kind         [ ] Computer/Storage  [ ] DVR  [ ] Mobile  [ ] Flash drive  [ ] "
        "CD/DVD\n"
        "                [x] Server  [ ] Cloud  [ ] Other\n"
        "   Name         {}\n"
        "   Program      aparajita {}, which fetches every mail of this mailbox in the course "
        "of\n"
        "                its regular work\n"
        "   Make and model ______________________  Serial number ______________________\n",
        host_name(), version());
}

base::Result<std::string> custody_section(const Holdings& from, const ledger::MailRow& mail) {
    auto rows = from.state.query(
        "SELECT seq, ts, actor, kind, station FROM audit_event WHERE case_id = ? ORDER BY seq",
        {store::Blob{mail.case_id.str()}});
    if (!rows) return rows.error();
    std::string text = "4. EACH STEP OF CUSTODY, from the audit trail\n";
    for (const auto& row : *rows) {
        text += fmt::format("   {:>8}  {}  {:<18} {:<24} {}\n", row.whole(0),
                            base::to_rfc3339(base::from_unix(row.whole(1))), row.text(3),
                            row.text(2), row.text(4));
    }
    auto last = audit::last_checkpoint(from.state);
    if (!last) return last.error();
    if (last.value())
        text += fmt::format(
            "   The trail up to event {} was signed on {}, root\n   {}\n"
            "   and sent to the auditors: aparajita audit proof {} proves each step to them.\n",
            last.value()->head.size, base::to_rfc3339(last.value()->at),
            base::to_base64(last.value()->head.root), mail.number.str());
    return text;
}

constexpr const char* to_be_signed =
    R"(5. TO BE DECLARED AND SIGNED (Schedule to the Act)
   The device was under lawful control for regularly creating, storing or processing
   information for regular activities, and worked properly in this time; where it did not,
   that did not affect the record or its accuracy.          [ ] yes
   The device is  [ ] owned  [ ] maintained  [ ] managed  [ ] operated  by me.
   Hash values as in section 1, obtained by  [ ] SHA-1  [x] SHA-256  [ ] MD5  [ ] other

   PART A, the party              PART B, the expert
   Name        ________________   Name        ________________
   Designation ________________   Designation ________________
   Date, time  ________________   Date, time  ________________
   Place       ________________   Place       ________________
   Signature   ________________   Signature   ________________

6. HOW TO CHECK IT
   At the records office, from the sealed original (aparajita open CASE --order NO --export FILE):
   aparajita certificate FILE --key PREFIX.key --order NO
   computes section 1 anew. It must be the same to the last digit.
)";

}  // namespace

std::string part_lines(const message::ParsedMail& mail) {
    std::string lines;
    for (const auto& part : mail.parts)
        lines += fmt::format("{} {} {}\n", plain_type(part.type), part.size, part.sha256);
    return lines;
}

std::string hash_section(const std::string& mail_sha256, const std::string& parts) {
    std::string text = fmt::format(
        "1. THE ELECTRONIC RECORD: a mail\n   SHA-256 of the whole mail, as the mailbox gave "
        "it\n"
        "      {}\n",
        mail_sha256);
    std::istringstream lines(parts);
    int n = 0;
    for (std::string type, size, sha256; lines >> type >> size >> sha256;)
        text += fmt::format("   Part {}: {}, {} octets when decoded, SHA-256\n      {}\n", ++n,
                            type, size, sha256);
    if (n == 0)
        text +=
            "   Its parts were not read here: the records office opens it and lists them.\n";
    return text;
}

base::Result<std::string> evidence_sheet(const Holdings& from, const base::CaseNumber& number) {
    auto found = ledger::find_case(from.state, number);
    if (!found) return found.error();
    if (!found.value()) return destroyed(number);
    auto mail = ledger::first_mail_of(from.state, found.value()->id);
    if (!mail) return mail.error();
    if (!mail.value()) return destroyed(number);
    auto key = ledger::read_case_key(from.vault, from.keys, found.value()->id);
    if (!key) return destroyed(number);
    auto sha256 = ledger::read_secret(from.vault, *key, found.value()->id, "mail_sha256");
    if (!sha256) return sha256.error();
    if (!sha256.value()) return destroyed(number);
    auto parts = ledger::read_secret(from.vault, *key, found.value()->id, "parts");
    if (!parts) return parts.error();
    auto custody = custody_section(from, **mail);
    if (!custody) return custody.error();
    return fmt::format(
        "EVIDENCE SHEET  {}\n"
        "for a certificate under section 63(4), Bharatiya Sakshya Adhiniyam, "
        "2023\n\n{}\n{}\n{}\n"
        "{}\n{}",
        number.str(), hash_section(**sha256, parts.value().value_or("")),
        received_section(from, **mail), system_section(), *custody, to_be_signed);
}

}  // namespace pipeline
