#include "message/words.h"

#include <array>
#include <optional>
#include <vector>

#include "base/text.h"
#include "message/charset.h"

namespace message {
namespace {

// Longer than any real word (RFC 2047 says 75), short enough to keep the search for the end
// linear.
constexpr std::size_t longest_word = 4096;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

int base64_value(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '+') return 62;
    if (c == '/') return 63;
    return -1;
}

std::string decode_q(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '=' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
            hex_value(text[i + 2]) >= 0) {
            out.push_back(
                static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])));
            i += 2;
        } else {
            out.push_back(c == '_' ? ' ' : c);
        }
    }
    return out;
}

struct Word {
    std::string_view charset;  // without the language of RFC 2231 5
    char encoding = 0;         // 'q' or 'b'
    std::string_view text;
    std::size_t length = 0;
};

std::optional<Word> word_at(std::string_view text, std::size_t at) {
    if (text.substr(at, 2) != "=?") return std::nullopt;
    const std::string_view window = text.substr(at, longest_word);
    const std::size_t charset_end = window.find('?', 2);
    if (charset_end == std::string_view::npos || charset_end == 2 || charset_end > 62)
        return std::nullopt;
    if (charset_end + 3 > window.size() || window[charset_end + 2] != '?') return std::nullopt;
    Word word;
    word.charset = window.substr(2, charset_end - 2);
    if (word.charset.find_first_of(" \t\r\n\"<>") != std::string_view::npos)
        return std::nullopt;
    word.charset = word.charset.substr(0, word.charset.find('*'));
    word.encoding = base::lower_ascii(window.substr(charset_end + 1, 1))[0];
    if (word.encoding != 'q' && word.encoding != 'b') return std::nullopt;
    const std::size_t begin = charset_end + 3;
    const std::size_t end = window.find("?=", begin);
    if (end == std::string_view::npos) return std::nullopt;
    word.text = window.substr(begin, end - begin);
    // "=?" inside means that this word was never closed and another one follows.
    if (word.text.find("=?") != std::string_view::npos && word.encoding == 'b')
        return std::nullopt;
    word.length = end + 2;
    return word;
}

std::optional<std::string> octets_of(const Word& word) {
    if (word.encoding == 'q') return decode_q(word.text);
    for (const char c : word.text) {
        if (base64_value(c) < 0 && c != '=' && !is_blank(c)) return std::nullopt;
    }
    return decode_word_base64(word.text);
}

// Collects octets of neighbouring words and writes them out when the charset changes or text
// follows.
class Joiner {
  public:
    void add_word(const Word& word, std::string_view octets, std::string_view source) {
        const std::string key = charset_key(word.charset);
        if (!pending_ || key != key_) {
            flush();
            key_ = key;
            label_ = word.charset;
            source_begin_ = source.data();
        }
        pending_ = true;
        octets_ += octets;
        source_length_ =
            static_cast<std::size_t>(source.data() + source.size() - source_begin_);
    }

    void flush() {
        if (!pending_) return;
        if (const std::optional<std::string> text = decode_word_octets(octets_, label_)) {
            words.text += *text;
        } else {
            words.text += decode_unlabelled({source_begin_, source_length_});
            words.bad_word = true;
        }
        pending_ = false;
        octets_.clear();
    }

    bool pending() const { return pending_; }

    Words words;

  private:
    bool pending_ = false;
    std::string key_;
    std::string label_;
    std::string octets_;
    const char* source_begin_ = nullptr;
    std::size_t source_length_ = 0;
};

std::size_t skip_blanks(std::string_view text, std::size_t at) {
    while (at < text.size() && is_blank(text[at])) ++at;
    return at;
}

void add_plain(Words& words, std::string_view plain) {
    for (const char c : plain) {
        if ((c & 0x80) != 0) {
            words.raw_eight_bit = true;
            break;
        }
    }
    words.text += decode_unlabelled(plain);
}

}  // namespace

std::string decode_word_base64(std::string_view text) {
    std::string out;
    unsigned bits = 0;
    int held = 0;
    for (const char c : text) {
        const int value = base64_value(c);
        if (value < 0) continue;
        bits = (bits << 6) | static_cast<unsigned>(value);
        held += 6;
        if (held >= 8) {
            held -= 8;
            out.push_back(static_cast<char>((bits >> held) & 0xFFU));
        }
    }
    return out;
}

std::string unfold(std::string_view raw) {
    std::string out;
    out.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const char c = raw[i];
        if (c == '\n') continue;
        if (c == '\r' && (i + 1 == raw.size() || raw[i + 1] == '\n')) continue;
        out.push_back(c);
    }
    return out;
}

std::size_t encoded_word_length(std::string_view text, std::size_t at) {
    const std::optional<Word> word = word_at(text, at);
    return word ? word->length : 0;
}

Words decode_words(std::string_view unfolded) {
    Joiner joiner;
    std::size_t plain = 0;  // where undecoded unfolded begins
    std::size_t at = 0;
    while ((at = unfolded.find("=?", at)) != std::string_view::npos) {
        const std::optional<Word> word = word_at(unfolded, at);
        const std::optional<std::string> octets = word ? octets_of(*word) : std::nullopt;
        if (!octets) {
            joiner.words.bad_word = true;
            at += 2;
            continue;
        }
        const bool only_blanks = skip_blanks(unfolded, plain) >= at;
        if (!(joiner.pending() && only_blanks)) {
            joiner.flush();
            add_plain(joiner.words, unfolded.substr(plain, at - plain));
        }
        joiner.add_word(*word, *octets, unfolded.substr(at, word->length));
        at += word->length;
        plain = at;
    }
    joiner.flush();
    add_plain(joiner.words, unfolded.substr(plain));
    return joiner.words;
}

Words decode_header_text(std::string_view raw) {
    Words words = decode_words(unfold(raw));
    words.text = std::string(base::trim_ascii(words.text));
    return words;
}

}  // namespace message
