#include "letter/fixtures.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "base/text.h"
#include "redaction/redact.h"

namespace fixtures {
namespace {

const std::string source_dir = APARAJITA_SOURCE_DIR;

std::string file_text(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

const redaction::Policy& policy() {
    static const auto loaded = [] {
        const std::string name = "/routing_rules/redaction.yaml";
        auto result = redaction::load_policy({name, file_text(source_dir + name)});
        if (!result) throw std::runtime_error(base::to_text(result.error()));
        return std::move(result).value();
    }();
    return loaded;
}

void add_found(redaction::Findings& findings, const understanding::ExaminedText& text,
               const Found& found) {
    const std::u32string needle = base::to_code_points(found.text);
    const std::size_t at = needle.empty() ? std::u32string::npos : text.text.find(needle);
    if (at == std::u32string::npos) return;
    redaction::FoundValue value;
    value.type = found.type;
    value.role = found.role;
    value.span = {text.where, static_cast<std::uint32_t>(at),
                  static_cast<std::uint32_t>(at + needle.size())};
    value.as_written = base::Sensitive(base::to_utf8(needle));
    value.normal = value.as_written;
    findings.values.push_back(std::move(value));
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    throw std::runtime_error("bad quoted-printable digit");
}

std::string from_quoted_printable(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '=') {
            out += text[i];
        } else if (text.substr(i + 1, 2) == "\r\n") {
            i += 2;
        } else {
            out +=
                static_cast<char>(hex_digit(text.at(i + 1)) * 16 + hex_digit(text.at(i + 2)));
            i += 2;
        }
    }
    return out;
}

std::string from_base64(std::string_view text) {
    static const std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    unsigned buffer = 0;
    unsigned bits = 0;
    for (const char c : text) {
        if (c == '\r' || c == '\n' || c == '=') continue;
        const std::size_t value = digits.find(c);
        if (value == std::string_view::npos) throw std::runtime_error("bad base64 digit");
        buffer = (buffer << 6U) | static_cast<unsigned>(value);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out += static_cast<char>(static_cast<unsigned char>((buffer >> bits) & 0xFFU));
        }
    }
    return out;
}

ReadPart read_part(std::string_view octets) {
    ReadPart part;
    for (;;) {
        const std::size_t end = octets.find("\r\n");
        if (end == std::string_view::npos) throw std::runtime_error("header without end");
        const std::string_view line = octets.substr(0, end);
        octets.remove_prefix(end + 2);
        if (line.empty()) break;
        if (line[0] == ' ' || line[0] == '\t') {
            part.headers.back().second += " " + std::string(base::trim_ascii(line));
            continue;
        }
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) throw std::runtime_error("header without colon");
        part.headers.emplace_back(line.substr(0, colon),
                                  base::trim_ascii(line.substr(colon + 1)));
    }
    const std::string encoding = part.header("Content-Transfer-Encoding");
    part.text = encoding == "base64"             ? from_base64(octets)
                : encoding == "quoted-printable" ? from_quoted_printable(octets)
                                                 : std::string(octets);
    return part;
}

void check_line_ends(const std::string& octets) {
    for (std::size_t i = 0; i < octets.size(); ++i) {
        const bool lf = octets[i] == '\n' && (i == 0 || octets[i - 1] != '\r');
        const bool cr = octets[i] == '\r' && (i + 1 == octets.size() || octets[i + 1] != '\n');
        if (lf || cr) throw std::runtime_error("a bare CR or LF");
        if (static_cast<unsigned char>(octets[i]) > 126)
            throw std::runtime_error("an 8-bit octet");
    }
}

}  // namespace

redaction::RedactedMail redacted(const MailText& text, redaction::Destination destination) {
    using understanding::Where;
    understanding::Facts facts;
    redaction::Findings findings;
    for (const auto& [where, utf8] :
         {std::pair{Where::subject, text.subject}, {Where::text, text.body}}) {
        facts.texts.push_back({where, base::to_code_points(utf8), {}});
        for (const Found& found : text.found) add_found(findings, facts.texts.back(), found);
    }
    message::ParsedMail mail;
    mail.parts = text.attachments;
    const redaction::TokenSeed seed{base::Sensitive(std::string(32, 's'))};
    auto done = redaction::redact(mail, facts, {}, findings, policy(), destination, seed);
    if (!done) throw std::runtime_error(done.error().word);
    return std::move(done).value().mail;
}

letter::Address address(std::string_view text) { return letter::Address::make(text).value(); }

letter::Envelope station_envelope() {
    return {letter::LetterKind::station,
            base::RecipientId("tvc.kazhakuttam"),
            address("sho.kazhakuttam@tvc.ps.invalid"),
            address("complaints@example.org"),
            "Women Cell Desk",
            address("complaints+bounce.k7k7@example.org"),
            "mv6ok3tkq2zj5k4c7d4w6yq5pa@example.org",
            *base::from_rfc3339("2026-11-22T12:51:07Z"),
            base::Seconds{19800}};
}

letter::Envelope desk_envelope() {
    letter::Envelope envelope = station_envelope();
    envelope.kind = letter::LetterKind::desk;
    envelope.recipient = base::RecipientId("desk.triage");
    envelope.to = address("triage@cell.invalid");
    return envelope;
}

letter::Envelope her_envelope() {
    letter::Envelope envelope = station_envelope();
    envelope.kind = letter::LetterKind::acknowledgement;
    envelope.recipient = base::RecipientId("complainant");
    envelope.to = address("somebody@example.com");
    envelope.from = address("hello@mail.example.net");
    envelope.from_name = "Mail Desk";
    envelope.return_path = std::nullopt;
    envelope.message_id = "p3xk3tkq2zj5k4c7d4w6yq5pa2@mail.example.net";
    return envelope;
}

letter::CaseSheet sheet() {
    return {base::CaseNumber(2026, 42),
            "7K3M",
            "Kazhakuttam",
            *base::from_rfc3339("2026-11-22T12:50:00Z"),
            *base::from_rfc3339("2026-11-23T08:50:00Z"),
            "k7q2mzr5tw3yxa4bcd6efghijk",
            letter::RelayMode::plus,
            address("complaints@example.org"),
            "unknown",
            false,
            "",
            {},
            "",
            understanding::Language::en,
            false};
}

understanding::Facts facts() {
    understanding::Facts facts;
    facts.language = understanding::Language::ml;
    facts.written_by = understanding::WrittenBy::self;
    facts.category = understanding::Category::impersonation;
    facts.life.safe_hours = "10-13";
    facts.life.money_paid = true;
    facts.life.same_house = true;
    facts.life.relation = "husband";
    facts.life.platforms = {"instagram", "whatsapp"};
    facts.life.threat = "publish";
    facts.life.threat_when = "tonight";
    return facts;
}

MailText malayalam_mail() {
    using redaction::Role;
    using redaction::ValueType;
    MailText mail;
    mail.subject = "വ്യാജ പ്രൊഫൈൽ";
    mail.body =
        "ഞാൻ വീണ, 22 വയസ്സ്, കഴക്കൂട്ടത്ത് താമസിക്കുന്നു. എന്റെ പേരിൽ ആരോ ഒരു വ്യാജ ഇൻസ്റ്റഗ്രാം അക്കൗണ്ട് "
        "ഉണ്ടാക്കി, "
        "അതിൽ എന്റെ ചിത്രങ്ങൾ ഇടുന്നു.\nഎന്റെ നമ്പർ 9000000418. അയാൾ വിളിക്കുന്നത് 9000000417 എന്ന നമ്പറിൽ "
        "നിന്ന്.\n\n"
        "അക്കൗണ്ട്: https://instagram.example/veena.real\nഅവന്‍ "
        "പറഞ്ഞു.\n";
    mail.found = {{"വീണ", ValueType::person, Role::complainant},
                  {"22", ValueType::age, Role::complainant},
                  {"9000000418", ValueType::phone, Role::complainant},
                  {"9000000417", ValueType::phone, Role::offender},
                  {"https://instagram.example/veena.real", ValueType::url, Role::offender}};
    message::Leaf photo;
    photo.type = "image/jpeg";
    photo.filename = "veena-room.jpg";
    photo.disposition = message::Disposition::attachment;
    photo.size = 123456;
    photo.sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    mail.attachments = {photo};
    return mail;
}

std::vector<yaml::SourceText> shipped_sources() {
    std::vector<yaml::SourceText> sources;
    for (const auto& entry :
         std::filesystem::directory_iterator(source_dir + "/mailtemplates")) {
        if (entry.path().extension() != ".mustache") continue;
        sources.push_back(
            {"mailtemplates/" + entry.path().filename().string(), file_text(entry.path())});
    }
    std::sort(sources.begin(), sources.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    return sources;
}

const letter::Templates& shipped() {
    static const auto loaded = [] {
        auto result = letter::load_templates(shipped_sources());
        if (!result) throw std::runtime_error(base::to_text(result.error()));
        return std::move(result).value();
    }();
    return loaded.templates;
}

std::string ReadPart::header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (key == name) return value;
    }
    return {};
}

ReadLetter read(const std::string& octets) {
    check_line_ends(octets);
    ReadLetter letter{read_part(octets), {}};
    const std::string type = letter.whole.header("Content-Type");
    const std::size_t start = type.find("boundary=\"");
    if (start == std::string::npos) return letter;
    const std::string boundary =
        type.substr(start + 10, type.find('"', start + 10) - start - 10);
    std::string rest = "\r\n" + letter.whole.text;
    const std::string line = "\r\n--" + boundary;
    std::size_t at = rest.find(line);
    while (at != std::string::npos) {
        at += line.size();
        if (rest.substr(at, 2) == "--") return letter;
        const std::size_t end = rest.find(line, at);
        if (end == std::string::npos) throw std::runtime_error("a part without end");
        letter.parts.push_back(read_part(rest.substr(at + 2, end - at - 2)));
        at = end;
    }
    throw std::runtime_error("no closing boundary");
}

std::string without_cr(std::string text) {
    text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
    return text;
}

std::string decode_words(std::string_view value) {
    std::string out;
    while (value.starts_with("=?utf-8?B?")) {
        const std::size_t end = value.find("?=", 10);
        const std::string word = from_base64(value.substr(10, end - 10));
        if (!base::is_utf8(word)) throw std::runtime_error("an encoded word cuts a character");
        out += word;
        value.remove_prefix(end + 2);
        value = base::trim_ascii(value);
    }
    return out + std::string(value);
}

letter::Letter must(base::Result<letter::Letter> written) {
    if (!written) throw std::runtime_error(base::to_text(written.error()));
    return std::move(written).value();
}

std::string shown(const letter::Letter& letter) {
    const ReadLetter read = fixtures::read(letter.octets);
    std::string out;
    for (const auto& [name, value] : read.whole.headers)
        out += name + ": " + decode_words(value) + "\n";
    if (read.parts.empty()) return out + "\n" + without_cr(read.whole.text);
    for (const auto& part : read.parts) {
        out += "\n==== part\n";
        for (const auto& [name, value] : part.headers) out += name + ": " + value + "\n";
        out += "\n" + without_cr(part.text);
    }
    return out;
}

std::vector<std::string> body_lines(const std::string& shown) {
    std::vector<std::string> lines;
    bool in_header = false;
    for (std::size_t at = 0; at < shown.size();) {
        const std::size_t end = std::min(shown.find('\n', at), shown.size());
        const std::string line = shown.substr(at, end - at);
        at = end + 1;
        const bool begins = line.starts_with("From: ") || line == "==== part";
        in_header = (in_header || begins) && !line.empty();
        if (!in_header) lines.push_back(line);
    }
    return lines;
}

std::string too_wide_line(const std::string& shown) {
    for (const auto& line : body_lines(shown)) {
        // Hers is as wide as a mail; a name of a section is the golden file's own.
        const bool own = !line.starts_with("|") && !line.starts_with("## ");
        const bool can_break = line.find(' ') != std::string::npos;
        if (own && can_break && base::count_code_points(line) > 40) return line;
    }
    return {};
}

std::string differs_from_golden(const std::string& name, const std::string& actual) {
    const std::string path = source_dir + "/tests/letter/golden/" + name + ".txt";
    if (std::filesystem::exists(path) && file_text(path) == actual) return {};
    std::ofstream(path + ".actual", std::ios::binary) << actual;
    return "tests/letter/golden/" + name + ".txt differs; see .actual beside it";
}

}  // namespace fixtures
