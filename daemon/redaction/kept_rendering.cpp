#include "redaction/kept_rendering.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

namespace redaction {

using nlohmann::json;

namespace {

// The name of a closed list, or an exception that ends the reading.
template <class Lookup>
auto named(const json& name, Lookup lookup) {
    const auto found = lookup(name.get<std::string>());
    if (!found) throw std::out_of_range("a name that is not ours");
    return *found;
}

json span_json(const RenderedSpan& span) {
    return {{"type", name_of(span.type)},
            {"role", name_of(span.role)},
            {"action", name_of(span.action)},
            {"token", span.token},
            {"flag", span.flag},
            {"released", span.released}};
}

RenderedSpan span_from(const json& kept) {
    RenderedSpan span;
    span.type = named(kept.at("type"), value_type);
    span.role = named(kept.at("role"), role);
    span.action = named(kept.at("action"), action);
    span.token = kept.at("token").get<std::string>();
    span.flag = kept.at("flag").get<bool>();
    span.released = kept.at("released").get<bool>();
    return span;
}

json note_json(const AttachmentNote& note) {
    return {
        {"name", note.name}, {"type", note.type}, {"size", note.size}, {"sha256", note.sha256}};
}

AttachmentNote note_from(const json& kept) {
    AttachmentNote note;
    note.name = kept.at("name").get<std::string>();
    note.type = kept.at("type").get<std::string>();
    note.size = kept.at("size").get<std::uint64_t>();
    note.sha256 = kept.at("sha256").get<std::string>();
    return note;
}

base::Failure unreadable() {
    return {base::FailureKind::text, "a kept rendering cannot be read", ""};
}

}  // namespace

class KeptRendering {
  public:
    static json write(const RedactedMail& mail) {
        json spans = json::array();
        json covered = json::object();
        json evidence = json::array();
        json attachments = json::array();
        for (const auto& span : mail.spans_) spans.push_back(span_json(span));
        for (const auto& [type, count] : mail.covered_)
            covered[std::string(name_of(type))] = count;
        for (const auto& item : mail.evidence_)
            evidence.push_back({{"type", name_of(item.type)}, {"value", item.value}});
        for (const auto& note : mail.attachments_) attachments.push_back(note_json(note));
        return {{"destination", name_of(mail.destination_)},
                {"subject", mail.subject_},
                {"body", mail.body_},
                {"spans", std::move(spans)},
                {"covered", std::move(covered)},
                {"evidence", std::move(evidence)},
                {"attachments", std::move(attachments)},
                {"two_readings", mail.two_readings_}};
    }

    static RedactedMail read(const json& kept) {
        RedactedMail mail;
        mail.destination_ = named(kept.at("destination"), redaction::destination);
        mail.subject_ = kept.at("subject").get<std::string>();
        mail.body_ = kept.at("body").get<std::string>();
        for (const auto& span : kept.at("spans")) mail.spans_.push_back(span_from(span));
        for (const auto& [type, count] : kept.at("covered").items())
            mail.covered_[named(json(type), value_type)] = count.get<int>();
        for (const auto& item : kept.at("evidence")) {
            mail.evidence_.push_back(
                {named(item.at("type"), value_type), item.at("value").get<std::string>()});
        }
        for (const auto& note : kept.at("attachments"))
            mail.attachments_.push_back(note_from(note));
        mail.two_readings_ = kept.at("two_readings").get<bool>();
        return mail;
    }
};

std::string rendering_to_json(const RedactedMail& mail) {
    return KeptRendering::write(mail).dump(-1, ' ', false, json::error_handler_t::replace);
}

base::Result<RedactedMail> rendering_from_json(const std::string& text) {
    try {
        return KeptRendering::read(json::parse(text));
    } catch (const json::exception&) {
        return unreadable();
    } catch (const std::out_of_range&) {
        return unreadable();
    }
}

}  // namespace redaction
