#include "message/mail_json.h"

#include <nlohmann/json.hpp>

#include "base/instant.h"
#include "base/text.h"

namespace message {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::optional<std::string>& text) {
    return text ? Json(*text) : Json(nullptr);
}

}  // namespace

std::string to_json_line(const std::string& file, const ParsedMail& mail) {
    Json line;
    line["file"] = file;
    line["subject"] = text_or_null(mail.subject);
    line["from"] = {{"name", text_or_null(mail.from.name)},
                    {"address", text_or_null(mail.from.address)}};
    line["message_id"] = text_or_null(mail.message_id);
    line["in_reply_to"] = mail.in_reply_to;
    line["references"] = mail.references;
    line["date"] = mail.date ? Json(base::to_rfc3339(*mail.date)) : Json(nullptr);
    line["parts"] = Json::array();
    for (const Leaf& leaf : mail.parts) {
        line["parts"].push_back({{"type", leaf.type},
                                 {"filename", text_or_null(leaf.filename)},
                                 {"b64", base::to_base64(leaf.content)}});
    }
    line["text"] = text_or_null(mail.text);
    line["html"] = text_or_null(mail.html);
    // File names on the command line may be any octets.
    return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace message
