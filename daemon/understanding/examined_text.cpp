#include "understanding/examined_text.h"

#include <algorithm>
#include <string_view>

#include "base/text.h"
#include "understanding/view.h"

namespace understanding {

namespace {

constexpr std::size_t most_octets = std::size_t{1024} * 1024;

bool is_flowed(const message::ParsedMail& mail) {
    const auto* type = mail.first("content-type");
    if (type == nullptr) return false;
    const auto value = base::lower_ascii(type->text);
    return value.starts_with("text/plain") && value.find("format=flowed") != std::string::npos;
}
bool deletes_space(const message::ParsedMail& mail) {
    const auto* type = mail.first("content-type");
    return type != nullptr &&
           base::lower_ascii(type->text).find("delsp=yes") != std::string::npos;
}

struct FlowedLine {
    std::size_t depth = 0;
    std::string_view content;
    bool soft = false;
};

FlowedLine read_line(std::string_view line) {
    FlowedLine out;
    if (line.ends_with('\r')) line.remove_suffix(1);
    while (line.starts_with('>')) {
        line.remove_prefix(1);
        ++out.depth;
    }
    if (line.starts_with(' ')) line.remove_prefix(1);  // stuffed
    out.content = line;
    out.soft = line.ends_with(' ') && line != "-- ";
    return out;
}

// RFC 3676 section 4: a line that ends in a blank goes on in the next one of the same quote
// depth.
std::string unflow(std::string_view text, bool delete_space) {
    std::string out;
    bool open = false;
    std::size_t depth = 0;
    while (!text.empty()) {
        const auto newline = text.find('\n');
        const FlowedLine line = read_line(text.substr(0, newline));
        text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
        const bool joins = open && line.depth == depth && line.content != "-- ";
        if (!joins) {
            if (!out.empty()) out += '\n';
            if (line.depth > 0) out.append(line.depth, '>').append(" ");
        }
        out += line.content;
        open = line.soft;
        depth = line.depth;
        if (open && delete_space) out.pop_back();
    }
    if (!out.empty()) out += '\n';
    return out;
}

// The words alone, so that a twin in HTML is known by what it says and not by its layout.
std::u32string words_of(const std::string& text) {
    const auto source = base::to_code_points(text);
    const View view = make_view(source);
    std::u32string out;
    for (const auto& token : tokenise(view, source)) {
        out.append(view.text, token.start, token.end - token.start).push_back(U' ');
    }
    return out;
}

// Further texts of a mail: those a mail program shows, or the others.
enum class Further { shown, unshown };

void append(std::string& body, const message::ParsedMail& mail, Further further) {
    for (std::size_t i = 0; i < mail.more_text.size(); ++i) {
        const bool hidden =
            std::find(mail.unshown.begin(), mail.unshown.end(), i) != mail.unshown.end();
        if (hidden != (further == Further::unshown)) continue;
        if (!body.empty()) body += body.ends_with('\n') ? "\n" : "\n\n";
        body += mail.more_text[i];
    }
}

bool is_blank(std::string_view text) { return base::trim_ascii(text).empty(); }

void add(TextsToRead& out, Where where, std::string_view text) {
    if (text.size() > most_octets) {
        text = text.substr(0, most_octets);
        out.complete = false;
    }
    out.texts.push_back({where, base::to_code_points(text)});
}

}  // namespace

TextsToRead texts_to_read(const message::ParsedMail& mail) {
    TextsToRead out;
    if (mail.subject) add(out, Where::subject, *mail.subject);
    std::string body = mail.text.value_or("");
    if (is_flowed(mail)) body = unflow(body, deletes_space(mail));
    append(body, mail, Further::shown);
    // A complaint whose words all stand in a strange place is shown all the same.
    const bool nothing_shown = is_blank(body) && is_blank(mail.html_text.value_or(""));
    const auto shown_to = base::to_code_points(body).size();
    append(body, mail, Further::unshown);
    if (!body.empty()) add(out, Where::text, body);
    if (!body.empty() && !nothing_shown) out.texts.back().shown_to = shown_to;
    if (!mail.html_text) return out;
    const bool twin = mail.text && words_of(*mail.html_text) == words_of(*mail.text);
    if (!twin && !mail.html_text->empty()) add(out, Where::html, *mail.html_text);
    return out;
}

}  // namespace understanding
