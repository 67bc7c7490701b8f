#include "redaction/attaching.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "redaction/attachment_rows.h"

namespace redaction {
namespace {

std::string extension_of(const std::string& type) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 18> known{
        {{"image/jpeg", "jpg"},
         {"image/png", "png"},
         {"image/webp", "webp"},
         {"image/gif", "gif"},
         {"image/heic", "heic"},
         {"application/pdf", "pdf"},
         {"text/plain", "txt"},
         {"text/html", "html"},
         {"audio/mpeg", "mp3"},
         {"audio/ogg", "ogg"},
         {"audio/mp4", "m4a"},
         {"video/mp4", "mp4"},
         {"video/3gpp", "3gp"},
         {"application/zip", "zip"},
         {"message/rfc822", "eml"},
         {"text/calendar", "ics"},
         {"application/msword", "doc"},
         {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"}}};
    for (const auto& [name, extension] : known) {
        if (name == type) return std::string(extension);
    }
    return "bin";
}

// A type from outside is shown only when it looks like one.
std::string shown_type(const std::string& type) {
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789/.+-";
    constexpr std::size_t longest = 80;
    const bool fits =
        type.size() <= longest && type.find_first_not_of(allowed) == std::string::npos;
    return fits && !type.empty() ? type : "application/octet-stream";
}

}  // namespace

std::vector<const message::Leaf*> attached_leaves(const message::ParsedMail& mail) {
    std::vector<const message::Leaf*> attached;
    bool text_shown = false, html_shown = false;
    for (const auto& leaf : mail.parts) {
        const bool in_line =
            leaf.disposition == message::Disposition::inline_part && !leaf.filename;
        bool& shown = leaf.type == "text/html" ? html_shown : text_shown;
        const bool body = in_line && (leaf.type == "text/plain" || leaf.type == "text/html");
        if (body && !shown) {
            shown = true;
        } else {
            attached.push_back(&leaf);
        }
    }
    return attached;
}

AttachmentAction action_for(const message::Leaf& leaf, const understanding::Facts& facts,
                            const Policy& policy, Destination destination) {
    const auto action = policy.attachment_action(leaf.type, facts.category, destination);
    if (action != AttachmentAction::pass) return action;
    const bool may = destination == Destination::station && is_cleanable(leaf.type) &&
                     leaf.stripped && !leaf.stripped->empty() &&
                     policy.images_may_pass_for(facts.category) &&
                     facts.child != understanding::Child::victim &&
                     facts.language != understanding::Language::und;
    return may ? AttachmentAction::pass : AttachmentAction::seal;
}

AttachmentNote note_for(const message::Leaf& leaf, std::size_t number,
                        AttachmentAction action) {
    AttachmentNote note;
    note.name = "attachment-" + std::to_string(number) + "." + extension_of(leaf.type);
    note.type = shown_type(leaf.type);
    note.size = leaf.size;
    note.sha256 = leaf.sha256;
    note.passes = action == AttachmentAction::pass;
    if (note.passes) note.cleaned = *leaf.stripped;
    return note;
}

}  // namespace redaction
