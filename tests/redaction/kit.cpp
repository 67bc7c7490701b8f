#include "redaction/kit.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "understanding/words.h"
#include "yaml/node.h"

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

void read_lists(const std::string& path, understanding::Vocabulary& vocabulary) {
    const auto document = yaml::read({path, read_file(path)});
    if (!document.ok()) throw std::runtime_error(base::to_text(document.error()));
    for (const auto& list : document->root->find("words")->entries) {
        auto& into = vocabulary.lists[list.key->text];
        into.id = list.key->text;
        for (const auto& writing : list.value->entries) {
            for (const auto& word : writing.value->items)
                into.words[writing.key->text].push_back(word->text);
        }
    }
}

understanding::Vocabulary vocabulary() {
    understanding::Vocabulary made;
    read_lists("routing_rules/words/roles.yaml", made);
    read_lists("routing_rules/words/types.yaml", made);
    understanding::StationEntry station;
    station.id = base::StationId("tvc.kazhakuttam");
    station.name = "Kazhakuttam";
    station.name_ml = "കഴക്കൂട്ടം";
    station.district = "Thiruvananthapuram";
    made.stations.push_back(station);
    return made;
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

const understanding::WordIndex& words() {
    static const understanding::WordIndex index(vocabulary().lists);
    return index;
}

const understanding::Lexicon& lexicon() {
    static const understanding::Lexicon made(vocabulary());
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
    for (auto& hit : words().find(where, view, understanding::tokenise(view, examined.text))) {
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

redaction::Findings findings_of(const Case& made) {
    return redaction::find_values(made.mail, made.facts, lexicon(), policy());
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
