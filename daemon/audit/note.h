// A checkpoint as it leaves the machine: a tree head in the form of C2SP tlog-checkpoint, under
// a C2SP signed-note signature (Ed25519). FORMAT.md beside this file has an example of each
// form.
//
// Promises: what write_* makes, read_* takes, and nothing that differs from it by an octet. A
// reader checks form only; is_signed() checks the signature.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/signed_note.h"
#include "audit/tree.h"

namespace audit {

// The origin of a checkpoint, "example.org/aparajita", is also the name of its key.
struct Note {
    std::string text;  // origin, size, root, each with its line end: what is signed
    std::string origin;
    Head head;
    std::vector<Signature> signatures;
};
std::string write_note(const Signer& signer, const Head& head);
std::optional<Note> read_note(std::string_view text);
bool is_signed(const Note& note, const VerifierKey& key);

// What goes to an auditor: "old N", the consistency proof from size N, an empty line, the note
// (C2SP tlog-witness, add-checkpoint). old 0 has no proof.
std::string write_growth(std::int64_t old_size, const Path& path, std::string_view note);
struct Growth {
    std::int64_t old_size = 0;
    Path path;
    Note note;
};
std::optional<Growth> read_growth(std::string_view text);

// That one leaf stands in the tree of a note (C2SP tlog-proof); `extra` carries the canonical
// octets.
std::string write_inclusion(std::int64_t index, std::string_view canonical, const Path& path,
                            std::string_view note);

}  // namespace audit
