// What a mail says, decoded. Made by message::read_mail in the jailed reader; nothing is judged
// here.
//
// Promises: every string is valid UTF-8 except Leaf::content, Leaf::stripped and
// HeaderField::raw, which are octets. What was absent stays absent (std::nullopt), nothing is
// invented. Strange things are listed in `oddities`, never lost silently.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"

namespace message {

struct Mailbox {
    std::optional<std::string> name;
    std::optional<std::string> address;
};

struct HeaderField {
    std::string name;  // as written
    std::string raw;   // octets after the colon, folding kept
    std::string text;  // decoded (RFC 2047), unfolded
};

enum class Disposition { inline_part, attachment };

// A leaf of the MIME tree, in document order (RFC 2046). Containers and entered mails are not
// listed.
struct Leaf {
    std::string type;  // "text/plain", lower case
    std::optional<std::string> filename;
    Disposition disposition = Disposition::inline_part;
    std::string charset;     // as labelled, may be empty
    int enclosing_mail = 0;  // 0: the mail itself; n: the n-th nested mail
    std::string
        content;  // octets after the transfer encoding; empty when contents were not asked for
    std::uint64_t size = 0;           // octets of content
    std::string sha256;               // hex, of content
    std::optional<std::string> text;  // text/*: decoded to UTF-8
    // JPEG, PNG, WebP, when asked for: the picture without what it says beside the picture
    // (strip_image.h), octets; nothing when it is malformed.
    std::optional<std::string> stripped;
};

// A nested mail (message/rfc822, message/global, digest member): its headers, and where its
// leaves belong.
struct NestedMail {
    int enclosing_mail = 0;
    std::optional<std::string> subject;
    Mailbox from;
    std::vector<Mailbox> to;
    std::optional<base::Instant> date;
};

struct Oddity {
    std::string name;    // stable, from a closed list in oddity_names.h
    std::string detail;  // may quote the mail: never logged
};

struct ParsedMail {
    std::vector<HeaderField> headers;
    std::optional<std::string> subject;
    Mailbox from;  // first mailbox of the first From
    std::vector<Mailbox> all_from, sender, reply_to, to, cc, return_path;
    std::optional<std::string> message_id;  // without angle brackets
    std::vector<std::string> in_reply_to, references;
    std::optional<base::Instant> date;
    std::vector<Leaf> parts;  // at least one
    std::vector<NestedMail> nested;
    std::optional<std::string> text;  // first text/plain that is not an attachment
    std::optional<std::string> html;  // first text/html that is not an attachment, as decoded
    std::optional<std::string> html_text;  // that html as plain text, through a real parser
    // Every other text a person could read: further text parts, calendar fields, delivery
    // reports, preamble, epilogue, in document order, each already plain text.
    std::vector<std::string> more_text;
    // Positions in more_text of what a mail program does not show as the mail's words: comments
    // and hidden paragraphs, preamble and epilogue, descriptions and names of files, the text
    // of attachments. It is searched like all text; no letter quotes it.
    std::vector<std::size_t> unshown;
    std::vector<Oddity> oddities;
    // Set when the mail is beyond a limit or its lines do not add up: it goes to a person,
    // unread.
    std::optional<std::string>
        unreadable;  // a stable reason: "too_large", "too_deep", "encrypted", ...

    const HeaderField* first(std::string_view lower_case_name) const;
    std::vector<const HeaderField*> all(std::string_view lower_case_name) const;
    bool has_oddity(std::string_view name) const;
};

}  // namespace message
