#include "message/rtf_text.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/text.h"
#include "message/charset.h"

namespace message {
namespace {

constexpr std::size_t deepest = 1000;

// Groups whose content is no text of the document.
constexpr std::array<std::string_view, 12> silent{
    "fonttbl",   "colortbl",  "stylesheet", "info",    "pict",     "object",
    "generator", "listtable", "themedata",  "htmltag", "mhtmltag", "datastore"};

// Control words that stand for text.
struct Sign {
    std::string_view word;
    std::string_view text;
};
constexpr std::array<Sign, 13> signs{{
    {"par", "\n"},
    {"line", "\n"},
    {"row", "\n"},
    {"sect", "\n"},
    {"tab", "\t"},
    {"cell", "\t"},
    {"lquote", "'"},
    {"rquote", "'"},
    {"ldblquote", "\""},
    {"rdblquote", "\""},
    {"bullet", "-"},
    {"endash", "-"},
    {"emdash", "-"},
}};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

int hex_value(char c) {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

struct Group {
    bool is_silent = false;
    int skip_after_unicode = 1;  // \ucN
};

class RtfReader {
  public:
    explicit RtfReader(std::string_view rtf) : rtf_(rtf) {}

    std::string read() {
        while (at_ < rtf_.size()) {
            const char c = rtf_[at_++];
            if (c == '{') {
                if (groups_.size() < deepest) groups_.push_back(groups_.back());
            } else if (c == '}') {
                if (groups_.size() > 1) groups_.pop_back();
                ignore_next_group_ = false;
            } else if (c == '\\') {
                read_control();
            } else if (c != '\r' && c != '\n') {
                add_octet(c);
            }
        }
        flush();
        return std::move(text_);
    }

  private:
    void read_control() {
        if (at_ >= rtf_.size()) return;
        const char c = rtf_[at_];
        if (is_letter(c)) return read_word();
        ++at_;
        if (c == '\'') {
            read_hex();
        } else if (c == '*') {
            ignore_next_group_ = true;
        } else if (c == '~') {
            add_text("\xC2\xA0");
        } else if (c == '\r' || c == '\n') {
            add_text("\n");
        } else if (c == '\\' || c == '{' || c == '}') {
            add_octet(c);
        }
    }

    void read_hex() {
        if (at_ + 1 >= rtf_.size()) return;
        const int high = hex_value(rtf_[at_]);
        const int low = hex_value(rtf_[at_ + 1]);
        if (high < 0 || low < 0) return;
        at_ += 2;
        add_octet(static_cast<char>(high * 16 + low));
    }

    void read_word() {
        const std::size_t begin = at_;
        while (at_ < rtf_.size() && is_letter(rtf_[at_]) && at_ < begin + 40) ++at_;
        const std::string_view word = rtf_.substr(begin, at_ - begin);
        const bool negative = at_ < rtf_.size() && rtf_[at_] == '-';
        if (negative) ++at_;
        long number = 0;
        bool numbered = false;
        for (; at_ < rtf_.size() && is_digit(rtf_[at_]); ++at_) {
            numbered = true;
            if (number < 1'000'000) number = number * 10 + (rtf_[at_] - '0');
        }
        if (at_ < rtf_.size() && rtf_[at_] == ' ') ++at_;
        obey(word, negative ? -number : number, numbered);
    }

    void obey(std::string_view word, long number, bool numbered) {
        if (ignore_next_group_ ||
            std::find(silent.begin(), silent.end(), word) != silent.end()) {
            groups_.back().is_silent = true;
            ignore_next_group_ = false;
        } else if (word == "u" && numbered) {
            add_unicode(number);
        } else if (word == "uc" && numbered) {
            groups_.back().skip_after_unicode = static_cast<int>(std::clamp(number, 0L, 10L));
        } else if (word == "ansicpg" && numbered) {
            flush();
            label_ = number == 65001 ? "utf-8" : "windows-" + std::to_string(number);
        } else if (word == "htmlrtf") {
            // Text between \htmlrtf and \htmlrtf0 is for readers of RTF only and would stand
            // twice.
            groups_.back().is_silent = !numbered || number != 0;
        } else {
            const auto* const sign =
                std::find_if(signs.begin(), signs.end(),
                             [word](const Sign& one) { return one.word == word; });
            if (sign != signs.end()) add_text(sign->text);
        }
    }

    void add_unicode(long number) {
        skip_ = groups_.back().skip_after_unicode;
        if (groups_.back().is_silent) return;
        flush();
        const auto unit = static_cast<char32_t>(number < 0 ? number + 65536 : number);
        if (unit >= 0xD800 && unit < 0xDC00) {
            lead_ = unit;
        } else if (unit >= 0xDC00 && unit < 0xE000 && lead_ != 0) {
            base::append_utf8(text_, 0x10000 + ((lead_ - 0xD800) << 10U) + (unit - 0xDC00));
            lead_ = 0;
        } else {
            base::append_utf8(text_, unit);
        }
    }

    // An octet of the document's code page, unless it is the stand-in for a \uN before it.
    void add_octet(char c) {
        if (skip_ > 0) {
            --skip_;
            return;
        }
        if (!groups_.back().is_silent) octets_.push_back(c);
    }

    void add_text(std::string_view text) {
        skip_ = 0;
        if (groups_.back().is_silent) return;
        flush();
        text_ += text;
    }

    void flush() {
        if (octets_.empty()) return;
        text_ += decode_text(octets_, label_).text;
        octets_.clear();
    }

    std::string_view rtf_;
    std::size_t at_ = 0;
    std::vector<Group> groups_{Group{}};
    bool ignore_next_group_ = false;
    int skip_ = 0;
    char32_t lead_ = 0;
    std::string label_ = "windows-1252";
    std::string octets_;
    std::string text_;
};

}  // namespace

std::string rtf_to_text(std::string_view rtf) {
    if (!base::trim_ascii(rtf.substr(0, 100)).starts_with("{\\rtf"))
        return decode_unlabelled(rtf);
    return RtfReader(rtf).read();
}

}  // namespace message
