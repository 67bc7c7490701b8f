#include "message/header_lines.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace message {
namespace {

// Fields whose sight says that a header goes on after a junk line.
constexpr std::array<std::string_view, 26> known_fields{"from",
                                                        "to",
                                                        "cc",
                                                        "bcc",
                                                        "subject",
                                                        "date",
                                                        "sender",
                                                        "reply-to",
                                                        "message-id",
                                                        "in-reply-to",
                                                        "references",
                                                        "received",
                                                        "return-path",
                                                        "mime-version",
                                                        "content-type",
                                                        "content-transfer-encoding",
                                                        "content-disposition",
                                                        "content-id",
                                                        "content-description",
                                                        "delivered-to",
                                                        "x-mailer",
                                                        "user-agent",
                                                        "list-id",
                                                        "precedence",
                                                        "dkim-signature",
                                                        "auto-submitted"};

class Block {
  public:
    Block(std::string_view text, std::size_t begin, HeaderOf owner, const ReadLimits& limits,
          const std::function<bool(std::string_view)>& is_border)
        : text_(text), begin_(begin), owner_(owner), limits_(limits), is_border_(is_border) {
        result_.end = begin;
    }

    HeaderLines read() {
        std::size_t at = begin_;
        while (at < text_.size()) {
            const Line line = line_at(text_, at);
            if (is_border_(line.text)) break;
            if (line.text.empty() || (result_.fields.empty() && is_blank_line(line.text))) {
                at = line.next;
                break;
            }
            if (!take(line, at)) break;
            at = line.next;
            if (!within_limits(at)) break;
        }
        result_.end = at;
        return std::move(result_);
    }

  private:
    // False: the body begins with this line.
    bool take(const Line& line, std::size_t at) {
        const bool continued = line.text[0] == ' ' || line.text[0] == '\t';
        if (continued && !result_.fields.empty()) {
            if (after_junk_) {
                result_.junk.push_back(line.text);
            } else {
                extend(line);
            }
            return true;
        }
        if (continued) return take_indented(line, at);
        const std::size_t name = field_name_length(line.text);
        if (name == 0) return take_junk(line, at);
        after_junk_ = false;
        add(line.text, name);
        return true;
    }

    void add(std::string_view line, std::size_t name) {
        const std::size_t colon = line.find(':');
        result_.fields.push_back({line.substr(0, name), line.substr(colon + 1)});
    }

    // A header whose first line stands behind blanks.
    bool take_indented(const Line& line, std::size_t at) {
        const std::string_view text = base::trim_ascii(line.text);
        const std::size_t name = field_name_length(text);
        if (name == 0 || !is_known_field(text.substr(0, name))) return take_junk(line, at);
        add(text, name);
        return true;
    }

    void extend(const Line& line) {
        std::string_view& value = result_.fields.back().value;
        const char* const end = line.text.data() + line.text.size();
        value = {value.data(), static_cast<std::size_t>(end - value.data())};
    }

    bool take_junk(const Line& line, std::size_t at) {
        const bool first = result_.fields.empty();
        if (!first && line.text.starts_with("--"))
            return false;  // a border without its blank line
        if (first && owner_ == HeaderOf::part) return starts_with_text();
        if (at >= searched_to_) search_known(at);
        const std::size_t needed = first ? 2 : 1;
        if (at < last_known_ && known_count_ >= needed) {
            result_.junk.push_back(line.text);
            after_junk_ = true;
            return true;
        }
        return first ? starts_with_text() : false;
    }

    bool starts_with_text() {
        result_.starts_with_text = true;
        return false;
    }

    // Looks ahead once to the end of the block, so that many junk lines cost one look each.
    void search_known(std::size_t at) {
        known_count_ = 0;
        last_known_ = 0;
        while (at < text_.size() && at < begin_ + limits_.header_block) {
            const Line line = line_at(text_, at);
            if (is_blank_line(line.text) || is_border_(line.text)) break;
            const std::size_t name = field_name_length(line.text);
            if (name > 0 && is_known_field(line.text.substr(0, name))) {
                ++known_count_;
                last_known_ = at;
            }
            at = line.next;
        }
        searched_to_ = at;
    }

    bool within_limits(std::size_t at) {
        if (at - begin_ > limits_.header_block) {
            result_.beyond = "header_too_large";
            result_.fields.pop_back();  // the one that went too far is not worth decoding
        }
        if (result_.fields.size() > limits_.headers) result_.beyond = "too_many_headers";
        return result_.beyond.empty();
    }

    std::string_view text_;
    std::size_t begin_;
    HeaderOf owner_;
    const ReadLimits& limits_;
    const std::function<bool(std::string_view)>& is_border_;
    HeaderLines result_;
    std::size_t searched_to_ = 0;
    std::size_t last_known_ = 0;
    std::size_t known_count_ = 0;
    bool after_junk_ = false;
};

}  // namespace

Line line_at(std::string_view text, std::size_t begin) {
    const std::size_t feed = text.find('\n', begin);
    if (feed == std::string_view::npos) return {text.substr(begin), text.size()};
    std::size_t end = feed;
    if (end > begin && text[end - 1] == '\r') --end;
    return {text.substr(begin, end - begin), feed + 1};
}

bool is_blank_line(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

std::size_t field_name_length(std::string_view line) {
    const std::size_t colon = line.substr(0, 1000).find(':');
    if (colon == std::string_view::npos || colon == 0) return 0;
    std::size_t end = colon;
    while (end > 0 && (line[end - 1] == ' ' || line[end - 1] == '\t')) --end;
    for (std::size_t i = 0; i < end; ++i) {
        const auto c = static_cast<unsigned char>(line[i]);
        if (c <= ' ' || c == 0x7F) return 0;
    }
    return end;
}

bool is_known_field(std::string_view name) {
    const std::string lower = base::lower_ascii(name.substr(0, 60));
    return std::find(known_fields.begin(), known_fields.end(), lower) != known_fields.end();
}

HeaderLines read_header_lines(std::string_view text, std::size_t begin, HeaderOf owner,
                              const ReadLimits& limits,
                              const std::function<bool(std::string_view)>& is_border) {
    return Block(text, begin, owner, limits, is_border).read();
}

}  // namespace message
