#include "letter/finish.h"

#include <algorithm>

#include "letter/compose.h"
#include "letter/encode.h"
#include "letter/inert_text.h"
#include "letter/layout.h"
#include "letter/pictures.h"
#include "letter/render.h"
#include "letter/template_text.h"

namespace letter {
namespace {

base::Failure defect(const char* what) { return {base::FailureKind::defect, what, {}}; }

bool is_id_character(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           c == '.' || c == '-' || c == '_' || c == '+' || c == '@';
}

bool is_sound_message_id(const std::string& id) {
    const std::size_t at = id.find('@');
    return at != std::string::npos && at > 0 && at + 1 < id.size() && at == id.rfind('@') &&
           id.size() <= 200 && std::all_of(id.begin(), id.end(), is_id_character);
}

std::string_view text_of(AutoSubmitted automatic) {
    return automatic == AutoSubmitted::replied ? "auto-replied" : "auto-generated";
}

std::string bracketed(const std::string& text) { return "<" + text + ">"; }

std::vector<HeaderLine> headers_of(const Envelope& envelope, const Content& content) {
    const std::string name = inert_line(envelope.from_name);
    std::vector<HeaderLine> lines{
        {"From", name.empty() ? envelope.from.str()
                              : encode_name(name) + " " + bracketed(envelope.from.str())},
        {"To", envelope.to.str()}};
    if (content.reply_to) lines.push_back({"Reply-To", content.reply_to->str()});
    lines.push_back({"Subject", encode_words(content.subject)});
    lines.push_back({"Date", base::to_rfc5322(envelope.date, envelope.zone)});
    lines.push_back({"Message-ID", bracketed(envelope.message_id)});
    lines.push_back({"Auto-Submitted", std::string(text_of(content.automatic))});
    lines.push_back({"MIME-Version", "1.0"});
    return lines;
}

Part body_part(const std::string& body) {
    EncodedText encoded = encode_text(body);
    return {{{"Content-Type", "text/plain; charset=utf-8"},
             {"Content-Transfer-Encoding", std::move(encoded.transfer_encoding)}},
            std::move(encoded.octets)};
}

Part file_part(const TextFile& file) {
    EncodedText encoded = encode_text(file.text);
    return {{{"Content-Type", "text/plain; charset=utf-8; name=\"" + file.name + "\""},
             {"Content-Transfer-Encoding", std::move(encoded.transfer_encoding)},
             {"Content-Disposition", "attachment; filename=\"" + file.name + "\""}},
            std::move(encoded.octets)};
}

// "=_" stands in no encoded line: quoted-printable writes "=" as "=3D", base64 has no "_". 70
// octets at most (RFC 2046 5.1.1); the same letter gets the same boundary.
std::string boundary_for(const std::string& message_id) {
    return "=_" + message_id.substr(0, std::min<std::size_t>(message_id.find('@'), 60));
}

}  // namespace

base::Result<Letter> finish_letter(const Envelope& envelope, Content content) {
    if (goes_to_her(envelope.kind) != (envelope.recipient.str() == "complainant"))
        return defect("a letter of this kind is not for this reader");
    if (!is_sound_message_id(envelope.message_id))
        return defect("a letter has no usable Message-ID");
    if (content.subject.empty() || content.body.empty())
        return defect("a letter has no subject or text");
    Draft draft{headers_of(envelope, content), {body_part(content.body)}, {}};
    for (const TextFile& file : content.files) {
        if (!file.text.empty()) draft.parts.push_back(file_part(file));
    }
    for (Part& picture : picture_parts(content.attachments))
        draft.parts.push_back(std::move(picture));
    if (draft.parts.size() > 1) draft.boundary = boundary_for(envelope.message_id);
    auto octets = compose(draft);
    if (!octets) return octets.error();
    for (auto& note : content.attachments) note.cleaned.clear();  // it stands in the octets
    return Letter{envelope.kind,
                  envelope.recipient,
                  envelope.to,
                  envelope.return_path,
                  envelope.message_id,
                  std::move(content.subject),
                  std::move(content.body),
                  std::move(content.attachments),
                  std::move(octets).value()};
}

base::Result<Address> tagged(const Address& address, const std::string& tag) {
    const std::size_t at = address.str().find('@');
    return Address::make(address.str().substr(0, at) + "+" + tag + address.str().substr(at));
}

base::Result<Filled> fill(const Template& page, const Values& values, std::size_t width) {
    auto subject = render(page.subject, values);
    if (!subject) return subject.error();
    auto body = render(page.body, values);
    if (!body) return body.error();
    return Filled{inert_line(*subject, 200), lay_out(*body, width)};
}

}  // namespace letter
