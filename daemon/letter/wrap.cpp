#include "letter/wrap.h"

#include "base/text.h"
#include "letter/characters.h"

namespace letter {
namespace {

constexpr std::size_t longest_cluster = 32;

std::size_t columns(std::u32string_view text) {
    std::size_t sum = 0;
    for (const char32_t c : text) sum += static_cast<std::size_t>(columns_of(c));
    return sum;
}

// Characters of `word` that fit into `width` columns without cutting a cluster; at least one
// cluster.
std::size_t fitting(std::u32string_view word, std::size_t width) {
    std::size_t used = 0;
    std::size_t boundary = 0;
    std::size_t i = 0;
    for (; i < word.size(); ++i) {
        const bool inside =
            i > 0 && i - boundary < longest_cluster && clings_to(word[i - 1], word[i]);
        if (!inside) {
            if (used > width) break;
            boundary = i;
        }
        used += static_cast<std::size_t>(columns_of(word[i]));
        if (used > width && boundary > 0) return boundary;
    }
    return i;
}

class Lines {
  public:
    Lines(std::size_t width, LongWords long_words) : width_(width), long_words_(long_words) {}

    void add_word(std::u32string_view word, std::u32string_view blanks) {
        const std::size_t length = columns(word);
        const std::size_t gap = blanks.size();
        if (!line_.empty() && used_ + gap + length > width_) {
            end_line();
        } else {
            put(blanks);
        }
        add_pieces(word, length);
    }

    void end_line() {
        while (!line_.empty() && line_.back() == ' ') line_.pop_back();
        lines_.push_back(base::to_utf8(line_));
        line_.clear();
        used_ = 0;
    }

    std::vector<std::string> take() { return std::move(lines_); }

  private:
    void add_pieces(std::u32string_view word, std::size_t length) {
        while (long_words_ == LongWords::cut && used_ + length > width_) {
            const std::size_t count = fitting(word, width_ - std::min(used_, width_ - 1));
            const auto piece = word.substr(0, count);
            put(piece);
            word.remove_prefix(count);
            if (word.empty()) return;
            end_line();
            length -= columns(piece);  // counted anew, a word of a megabyte takes minutes
        }
        put(word);
    }

    void put(std::u32string_view text) {
        line_ += text;
        used_ += columns(text);
    }

    std::size_t width_;
    LongWords long_words_;
    std::u32string line_;
    std::size_t used_ = 0;
    std::vector<std::string> lines_;
};

void wrap_line(std::u32string_view text, Lines& lines) {
    std::size_t i = 0;
    while (i < text.size()) {
        const std::size_t word = text.find_first_not_of(U' ', i);
        if (word == std::u32string_view::npos) break;
        const std::size_t end = std::min(text.find(U' ', word), text.size());
        lines.add_word(text.substr(word, end - word), text.substr(i, word - i));
        i = end;
    }
    lines.end_line();
}

}  // namespace

std::vector<std::string> wrap(std::string_view utf8, std::size_t width, LongWords long_words) {
    const std::u32string text = base::to_code_points(utf8);
    Lines lines(width, long_words);
    std::size_t i = 0;
    while (i < text.size()) {
        const std::size_t end = std::min(text.find(U'\n', i), text.size());
        wrap_line(std::u32string_view(text).substr(i, end - i), lines);
        i = end + 1;
    }
    return lines.take();
}

}  // namespace letter
