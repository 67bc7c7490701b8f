#include "message/parameters.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "base/text.h"
#include "message/charset.h"
#include "message/words.h"

namespace message {
namespace {

constexpr int most_pieces = 1000;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// Walks a header value token by token.
class Cursor {
  public:
    explicit Cursor(std::string_view text) : text_(text) {}

    bool at_end() const { return at_ >= text_.size(); }
    char peek() const { return text_[at_]; }
    void advance() { ++at_; }

    void skip_blanks_and_comments() {
        while (!at_end()) {
            if (is_blank(peek())) {
                ++at_;
            } else if (peek() == '(') {
                skip_comment();
            } else {
                return;
            }
        }
    }

    // Up to one of `stops`; comments and blanks are left out.
    std::string take_word(std::string_view stops) {
        std::string word;
        while (!at_end() && stops.find(peek()) == std::string_view::npos) {
            if (peek() == '(') {
                skip_comment();
            } else {
                if (!is_blank(peek())) word.push_back(peek());
                ++at_;
            }
        }
        return word;
    }

    std::string take_quoted() {
        std::string value;
        ++at_;
        while (!at_end() && peek() != '"') {
            const bool escape = peek() == '\\' && at_ + 1 < text_.size() &&
                                (text_[at_ + 1] == '\\' || text_[at_ + 1] == '"');
            if (escape) ++at_;
            if (peek() != '\r' && peek() != '\n') value.push_back(peek());
            ++at_;
        }
        if (!at_end()) ++at_;
        return value;
    }

    // An unquoted value runs to the semicolon. Blanks inside belong to it (file names are often
    // written bare), unless another parameter follows the blank without a semicolon.
    std::string take_bare() {
        const std::size_t end = std::min(text_.find(';', at_), text_.size());
        std::string_view value = text_.substr(at_, end - at_);
        const std::size_t close = value.find(')');
        const bool ends_in_comment =
            close != std::string_view::npos && close + 1 == base::trim_ascii(value).size();
        for (std::size_t i = 0; i < value.size(); ++i) {
            const bool after_blank = i > 0 && is_blank(value[i - 1]);
            if (const std::size_t word = encoded_word_length(value, i); word > 0) {
                i += word - 1;
            } else if ((is_blank(value[i]) && !after_blank &&
                        parameter_begins(value.substr(i))) ||
                       (value[i] == '(' && after_blank && ends_in_comment)) {
                value = value.substr(0, i);
                break;
            }
        }
        at_ += value.size();
        return unfold(base::trim_ascii(value));
    }

  private:
    static bool parameter_begins(std::string_view text) {
        std::size_t i = 0;
        while (i < text.size() && is_blank(text[i])) ++i;
        const std::size_t begin = i;
        while (i < text.size() && i < begin + 40 &&
               (std::isalnum(static_cast<unsigned char>(text[i])) != 0 || text[i] == '-' ||
                text[i] == '*')) {
            ++i;
        }
        return i > begin && i + 1 < text.size() && text[i] == '=' && text[i + 1] != '?' &&
               text[i + 1] != '=';
    }

    void skip_comment() {
        int depth = 0;
        for (; !at_end(); ++at_) {
            if (peek() == '\\' && at_ + 1 < text_.size()) {
                ++at_;
            } else if (peek() == '(') {
                ++depth;
            } else if (peek() == ')' && --depth == 0) {
                ++at_;
                return;
            }
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

std::string undo_percent(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
            hex_value(text[i + 2]) >= 0) {
            out.push_back(
                static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])));
            i += 2;
        } else {
            out.push_back(text[i]);
        }
    }
    return out;
}

struct Piece {
    std::string value;
    bool encoded = false;
};

// Number of a piece name ("name*2*" -> 2, "name*" -> 0), or -1 when it is no piece of `name`.
int piece_number(std::string_view parameter, std::string_view name, bool& encoded) {
    if (!parameter.starts_with(name)) return -1;
    std::string_view rest = parameter.substr(name.size());
    if (rest.empty() || rest[0] != '*') return -1;
    rest.remove_prefix(1);
    encoded = rest.empty() || rest.back() == '*';
    if (rest.empty()) return 0;
    if (rest.back() == '*') rest.remove_suffix(1);
    if (rest.empty() || rest.size() > 4) return -1;
    int number = 0;
    for (const char c : rest) {
        if (c < '0' || c > '9') return -1;
        number = number * 10 + (c - '0');
    }
    return number < most_pieces ? number : -1;
}

std::string take_charset(std::string& first) {
    const std::size_t one = first.find('\'');
    const std::size_t two = one == std::string::npos ? one : first.find('\'', one + 1);
    if (two == std::string::npos) return {};
    std::string charset = first.substr(0, one);
    first.erase(0, two + 1);
    return charset;
}

std::optional<std::string> join_pieces(const ParameterizedValue& value, std::string_view name) {
    std::map<int, Piece> pieces;
    std::optional<std::string> whole;
    for (const Parameter& parameter : value.parameters) {
        bool encoded = false;
        const int number = piece_number(parameter.name, name, encoded);
        if (number < 0) continue;
        if (parameter.name.size() == name.size() + 1 && !whole) whole = parameter.value;
        if (parameter.name.size() > name.size() + 1)
            pieces.try_emplace(number, Piece{parameter.value, encoded});
    }
    if (whole && (pieces.empty() || !pieces.contains(0))) pieces = {{0, Piece{*whole, true}}};
    if (!pieces.contains(0)) return std::nullopt;
    std::string charset;
    if (pieces[0].encoded) charset = take_charset(pieces[0].value);
    std::string octets;
    int next = 0;
    for (const auto& [number, piece] : pieces) {
        if (number != next++) break;
        octets += piece.encoded ? undo_percent(piece.value) : piece.value;
    }
    if (std::optional<std::string> text =
            decode_word_octets(octets, charset.empty() ? "utf-8" : charset)) {
        return text;
    }
    return decode_unlabelled(octets);
}

const Parameter* plain_parameter(const ParameterizedValue& value, std::string_view name) {
    const auto found = std::find_if(value.parameters.begin(), value.parameters.end(),
                                    [&](const Parameter& p) { return p.name == name; });
    return found == value.parameters.end() ? nullptr : &*found;
}

std::string read_value(Cursor& cursor) {
    cursor.skip_blanks_and_comments();
    if (!cursor.at_end() && cursor.peek() == '"') {
        std::string quoted = base::lower_ascii(base::trim_ascii(cursor.take_quoted()));
        cursor.take_word(";");
        return quoted;
    }
    // "text/plain charset=x" lacks its semicolon: the value ends at the blank before the
    // parameter.
    std::string value = cursor.take_bare();
    if (const std::size_t comment = value.find('('); comment != std::string::npos)
        value.erase(comment);
    std::erase_if(value, is_blank);
    return base::lower_ascii(value);
}

std::string read_parameter_value(Cursor& cursor) {
    cursor.skip_blanks_and_comments();
    if (cursor.at_end()) return {};
    return cursor.peek() == '"' ? cursor.take_quoted() : cursor.take_bare();
}

}  // namespace

ParameterizedValue parse_parameterized(std::string_view raw) {
    Cursor cursor(raw);
    ParameterizedValue result;
    result.value = read_value(cursor);
    while (!cursor.at_end() && result.parameters.size() < 2000) {
        cursor.skip_blanks_and_comments();
        if (cursor.at_end()) break;
        if (cursor.peek() == ';') {
            cursor.advance();
            continue;
        }
        Parameter parameter;
        parameter.name = base::lower_ascii(cursor.take_word("=;"));
        if (cursor.at_end()) break;
        if (cursor.peek() == ';') continue;
        cursor.advance();
        parameter.value = read_parameter_value(cursor);
        if (!parameter.name.empty()) result.parameters.push_back(std::move(parameter));
    }
    return result;
}

std::optional<std::string> find_parameter(const ParameterizedValue& value,
                                          std::string_view name) {
    if (const Parameter* plain = plain_parameter(value, name)) return plain->value;
    return join_pieces(value, name);
}

std::optional<std::string> find_file_name(const ParameterizedValue& value,
                                          std::string_view name) {
    std::optional<std::string> found = join_pieces(value, name);
    if (!found) {
        const Parameter* plain = plain_parameter(value, name);
        if (plain == nullptr) return std::nullopt;
        found = decode_words(unfold(plain->value)).text;
    } else if (found->find("=?") != std::string::npos) {
        found = decode_words(*found)
                    .text;  // some programs put encoded words into the pieces of RFC 2231
    }
    std::string name_text(base::trim_ascii(*found));
    if (name_text.empty()) return std::nullopt;
    return name_text;
}

TransferEncoding parse_transfer_encoding(std::string_view raw) {
    std::string name = parse_parameterized(raw).value;
    std::erase_if(name, [](char c) { return c == '"' || c == '\''; });
    if (name == "base64") return TransferEncoding::base64;
    if (name == "quoted-printable") return TransferEncoding::quoted_printable;
    if (name == "x-uuencode" || name == "uuencode" || name == "x-uue" || name == "uue") {
        return TransferEncoding::uuencode;
    }
    if (name.empty() || name == "7bit" || name == "8bit" || name == "binary" ||
        name == "7-bit" || name == "8-bit") {
        return TransferEncoding::identity;
    }
    return TransferEncoding::unknown;
}

}  // namespace message
