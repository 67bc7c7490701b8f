#include "redaction/kit.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "routing/rule_book.h"
#include "understanding/find_facts.h"
#include "understanding/words.h"

namespace kit {

namespace {

using understanding::Where;
using understanding::Zone;
using understanding::ZoneKind;
using understanding::ZoneOwner;

std::string read_file(const std::string& path) {
    std::ifstream file(std::string(APARAJITA_SOURCE_DIR) + "/" + path);
    std::stringstream text;
    text << file.rdbuf();
    if (text.str().empty()) throw std::runtime_error("no file " + path);
    return text.str();
}

// The rules as they are shipped.
const routing::RuleBook& book() {
    static const auto loaded = [] {
        namespace fs = std::filesystem;
        const fs::path top = fs::path(APARAJITA_SOURCE_DIR) / "routing_rules";
        std::vector<yaml::SourceText> sources;
        for (const auto& entry : fs::recursive_directory_iterator(top)) {
            const auto name = fs::relative(entry.path(), top).string();
            if (entry.path().extension() != ".yaml" || name == "redaction.yaml") continue;
            sources.push_back({name, read_file("routing_rules/" + name)});
        }
        auto result = routing::load_rules(sources, {}, {redaction::required_lists()});
        if (!result.ok()) throw std::runtime_error(base::to_text(result.error()));
        return std::move(result).value();
    }();
    return loaded.book;
}

Zone zone_for(const std::string& mark) {
    Zone zone;
    zone.kind = ZoneKind::fresh;
    if (mark.starts_with("signature")) zone.kind = ZoneKind::signature;
    if (mark.starts_with("form")) zone.kind = ZoneKind::form_line;
    if (mark.starts_with("other")) zone.kind = ZoneKind::quoted;
    if (mark.find("other") != std::string::npos) zone.owner = ZoneOwner::other;
    if (mark.find("unknown") != std::string::npos) zone.owner = ZoneOwner::unknown;
    if (mark.starts_with("other ")) zone.owner_name = mark.substr(6);
    return zone;
}

}  // namespace

const redaction::Policy& policy() {
    static const auto loaded = [] {
        auto result = redaction::load_policy(
            {"redaction.yaml", read_file("routing_rules/redaction.yaml")});
        if (!result.ok()) throw std::runtime_error(base::to_text(result.error()));
        return std::move(result).value();
    }();
    return loaded;
}

const understanding::Lexicon& lexicon() {
    static const understanding::Lexicon made(book().vocabulary());
    return made;
}

const redaction::GivenNames& given_names() {
    static const redaction::GivenNames made(lexicon());
    return made;
}

void add_text(Case& made, Where where, std::string_view text) {
    understanding::ExaminedText examined;
    examined.where = where;
    Zone zone;
    zone.span.where = where;
    std::stringstream lines{std::string(text)};
    const auto close = [&] {
        zone.span.end = static_cast<std::uint32_t>(examined.text.size());
        if (zone.span.end > zone.span.start) examined.zones.push_back(zone);
    };
    bool first = true;
    for (std::string line; std::getline(lines, line);) {
        if (line.size() > 2 && line.front() == '|' && line.back() == '|') {
            close();
            zone = zone_for(line.substr(1, line.size() - 2));
            zone.span = {where, static_cast<std::uint32_t>(examined.text.size()), 0};
            continue;
        }
        if (!first) examined.text.push_back(U'\n');
        first = false;
        examined.text += base::to_code_points(line);
    }
    close();
    const auto view = understanding::make_view(examined.text);
    for (auto& hit :
         lexicon().words().find(where, view, understanding::tokenise(view, examined.text))) {
        made.facts.words.push_back(std::move(hit));
    }
    made.facts.texts.push_back(std::move(examined));
}

Case mail_of(std::string_view text) {
    Case made;
    made.mail.from = {"Anitha Thomas", "anitha.t@example.org"};
    made.mail.all_from = {made.mail.from};
    made.mail.date = base::from_rfc3339("2026-11-22T05:00:00Z");
    made.mail.text = std::string(text);
    add_text(made, Where::text, text);
    return made;
}

Case understood(message::ParsedMail mail) {
    Case made;
    made.mail = std::move(mail);
    understanding::Circumstances circumstances;
    circumstances.received_at = *base::from_rfc3339("2026-11-22T06:00:00Z");
    made.facts = understanding::find_facts(made.mail, lexicon(), circumstances);
    return made;
}

Case understood(std::string_view text) {
    message::ParsedMail mail;
    mail.subject = "complaint";
    mail.from = {"Anitha Thomas", "anitha.t@example.org"};
    mail.all_from = {mail.from};
    mail.date = base::from_rfc3339("2026-11-22T05:00:00Z");
    mail.text = std::string(text);
    message::Leaf leaf;
    leaf.type = "text/plain";
    leaf.text = mail.text;
    mail.parts.push_back(std::move(leaf));
    return understood(std::move(mail));
}

redaction::Findings findings_of(const Case& made) {
    return redaction::find_values(made.mail, made.facts, lexicon(), given_names(), policy());
}

std::vector<std::string> seen(const Case& made) {
    std::vector<std::string> lines;
    for (const auto& value : findings_of(made).values) {
        lines.push_back(std::string(name_of(value.type)) + " " +
                        std::string(name_of(value.role)) + " " + value.as_written.reveal());
    }
    return lines;
}

std::vector<std::string> seen(std::string_view text) { return seen(mail_of(text)); }

std::vector<std::string> types(std::string_view text) {
    std::vector<std::string> lines;
    for (const auto& value : findings_of(mail_of(text)).values) {
        lines.push_back(std::string(name_of(value.type)) + " " + value.as_written.reveal());
    }
    return lines;
}

redaction::Redaction redacted(const Case& made, redaction::Destination destination) {
    const redaction::TokenSeed seed{base::Sensitive<std::string>(std::string(32, 's'))};
    auto result = redaction::redact(made.mail, made.facts, {}, findings_of(made), policy(),
                                    destination, seed);
    if (!result.ok()) throw std::runtime_error("held: " + result.error().word);
    return std::move(result).value();
}

}  // namespace kit
