#include "message/mail_headers.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "message/addresses.h"
#include "message/charset.h"
#include "message/ids_and_dates.h"
#include "message/oddity_names.h"
#include "message/words.h"

namespace message {
namespace {

// One oddity of a kind tells enough; a hostile mail must not make the list long.
constexpr std::size_t most_oddities = 200;
constexpr std::size_t most_recipients = 10000;
// Headers of a mail with 2,000 nested mails are not worth more than this many recipients each.
constexpr std::size_t most_nested_recipients = 100;

std::vector<Mailbox> mailboxes(const ParsedMail& mail, std::string_view name) {
    std::vector<Mailbox> all;
    for (const HeaderField* field : mail.all(name)) {
        for (Mailbox& mailbox : parse_addresses(field->raw).mailboxes) {
            if (all.size() < most_recipients) all.push_back(std::move(mailbox));
        }
    }
    return all;
}

std::vector<std::string> ids(const ParsedMail& mail, std::string_view name) {
    const HeaderField* field = mail.first(name);
    return field == nullptr ? std::vector<std::string>{} : parse_ids(field->raw);
}

// Ids of the mail itself: with prose and no brackets, the first word that looks like one.
std::optional<std::string> own_id(const ParsedMail& mail) {
    const HeaderField* field = mail.first("message-id");
    if (field == nullptr) return std::nullopt;
    const std::vector<std::string> found = parse_ids(field->raw);
    if (!found.empty()) return found.front();
    const std::string text = unfold(field->raw);
    std::string_view rest = base::trim_ascii(text);
    std::string first;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find_first_of(" \t"), rest.size());
        const std::string word = decode_unlabelled(rest.substr(0, end));
        if (word.find('@') != std::string::npos) return word;
        if (first.empty()) first = word;
        rest = base::trim_ascii(rest.substr(end));
    }
    if (first.empty() || first == "<>") return std::nullopt;
    return first;
}

void read_from(ParsedMail& mail) {
    const std::vector<const HeaderField*> fields = mail.all("from");
    if (fields.empty()) return add_oddity(mail, oddity::no_from);
    if (fields.size() > 1) add_oddity(mail, oddity::two_from);
    for (const HeaderField* field : fields) {
        AddressList list = parse_addresses(field->raw);
        if (list.has_group || list.mailboxes.size() > 1) add_oddity(mail, oddity::group_from);
        if (field == fields.front() && !list.mailboxes.empty())
            mail.from = list.mailboxes.front();
        for (Mailbox& mailbox : list.mailboxes) {
            if (mail.all_from.size() < most_recipients)
                mail.all_from.push_back(std::move(mailbox));
        }
    }
}

void note_doubles(ParsedMail& mail) {
    using Double = std::pair<std::string_view, std::string_view>;
    constexpr std::array doubles = std::to_array<Double>({{"subject", oddity::two_subjects},
                                                          {"message-id", oddity::two_ids},
                                                          {"date", oddity::two_dates}});
    for (const auto& [name, oddity] : doubles) {
        if (mail.all(name).size() > 1) add_oddity(mail, oddity);
    }
}

HeaderField decode_field(const RawField& raw, ParsedMail& mail) {
    Words words = decode_header_text(raw.value);
    if (words.raw_eight_bit) add_oddity(mail, oddity::raw_eight_bit);
    if (words.bad_word) add_oddity(mail, oddity::bad_word);
    return {decode_unlabelled(raw.name), std::string(raw.value), std::move(words.text)};
}

}  // namespace

void add_oddity(ParsedMail& mail, std::string_view name, const std::string& detail) {
    if (mail.oddities.size() >= most_oddities || mail.has_oddity(name)) return;
    mail.oddities.push_back(
        {std::string(name), base::to_utf8(base::to_code_points(detail.substr(0, 200)))});
}

const RawField* find_field(const std::vector<RawField>& fields, std::string_view lower_name) {
    for (const RawField& field : fields) {
        if (field.name.size() == lower_name.size() &&
            base::lower_ascii(field.name) == lower_name)
            return &field;
    }
    return nullptr;
}

void read_top_headers(const std::vector<RawField>& fields, ParsedMail& mail) {
    mail.headers.reserve(fields.size());
    for (const RawField& raw : fields) mail.headers.push_back(decode_field(raw, mail));
    if (const HeaderField* subject = mail.first("subject")) mail.subject = subject->text;
    read_from(mail);
    mail.sender = mailboxes(mail, "sender");
    mail.reply_to = mailboxes(mail, "reply-to");
    mail.to = mailboxes(mail, "to");
    mail.cc = mailboxes(mail, "cc");
    mail.return_path = mailboxes(mail, "return-path");
    mail.message_id = own_id(mail);
    if (!mail.message_id) add_oddity(mail, oddity::no_message_id);
    mail.in_reply_to = ids(mail, "in-reply-to");
    mail.references = ids(mail, "references");
    if (const HeaderField* date = mail.first("date")) {
        mail.date = parse_date(date->raw);
        if (!mail.date) add_oddity(mail, oddity::bad_date);
    }
    note_doubles(mail);
}

NestedMail read_nested_headers(const std::vector<RawField>& fields, int enclosing_mail) {
    NestedMail nested;
    nested.enclosing_mail = enclosing_mail;
    if (const RawField* subject = find_field(fields, "subject"))
        nested.subject = decode_header_text(subject->value).text;
    if (const RawField* from = find_field(fields, "from")) {
        const AddressList list = parse_addresses(from->value);
        if (!list.mailboxes.empty()) nested.from = list.mailboxes.front();
    }
    if (const RawField* to = find_field(fields, "to")) {
        nested.to = parse_addresses(to->value).mailboxes;
        if (nested.to.size() > most_nested_recipients) nested.to.resize(most_nested_recipients);
    }
    if (const RawField* date = find_field(fields, "date"))
        nested.date = parse_date(date->value);
    return nested;
}

std::vector<std::string> unusual_part_fields(const std::vector<RawField>& fields) {
    constexpr std::array<std::string_view, 12> usual{
        "content-type", "content-transfer-encoding", "content-disposition", "content-id",
        "content-md5",  "content-language",          "content-length",      "x-attachment-id",
        "mime-version", "content-duration",          "content-class",       "content-features"};
    std::vector<std::string> found;
    for (const RawField& field : fields) {
        const std::string name = base::lower_ascii(field.name);
        if (std::find(usual.begin(), usual.end(), name) != usual.end()) continue;
        const std::string text = decode_header_text(field.value).text;
        if (!text.empty()) found.push_back(decode_unlabelled(field.name) + ": " + text);
    }
    return found;
}

}  // namespace message
