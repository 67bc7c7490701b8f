#include "reader/wire.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.h"

namespace reader {
namespace {

using message::ParsedMail;

constexpr std::uint8_t version = 2;
constexpr std::uint32_t most_items = 100'000;       // of any list
constexpr std::int64_t earliest = -62'167'219'200;  // 0000-01-01
constexpr std::int64_t latest =
    253'402'387'200;  // 10000-01-02: a zone may reach over the edge of the year 9999

class Writer {
  public:
    void reserve(std::size_t size) { out_.reserve(size); }
    void octet(std::uint8_t value) { out_.push_back(static_cast<char>(value)); }
    void number(std::uint64_t value) { out_ += encode_length(value); }
    void text(std::string_view value) {
        number(value.size());
        out_ += value;
    }
    template <class T, class Put>
    void maybe(const std::optional<T>& value, Put put) {
        octet(value ? 1 : 0);
        if (value) put(*value);
    }
    void maybe_text(const std::optional<std::string>& value) {
        maybe(value, [this](const std::string& inner) { text(inner); });
    }
    void maybe_instant(const std::optional<base::Instant>& value) {
        maybe(value, [this](base::Instant at) {
            number(static_cast<std::uint64_t>(base::unix_seconds(at)));
        });
    }
    template <class T, class Put>
    void list(const std::vector<T>& values, Put put) {
        number(values.size());
        for (const T& value : values) put(value);
    }
    std::string take() { return std::move(out_); }

  private:
    std::string out_;
};

enum class Octets { utf8, any };

// Once something does not fit, `ok` is false and everything read after that is empty.
class Taker {
  public:
    explicit Taker(std::string_view octets) : octets_(octets) {}

    bool ok() const { return ok_; }
    bool at_end() const { return octets_.empty(); }
    void refuse() {
        ok_ = false;
        octets_ = {};
    }

    std::uint8_t octet(std::uint8_t most) {
        if (octets_.empty()) return refuse(), std::uint8_t{0};
        const auto value = static_cast<std::uint8_t>(octets_[0]);
        octets_.remove_prefix(1);
        if (value > most) return refuse(), std::uint8_t{0};
        return value;
    }
    std::uint64_t number() {
        if (octets_.size() < prefix_size) return refuse(), 0;
        const std::uint64_t value = decode_length(octets_);
        octets_.remove_prefix(prefix_size);
        return value;
    }
    int small(std::uint64_t most) {
        const std::uint64_t value = number();
        if (value > most) return refuse(), 0;
        return static_cast<int>(value);
    }
    std::string text(Octets kind = Octets::utf8) {
        const std::uint64_t size = number();
        if (size > octets_.size()) return refuse(), std::string();
        std::string value(octets_.substr(0, size));
        octets_.remove_prefix(size);
        if (kind == Octets::utf8 && !base::is_utf8(value)) return refuse(), std::string();
        return value;
    }
    std::optional<std::string> maybe_text(Octets kind = Octets::utf8) {
        if (octet(1) == 0) return std::nullopt;
        return text(kind);
    }
    std::optional<base::Instant> maybe_instant() {
        if (octet(1) == 0) return std::nullopt;
        const auto seconds = static_cast<std::int64_t>(number());
        if (seconds < earliest || seconds > latest) return refuse(), std::nullopt;
        return base::from_unix(seconds);
    }
    template <class T, class Take>
    std::vector<T> list(Take take) {
        const std::uint64_t count = number();
        // Each item takes at least one octet: a lie about the count cannot make us reserve
        // memory.
        if (count > most_items || count > octets_.size()) return refuse(), std::vector<T>();
        std::vector<T> values;
        for (std::uint64_t i = 0; i < count && ok_; ++i) values.push_back(take());
        return values;
    }

  private:
    std::string_view octets_;
    bool ok_ = true;
};

void put_mailbox(Writer& out, const message::Mailbox& mailbox) {
    out.maybe_text(mailbox.name);
    out.maybe_text(mailbox.address);
}

message::Mailbox take_mailbox(Taker& in) {
    message::Mailbox mailbox;
    mailbox.name = in.maybe_text();
    mailbox.address = in.maybe_text();
    return mailbox;
}

void put_mailboxes(Writer& out, const std::vector<message::Mailbox>& list) {
    out.list(list, [&](const message::Mailbox& mailbox) { put_mailbox(out, mailbox); });
}

std::vector<message::Mailbox> take_mailboxes(Taker& in) {
    return in.list<message::Mailbox>([&] { return take_mailbox(in); });
}

void put_texts(Writer& out, const std::vector<std::string>& list) {
    out.list(list, [&](const std::string& text) { out.text(text); });
}

std::vector<std::string> take_texts(Taker& in) {
    return in.list<std::string>([&] { return in.text(); });
}

void put_header(Writer& out, const message::HeaderField& field) {
    out.text(field.name);
    out.text(field.raw);
    out.text(field.text);
}

message::HeaderField take_header(Taker& in) {
    message::HeaderField field;
    field.name = in.text();
    field.raw = in.text(Octets::any);
    field.text = in.text();
    return field;
}

void put_leaf(Writer& out, const message::Leaf& leaf) {
    out.text(leaf.type);
    out.maybe_text(leaf.filename);
    out.octet(leaf.disposition == message::Disposition::attachment ? 1 : 0);
    out.text(leaf.charset);
    out.number(static_cast<std::uint64_t>(leaf.enclosing_mail));
    out.text(leaf.content);
    out.number(leaf.size);
    out.text(leaf.sha256);
    out.maybe_text(leaf.text);
    out.maybe_text(leaf.stripped);
}

bool is_sha256(std::string_view text) {
    return text.size() == 64 &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// Only a picture is stripped, and by that it does not grow (strip_image.h).
bool fits_stripped(const message::Leaf& leaf) {
    return !leaf.stripped || (leaf.type.starts_with("image/") && !leaf.stripped->empty() &&
                              leaf.stripped->size() <= leaf.size + 1);
}

message::Leaf take_leaf(Taker& in) {
    message::Leaf leaf;
    leaf.type = in.text();
    leaf.filename = in.maybe_text();
    leaf.disposition =
        in.octet(1) == 1 ? message::Disposition::attachment : message::Disposition::inline_part;
    leaf.charset = in.text();
    leaf.enclosing_mail = in.small(most_items);
    leaf.content = in.text(Octets::any);
    leaf.size = in.number();
    leaf.sha256 = in.text();
    leaf.text = in.maybe_text();
    leaf.stripped = in.maybe_text(Octets::any);
    if (!fits_stripped(leaf)) in.refuse();
    const bool sized = leaf.content.empty() || leaf.content.size() == leaf.size;
    if (!is_sha256(leaf.sha256) || !sized || leaf.type.find('/') == std::string::npos)
        in.refuse();
    return leaf;
}

void put_nested(Writer& out, const message::NestedMail& nested) {
    out.number(static_cast<std::uint64_t>(nested.enclosing_mail));
    out.maybe_text(nested.subject);
    put_mailbox(out, nested.from);
    put_mailboxes(out, nested.to);
    out.maybe_instant(nested.date);
}

message::NestedMail take_nested(Taker& in) {
    message::NestedMail nested;
    nested.enclosing_mail = in.small(most_items);
    nested.subject = in.maybe_text();
    nested.from = take_mailbox(in);
    nested.to = take_mailboxes(in);
    nested.date = in.maybe_instant();
    return nested;
}

void put_oddity(Writer& out, const message::Oddity& oddity) {
    out.text(oddity.name);
    out.text(oddity.detail);
}

message::Oddity take_oddity(Taker& in) {
    message::Oddity oddity;
    oddity.name = in.text();
    oddity.detail = in.text();
    return oddity;
}

bool points_at_existing_mails(const ParsedMail& mail) {
    const int count = static_cast<int>(mail.nested.size());
    for (const message::Leaf& leaf : mail.parts) {
        if (leaf.enclosing_mail > count) return false;
    }
    for (int i = 0; i < count; ++i) {
        if (mail.nested[static_cast<std::size_t>(i)].enclosing_mail > i) return false;
    }
    return true;
}

}  // namespace

std::string encode_length(std::uint64_t length) {
    std::string out;
    for (unsigned shift = 0; shift < 64; shift += 8)
        out.push_back(static_cast<char>((length >> shift) & 0xFFU));
    return out;
}

std::uint64_t decode_length(std::string_view prefix) {
    std::uint64_t length = 0;
    for (unsigned i = 0; i < prefix_size && i < prefix.size(); ++i) {
        length |= static_cast<std::uint64_t>(static_cast<std::uint8_t>(prefix[i])) << (8 * i);
    }
    return length;
}

char encode_contents(message::Contents contents) {
    switch (contents) {
        case message::Contents::kept:
            return 'k';
        case message::Contents::hashed_only:
            return 'h';
        case message::Contents::images:
            return 'i';
    }
    return 'k';
}

std::optional<message::Contents> decode_contents(char octet) {
    for (const auto contents :
         {message::Contents::kept, message::Contents::hashed_only, message::Contents::images}) {
        if (encode_contents(contents) == octet) return contents;
    }
    return std::nullopt;
}

std::uint64_t largest_reply(std::uint64_t request) { return request * 16 + 4UL * 1024 * 1024; }

std::string encode_reply(const ParsedMail& mail) {
    Writer out;
    std::size_t contents = 4096;
    for (const message::Leaf& leaf : mail.parts)
        contents += leaf.content.size() + (leaf.text ? leaf.text->size() : 0) +
                    (leaf.stripped ? leaf.stripped->size() : 0) + 512;
    out.reserve(contents);
    out.octet(version);
    out.list(mail.headers, [&](const message::HeaderField& field) { put_header(out, field); });
    out.maybe_text(mail.subject);
    put_mailbox(out, mail.from);
    for (const auto* list : {&mail.all_from, &mail.sender, &mail.reply_to, &mail.to, &mail.cc,
                             &mail.return_path}) {
        put_mailboxes(out, *list);
    }
    out.maybe_text(mail.message_id);
    put_texts(out, mail.in_reply_to);
    put_texts(out, mail.references);
    out.maybe_instant(mail.date);
    out.list(mail.parts, [&](const message::Leaf& leaf) { put_leaf(out, leaf); });
    out.list(mail.nested, [&](const message::NestedMail& nested) { put_nested(out, nested); });
    for (const auto* text : {&mail.text, &mail.html, &mail.html_text}) out.maybe_text(*text);
    put_texts(out, mail.more_text);
    out.list(mail.unshown, [&](std::size_t at) { out.number(at); });
    out.list(mail.oddities, [&](const message::Oddity& oddity) { put_oddity(out, oddity); });
    out.maybe_text(mail.unreadable);
    return out.take();
}

std::optional<ParsedMail> decode_reply(std::string_view octets) {
    Taker in(octets);
    ParsedMail mail;
    if (in.octet(version) != version) in.refuse();
    mail.headers = in.list<message::HeaderField>([&] { return take_header(in); });
    mail.subject = in.maybe_text();
    mail.from = take_mailbox(in);
    for (auto* list : {&mail.all_from, &mail.sender, &mail.reply_to, &mail.to, &mail.cc,
                       &mail.return_path}) {
        *list = take_mailboxes(in);
    }
    mail.message_id = in.maybe_text();
    mail.in_reply_to = take_texts(in);
    mail.references = take_texts(in);
    mail.date = in.maybe_instant();
    mail.parts = in.list<message::Leaf>([&] { return take_leaf(in); });
    mail.nested = in.list<message::NestedMail>([&] { return take_nested(in); });
    for (auto* text : {&mail.text, &mail.html, &mail.html_text}) *text = in.maybe_text();
    mail.more_text = take_texts(in);
    mail.unshown = in.list<std::size_t>([&] { return in.number(); });
    mail.oddities = in.list<message::Oddity>([&] { return take_oddity(in); });
    mail.unreadable = in.maybe_text();
    if (!in.ok() || !in.at_end() || mail.parts.empty() || !points_at_existing_mails(mail))
        return std::nullopt;
    return mail;
}

}  // namespace reader
