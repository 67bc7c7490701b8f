// The only door to GMime: the MIME tree as a second, independent reading, and the transfer
// encodings.
//
// Promises: only the tree and octets are taken from it, always with lengths; none of its
// decoded strings, addresses or dates (it cuts at NUL and loses Indic letters). Opens no file
// (its iconv asks for some; being refused is fine).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "message/mime_scan.h"

namespace message {

// Where GMime sees the bodies of the leaves, as spans of `text`, in document order; `edits` are
// applied to its copy.
std::vector<Span> leaf_spans_by_gmime(std::string_view text, const std::vector<Edit>& edits);

struct Undone {
    std::string octets;
    std::string_view rest;    // what stands after the padding of base64
    bool incomplete = false;  // base64 ended inside a group, which is dropped
};

Undone undo_transfer_encoding(TransferEncoding encoding, std::string_view octets);

}  // namespace message
