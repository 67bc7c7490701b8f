#include "message/addresses.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/text.h"
#include "message/charset.h"
#include "message/words.h"

namespace message {
namespace {

constexpr std::size_t most_mailboxes = 10000;

enum class TokenKind { word, quoted, comment, angle, mark };

struct Token {
    TokenKind kind = TokenKind::word;
    std::string text;  // unescaped for quoted and comment, inside of the brackets for angle
    bool blank_before = false;
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

class Lexer {
  public:
    explicit Lexer(std::string_view text) : text_(text) {}

    bool next(Token& token) {
        token.kind = TokenKind::word;
        token.text.clear();
        token.blank_before = false;
        while (at_ < text_.size() && is_blank(text_[at_])) {
            ++at_;
            token.blank_before = true;
        }
        if (at_ >= text_.size()) return false;
        const char c = text_[at_];
        if (c == '"' && take_quoted(token)) return true;
        if (c == '(') {
            take_comment(token);
        } else if (c == '<') {
            take_angle(token);
        } else if (c == ',' || c == ';' || c == ':') {
            ++at_;
            token.kind = TokenKind::mark;
            token.text.assign(1, c);
        } else {
            take_word(token);
        }
        return true;
    }

  private:
    bool take_quoted(Token& token) {
        if (no_quote_closes_) return false;
        std::string inside;
        std::size_t i = at_ + 1;
        for (; i < text_.size() && text_[i] != '"'; ++i) {
            if (text_[i] == '\\' && i + 1 < text_.size()) ++i;
            inside.push_back(text_[i]);
        }
        if (i >=
            text_.size()) {  // never closed: the quote is a letter, and no later one is tried
            no_quote_closes_ = true;
            return false;
        }
        at_ = i + 1;
        token.kind = TokenKind::quoted;
        token.text = std::move(inside);
        return true;
    }

    void take_comment(Token& token) {
        int depth = 0;
        for (; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (c == '\\' && at_ + 1 < text_.size()) {
                token.text.push_back(text_[++at_]);
                continue;
            }
            if (c == '(' && depth++ == 0) continue;
            if (c == ')' && --depth == 0) {
                ++at_;
                break;
            }
            token.text.push_back(c);
        }
        token.kind = TokenKind::comment;
    }

    void take_angle(Token& token) {
        while (at_ < text_.size() && (text_[at_] == '<' || is_blank(text_[at_]))) ++at_;
        // Never closed: the bracket ends at the next comma.
        const std::size_t close =
            no_angle_closes_ ? std::string_view::npos : text_.find('>', at_);
        no_angle_closes_ = close == std::string_view::npos;
        const std::size_t end =
            no_angle_closes_ ? std::min(text_.find_first_of(",<", at_), text_.size()) : close;
        token.text = text_.substr(at_, end - at_);
        at_ = end;
        while (at_ < text_.size() && text_[at_] == '>') ++at_;
        token.kind = TokenKind::angle;
    }

    void take_word(Token& token) {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (const std::size_t length = encoded_word_length(text_, at_); length > 0) {
                token.text += text_.substr(at_, length);
                at_ += length;
                continue;
            }
            const bool first = token.text.empty();
            if (is_blank(c) || c == ',' || c == ';' || c == ':' || c == '<' || c == '(') break;
            if (c == '"' && !first && text_.find('"', at_ + 1) != std::string_view::npos) break;
            token.text.push_back(c);
            ++at_;
        }
        token.kind = TokenKind::word;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool no_quote_closes_ = false;
    bool no_angle_closes_ = false;
};

// What stands between two commas.
struct Element {
    std::vector<Token> phrase;  // words and quoted strings
    std::optional<std::string> angle;
    std::string comment;

    bool empty() const { return phrase.empty() && !angle && comment.empty(); }
    bool names_nobody() const {
        if (angle || phrase.empty()) return false;
        for (const Token& token : phrase) {
            if (token.text.find('@') != std::string::npos) return false;
        }
        return true;
    }
};

std::string join_phrase(const std::vector<Token>& tokens, std::size_t begin, std::size_t end) {
    std::string text;
    for (std::size_t i = begin; i < end; ++i) {
        if (!text.empty() && tokens[i].blank_before) text.push_back(' ');
        text += tokens[i].text;
    }
    return text;
}

std::optional<std::string> decode_name(std::string_view text) {
    std::string name = decode_header_text(text).text;
    if (name.empty()) return std::nullopt;
    return name;
}

std::optional<std::string> clean_address(std::string_view text) {
    std::string address;
    bool in_quotes = false;
    for (const char c : unfold(text)) {
        if (c == '"') in_quotes = !in_quotes;
        if (!is_blank(c) || in_quotes) address.push_back(c);
    }
    if (address.starts_with('@')) {  // a route (RFC 5322 4.4)
        if (const std::size_t colon = address.find(':'); colon != std::string::npos)
            address.erase(0, colon + 1);
    }
    if (base::lower_ascii(address.substr(0, 7)) == "mailto:") address.erase(0, 7);
    if (address.empty()) return std::nullopt;
    return decode_unlabelled(address);
}

// Where the address stands in a phrase without angle brackets: [begin, end) of its tokens, or
// nothing.
std::optional<std::pair<std::size_t, std::size_t>> find_bare_address(
    const std::vector<Token>& tokens) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const std::string& text = tokens[i].text;
        const std::size_t sign = text.find('@');
        if (sign == std::string::npos || tokens[i].kind != TokenKind::word) continue;
        std::size_t begin = i;
        std::size_t end = i + 1;
        const bool glued_quote =
            i > 0 && tokens[i - 1].kind == TokenKind::quoted && !tokens[i].blank_before;
        if (sign == 0 && i > 0 && (tokens[i - 1].kind == TokenKind::word || glued_quote))
            --begin;
        while (begin > 0 && tokens[begin].text.starts_with('.')) --begin;
        const auto continues = [&] {
            return tokens[end].text.starts_with('.') || tokens[end - 1].text.ends_with('.') ||
                   tokens[end - 1].text.ends_with('@') || tokens[end].text == "@";
        };
        while (end < tokens.size() && continues()) ++end;
        return std::pair{begin, end};
    }
    return std::nullopt;
}

std::string address_text(const std::vector<Token>& tokens, std::size_t begin, std::size_t end) {
    std::string text;
    for (std::size_t i = begin; i < end; ++i) {
        text +=
            tokens[i].kind == TokenKind::quoted ? '"' + tokens[i].text + '"' : tokens[i].text;
    }
    return text;
}

Mailbox without_angle(const Element& element) {
    Mailbox mailbox;
    const std::vector<Token>& phrase = element.phrase;
    if (const auto span = find_bare_address(phrase)) {
        mailbox.address = clean_address(address_text(phrase, span->first, span->second));
        std::string rest = join_phrase(phrase, 0, span->first);
        if (const std::string after = join_phrase(phrase, span->second, phrase.size());
            !after.empty()) {
            rest += (rest.empty() ? "" : " ") + after;
        }
        mailbox.name = decode_name(rest);
    } else if (phrase.size() == 1) {
        const std::string decoded = decode_header_text(phrase[0].text).text;
        const bool was_encoded = decoded != phrase[0].text;
        if (was_encoded && decoded.find('<') != std::string::npos) {
            // The whole mailbox in one encoded word.
            const AddressList inside = parse_addresses(decoded);
            if (!inside.mailboxes.empty()) mailbox = inside.mailboxes.front();
        } else if (was_encoded && decoded.find('@') == std::string::npos) {
            mailbox.name = decoded;
        } else {
            mailbox.address = clean_address(decoded);
        }
    } else if (!phrase.empty()) {
        mailbox.name = decode_name(join_phrase(phrase, 0, phrase.size()));
    }
    return mailbox;
}

Mailbox mailbox_of(const Element& element) {
    Mailbox mailbox;
    if (element.angle) {
        mailbox.address = clean_address(*element.angle);
        mailbox.name = decode_name(join_phrase(element.phrase, 0, element.phrase.size()));
    } else {
        mailbox = without_angle(element);
    }
    if (!mailbox.name && !element.comment.empty()) mailbox.name = decode_name(element.comment);
    return mailbox;
}

// "Anu, K <x@y>", "Anu, K, Dr <x@y>": the commas belong to the name.
void merge_names_with_commas(std::vector<Element>& elements) {
    constexpr int most_commas = 3;
    int commas = 0;
    for (std::size_t i = elements.size(); i-- > 1;) {
        Element& before = elements[i - 1];
        const bool is_name = elements[i].angle && !elements[i].phrase.empty();
        if (!is_name || !before.names_nobody() || commas == most_commas) {
            commas = 0;
            continue;
        }
        before.phrase.back().text += ',';
        before.phrase.insert(before.phrase.end(), elements[i].phrase.begin(),
                             elements[i].phrase.end());
        before.angle = std::move(elements[i].angle);
        before.comment = std::move(elements[i].comment);
        elements[i] = Element{};
        ++commas;
    }
    std::erase_if(elements, [](const Element& element) { return element.empty(); });
}

class ListParser {
  public:
    void add(Token token) {
        if (token.kind == TokenKind::mark) {
            add_mark(token);
        } else if (token.kind == TokenKind::comment) {
            if (!current_.comment.empty()) current_.comment.push_back(' ');
            current_.comment += token.text;
        } else if (token.kind == TokenKind::angle) {
            if (current_.angle) end_element();  // a comma is missing
            current_.angle = std::move(token.text);
        } else {
            if (current_.angle && token.blank_before && !current_.phrase.empty()) end_element();
            current_.phrase.push_back(std::move(token));
        }
    }

    std::vector<Element> finish() {
        end_element();
        merge_names_with_commas(elements_);
        return std::move(elements_);
    }

    bool has_group = false;

  private:
    void add_mark(const Token& token) {
        if (token.text.front() != ':') {
            end_element();
        } else if (!current_.angle && current_.names_nobody()) {
            has_group = true;  // the name of the group is nobody's
            current_ = Element{};
        } else if (!current_.phrase.empty()) {
            current_.phrase.back().text += ':';
        }
    }

    void end_element() {
        if (!current_.empty()) elements_.push_back(std::move(current_));
        current_ = Element{};
    }

    Element current_;
    std::vector<Element> elements_;
};

}  // namespace

AddressList parse_addresses(std::string_view raw) {
    const std::string text = unfold(raw);
    Lexer lexer(text);
    ListParser parser;
    std::size_t marks = 0;
    Token token;
    while (lexer.next(token)) {
        if (token.kind == TokenKind::mark && ++marks >= most_mailboxes) break;
        parser.add(std::move(token));
    }
    AddressList list;
    const std::vector<Element> elements = parser.finish();
    list.has_group = parser.has_group;
    for (const Element& element : elements) list.mailboxes.push_back(mailbox_of(element));
    return list;
}

}  // namespace message
