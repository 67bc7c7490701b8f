#include "letter/pictures.h"

#include "letter/encode.h"

namespace letter {
namespace {

using Notes = std::vector<redaction::AttachmentNote>;

void seal(redaction::AttachmentNote& note) {
    note.passes = false;
    note.cleaned.clear();
}

// Base64 in lines of 76, each with CR LF, and the part's own header.
std::size_t encoded_size(std::size_t octets) {
    constexpr std::size_t header = 300;
    const std::size_t letters = (octets + 2) / 3 * 4;
    return letters + (letters + 75) / 76 * 2 + header;
}

}  // namespace

Notes fitting_pictures(const redaction::RedactedMail& mail) {
    Notes notes = mail.attachments();
    if (mail.destination() != redaction::Destination::station) return all_sealed(notes);
    std::size_t left = most_picture_octets;
    for (auto& note : notes) {
        if (!note.passes) continue;
        const std::size_t size = encoded_size(note.cleaned.size());
        if (size > left) {
            seal(note);
        } else {
            left -= size;
        }
    }
    return notes;
}

Notes all_sealed(Notes notes) {
    for (auto& note : notes) seal(note);
    return notes;
}

std::vector<Part> picture_parts(const Notes& notes) {
    std::vector<Part> parts;
    for (const auto& note : notes) {
        if (!note.passes) continue;
        const std::string quoted = "\"" + note.name + "\"";
        parts.push_back({{{"Content-Type", note.type + "; name=" + quoted},
                          {"Content-Transfer-Encoding", "base64"},
                          {"Content-Disposition", "attachment; filename=" + quoted}},
                         to_base64_lines(note.cleaned)});
    }
    return parts;
}

}  // namespace letter
