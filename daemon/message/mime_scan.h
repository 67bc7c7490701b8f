// Our own reading of a mail's lines: which belong to a header, a border, a body, a preamble or
// an epilogue (RFC 2046), with the repairs of real mail. One linear pass over the octets,
// before any library sees them.
//
// Promises: never fails; every octet of the text belongs to exactly one span (`accounted`
// equals the size); stops at the limits and says which; recursion is bounded by the nesting
// limit.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "message/parameters.h"
#include "message/read_mail.h"

namespace message {

struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t size() const { return end - begin; }
    auto operator<=>(const Span&) const = default;
};

struct RawField {
    std::string_view name;
    std::string_view value;  // after the colon, folding kept, without the last line end
};

enum class EntityKind { leaf, multipart, mail };

struct Entity {
    EntityKind kind = EntityKind::leaf;
    std::string type = "text/plain";  // lower case; what it is read as
    std::string boundary;
    TransferEncoding encoding = TransferEncoding::identity;
    std::vector<RawField> fields;
    std::vector<std::string_view> junk;  // lines among them that are none
    Span header;                         // with the blank line that ends it
    Span body;                     // without the line end that belongs to the border after it
    std::vector<Span> asides;      // preamble and epilogue, where they are not blank
    std::vector<Entity> children;  // parts; the one mail of kind mail
    bool is_mail = false;          // the top of a mail, not a part of one
};

struct ScanNote {
    std::string_view oddity;
    std::string detail;
};

// Shared by the streams of one mail: a nested mail under base64 is a stream of its own.
struct ScanBudget {
    ReadLimits limits;
    std::size_t borders = 0;
    std::size_t depth = 0;
};

struct MimeScan {
    Entity top;
    std::vector<ScanNote> notes;
    std::size_t accounted = 0;  // octets
    std::string_view beyond;    // the limit that was met, or empty
};

MimeScan scan_mime(std::string_view text, ScanBudget& budget);

// CR only and CR CR LF become what was meant; other line ends stay.
struct RepairedText {
    std::string kept;  // used when something had to change
    std::string_view text;
    std::vector<std::string_view> oddities;
};
void repair_line_ends(std::string_view raw, RepairedText& out);

// A replacement in the copy that GMime reads: where strict and tolerant reading would differ,
// it gets our reading.
struct Edit {
    Span span;
    std::string text;
};
std::vector<Edit> edits_for_strict_parser(const Entity& top, std::string_view text);

}  // namespace message
