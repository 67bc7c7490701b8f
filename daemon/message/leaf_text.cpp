#include "message/leaf_text.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/text.h"
#include "message/charset.h"
#include "message/header_lines.h"
#include "message/html_text.h"
#include "message/mail_headers.h"
#include "message/mime_tree.h"
#include "message/oddity_names.h"
#include "message/rtf_text.h"

namespace message {
namespace {

constexpr std::size_t fewest_words_to_compare = 8;
constexpr std::size_t compared_octets = 64UL * 1024;

bool is_blank_text(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

void add_unshown(ParsedMail& mail, std::string text) {
    mail.unshown.push_back(mail.more_text.size());
    mail.more_text.push_back(std::move(text));
}

namespace {

std::string render_html(const std::string& html, ParsedMail& mail) {
    HtmlText rendered = html_to_text(html);
    if (rendered.stripped) add_oddity(mail, oddity::html_too_deep);
    if (rendered.has_comment) add_oddity(mail, oddity::html_comment);
    if (rendered.has_hidden) add_oddity(mail, oddity::hidden_text);
    for (std::string& text : rendered.hidden) add_unshown(mail, std::move(text));
    return std::move(rendered.shown);
}

void note_closed_text(const std::string& text, ParsedMail& mail) {
    if (text.find("-----BEGIN PGP MESSAGE-----") != std::string::npos) {
        add_oddity(mail, oddity::pgp_armour);
        if (!mail.unreadable) mail.unreadable = "encrypted";
    }
}

// "begin 644 photo.jpg" at the start of a line: where the name begins, or 0.
std::size_t file_name_in(std::string_view line) {
    if (!line.starts_with("begin ")) return 0;
    const std::size_t digits = std::min(line.find_first_not_of("01234567", 6), line.size());
    const bool mode =
        digits >= 9 && digits <= 10 && digits + 1 < line.size() && line[digits] == ' ';
    return mode ? digits + 1 : 0;
}

// Files that were written into the text (uuencode): they stay in it and are listed beside it.
void list_files_in(std::string_view text, ParsedMail& mail) {
    constexpr int most_files = 20;
    int files = 0;
    for (std::size_t at = text.find("begin ");
         at != std::string_view::npos && files < most_files; at = text.find("begin ", at + 1)) {
        if (at > 0 && text[at - 1] != '\n') continue;
        const std::string_view line = line_at(text, at).text;
        const std::size_t name = file_name_in(line);
        if (name == 0) continue;
        ++files;
        add_oddity(mail, oddity::uuencoded_file);
        const std::size_t end = std::min(text.find("\nend", at), text.size());
        const std::string octets =
            undo_transfer_encoding(TransferEncoding::uuencode, text.substr(at, end - at))
                .octets;
        add_unshown(mail, "File in the text: " + std::string(line.substr(name)) + " (" +
                              std::to_string(octets.size()) + " octets)");
    }
}

std::set<std::string> words_of(std::string_view text) {
    std::set<std::string> words;
    std::string word;
    const auto flush = [&] {
        if (word.size() >= 4) words.insert(base::lower_ascii(word));
        word.clear();
    };
    for (const char c : text) {
        const bool letter = (c & 0x80) != 0 || (c >= '0' && c <= '9') ||
                            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (letter) {
            word.push_back(c);
        } else {
            flush();
        }
    }
    flush();
    return words;
}

bool lacks_most_words(const std::set<std::string>& one, const std::set<std::string>& other) {
    if (one.size() < fewest_words_to_compare) return false;
    const auto missing = std::count_if(
        one.begin(), one.end(), [&](const std::string& w) { return !other.contains(w); });
    return static_cast<std::size_t>(missing) * 2 > one.size();
}

// Zero-width and direction controls can hide a name from a search; joiners (U+200C, U+200D) are
// letters of ours.
bool has_invisible_letters(std::string_view text) {
    for (std::size_t at = text.find('\xE2'); at != std::string_view::npos;
         at = text.find('\xE2', at + 1)) {
        const std::string_view three = text.substr(at, 3);
        if (three == "\xE2\x80\x8B" || three == "\xE2\x81\xA0") return true;
        if (three >= "\xE2\x80\xAA" && three <= "\xE2\x80\xAE") return true;
        if (three >= "\xE2\x81\xA6" && three <= "\xE2\x81\xA9") return true;
    }
    return text.find("\xEF\xBB\xBF") != std::string_view::npos ||
           text.find("\xC2\xAD") != std::string_view::npos;
}

// The HTML of a nested mail is no second reading of the text around it.
bool are_of_one_mail(const ParsedMail& mail) {
    const auto mail_of = [&mail](std::string_view type) {
        const auto found =
            std::find_if(mail.parts.begin(), mail.parts.end(), [type](const Leaf& leaf) {
                return leaf.type == type && leaf.disposition != Disposition::attachment;
            });
        return found == mail.parts.end() ? -1 : found->enclosing_mail;
    };
    return mail_of("text/plain") == mail_of("text/html");
}

}  // namespace

std::string decode_leaf_text(const Leaf& leaf, ParsedMail& mail) {
    std::string label = leaf.charset;
    if (label.empty() && leaf.type == "text/html") label = html_charset(leaf.content);
    DecodedText decoded = decode_text(leaf.content, label);
    if (!decoded.oddity.empty()) add_oddity(mail, decoded.oddity, label);
    return std::move(decoded.text);
}

std::string calendar_to_text(std::string_view calendar) {
    std::string out;
    for (std::size_t at = 0; at < calendar.size();) {
        const Line line = line_at(calendar, at);
        at = line.next;
        const bool folded =
            !out.empty() && !line.text.empty() && (line.text[0] == ' ' || line.text[0] == '\t');
        if (!folded && !out.empty()) out.push_back('\n');
        const std::string_view text = folded ? line.text.substr(1) : line.text;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '\\' && i + 1 < text.size()) {
                ++i;
                out.push_back(text[i] == 'n' || text[i] == 'N' ? '\n' : text[i]);
            } else {
                out.push_back(text[i]);
            }
        }
    }
    return out;
}

void place_leaf_text(const Leaf& leaf, ParsedMail& mail) {
    const bool shown = leaf.disposition != Disposition::attachment;
    if (!leaf.text) {
        if (leaf.type.starts_with("message/") && !is_blank_text(leaf.content)) {
            mail.more_text.push_back(decode_unlabelled(leaf.content));
        }
        return;
    }
    note_closed_text(*leaf.text, mail);
    list_files_in(*leaf.text, mail);
    if (leaf.type == "text/plain" && shown && !mail.text) {
        mail.text = leaf.text;
    } else if (leaf.type == "text/html" && shown && !mail.html) {
        mail.html = leaf.text;
        mail.html_text = render_html(*leaf.text, mail);
    } else if (!is_blank_text(*leaf.text)) {
        std::string plain = leaf.type == "text/html"       ? render_html(*leaf.text, mail)
                            : leaf.type == "text/calendar" ? calendar_to_text(*leaf.text)
                            : leaf.type == "text/rtf"      ? rtf_to_text(leaf.content)
                                                           : *leaf.text;
        if (is_blank_text(plain)) return;
        if (!shown) mail.unshown.push_back(mail.more_text.size());
        mail.more_text.push_back(std::move(plain));
    }
}

void compare_readings(ParsedMail& mail) {
    if (mail.text && mail.html_text && !is_blank_text(*mail.text) && are_of_one_mail(mail)) {
        const std::set<std::string> plain =
            words_of(std::string_view(*mail.text).substr(0, compared_octets));
        const std::set<std::string> html =
            words_of(std::string_view(*mail.html_text).substr(0, compared_octets));
        if (lacks_most_words(plain, html) || lacks_most_words(html, plain))
            add_oddity(mail, oddity::plain_unlike_html);
    }
    for (const std::optional<std::string>* text :
         {&mail.subject, &mail.text, &mail.html_text}) {
        if (*text && has_invisible_letters(**text)) add_oddity(mail, oddity::invisible_letters);
    }
}

}  // namespace message
