// Who the headers of the mail say that she is.
#include "base/text.h"
#include "redaction/people.h"

namespace redaction {

namespace {

void add_mailbox(const message::Mailbox& mailbox, HeaderIdentity& identity) {
    if (mailbox.name) identity.names.push_back(*mailbox.name);
    if (mailbox.address) identity.mailboxes.push_back(base::lower_ascii(*mailbox.address));
}

// "[192.0.2.1]" without its brackets.
std::string bare_address(std::string_view text) {
    std::string address;
    for (const char c : text) {
        if (c != '[' && c != ']' && c != ' ') address.push_back(c);
    }
    return base::lower_ascii(address);
}

}  // namespace

HeaderIdentity header_identity(const message::ParsedMail& mail,
                               const understanding::Facts& facts) {
    HeaderIdentity identity;
    using understanding::MailKind;
    // The sender of a platform's or a machine's mail is not the woman.
    if (facts.kind == MailKind::platform_alert || facts.kind == MailKind::bounce ||
        facts.kind == MailKind::bulk) {
        return identity;
    }
    for (const auto* list : {&mail.all_from, &mail.sender, &mail.reply_to, &mail.return_path}) {
        for (const auto& mailbox : *list) add_mailbox(mailbox, identity);
    }
    add_mailbox(mail.from, identity);
    for (const auto& header : mail.headers) {
        if (base::lower_ascii(header.name) != "x-originating-ip") continue;
        auto address = bare_address(header.text);
        if (!address.empty()) identity.addresses.push_back(std::move(address));
    }
    return identity;
}

}  // namespace redaction
