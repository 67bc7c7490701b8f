#include <algorithm>

#include "base/identity.h"
#include "redaction/codes.h"
#include "redaction/labels.h"

namespace redaction {

namespace {

using understanding::TokenKind;

// Below names, schools and everything that has a shape of its own.
constexpr double file_number_score = score::words - 1;

bool is_joint(char32_t c) { return c == U'/' || c == U'-'; }

// What stands between blanks and marks, and what it is made of.
struct Chunk {
    Range range;
    std::size_t letters = 0, small = 0, digits = 0, slashes = 0, changes = 0;
    std::size_t last_part = 0;  // where the part behind the last joint begins
    bool solid() const { return last_part == range.start; }
};

class FileNumbers {
  public:
    explicit FileNumbers(const Page& page) : page_(page), text_(page.latin()) {}

    Candidates find() {
        for (std::size_t at = 0; at < text_.size();) {
            if (!is_alnum(text_[at])) {
                ++at;
                continue;
            }
            const auto chunk = chunk_at(at);
            at = chunk.range.end;
            if (chunk.digits > 0) judge(chunk);
        }
        return std::move(found_);
    }

  private:
    Chunk chunk_at(std::size_t start) const {
        Chunk chunk;
        chunk.range = {start, start};
        chunk.last_part = start;
        auto at = start;
        for (; at < text_.size(); ++at) {
            const bool joint =
                is_joint(text_[at]) && at + 1 < text_.size() && is_alnum(text_[at + 1]);
            if (!is_alnum(text_[at]) && !joint) break;
            if (joint) {
                chunk.slashes += text_[at] == U'/' ? 1 : 0;
                chunk.last_part = at + 1;
                continue;
            }
            const bool digit = is_digit(text_[at]);
            const char32_t source = page_.source_at(at);
            chunk.digits += digit ? 1 : 0;
            chunk.letters += digit ? 0 : 1;
            chunk.small += source >= U'a' && source <= U'z' ? 1 : 0;
            chunk.changes +=
                at > start && is_alnum(text_[at - 1]) && is_digit(text_[at - 1]) != digit ? 1
                                                                                          : 0;
        }
        chunk.range.end = at;
        return chunk;
    }

    void judge(const Chunk& chunk) {
        constexpr std::size_t longest = 64;
        if (chunk.range.end - chunk.range.start > longest || is_part_of_more(chunk.range) ||
            is_case_number(chunk.range))
            return;
        auto range = chunk.range;
        if (chunk.letters == 0 || has_series_before(chunk)) {
            const auto series = series_before(chunk);
            if (!series) return;
            range.start = *series;
        } else if (!is_file_number(chunk)) {
            return;
        }
        const Labels labels(page_, range);
        if (labels.has(Cue::order) || labels.is_amount() || labels.nearest(Cue::case_ref) ||
            labels.nearest(Cue::upi_ref))
            return;
        found_.push_back({ValueType::misc_id, range, file_number_score, ascii_of(text_, range),
                          Label::none, "shape:file number"});
    }

    // Ours: it tells of nobody, and every letter about the case shows it.
    bool is_case_number(Range range) const {
        auto written = ascii_of(text_, range);
        std::transform(written.begin(), written.end(), written.begin(), [](char c) {
            return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
        });
        return base::CaseNumber::parse(written).has_value();
    }

    // An account name, a mailbox or a link goes on there.
    bool is_part_of_more(Range range) const {
        const auto binds = [](char32_t c) {
            return c == U'@' || c == U'_' || c == U'#' ||
                   (c > 0x80 && !is_blank(c) && c != 0x2019 && c != 0x2018 && c != 0x201C &&
                    c != 0x201D && c < 0x2000);
        };
        const bool before = range.start > 0 && binds(text_[range.start - 1]);
        return before || (range.end < text_.size() &&
                          (text_[range.end] == U'@' || text_[range.end] == U'_'));
    }

    // "PPO/KL/0099123", "HRX-20914", "1SDFH4C0012KX": capitals and figures in one.
    bool is_file_number(const Chunk& chunk) const {
        constexpr std::size_t fewest = 4, fewest_with_slash = 3, wallet = 26, longest_word = 5,
                              mixed = 3, shortest = 8;
        if (chunk.solid() && chunk.range.end - chunk.range.start >= wallet)
            return !is_hexadecimal(chunk.range);
        if (chunk.small > 0 || is_said_in_words(chunk.range) || ends_in_year(chunk))
            return false;
        if (chunk.slashes > 0) return chunk.digits >= fewest_with_slash;
        const bool many_changes = chunk.solid() && chunk.changes >= mixed &&
                                  chunk.range.end - chunk.range.start >= shortest;
        // "RM-1134" may be a telephone's model, and "OD33180291": orders and parcels have
        // numbers like that as well.
        const bool joined = !chunk.solid() && chunk.digits > fewest;
        return many_changes || (joined && chunk.letters <= longest_word);
    }

    bool is_hexadecimal(Range range) const {
        return ascii_of(text_, range).find_first_not_of("0123456789abcdef") ==
               std::string::npos;
    }

    // A word of any list begins it: PIN-682001, RS5000, a model, 12-NOV-2026.
    bool is_said_in_words(Range range) const {
        const auto& tokens = page_.tokens();
        const auto first = page_.token_at(range.start);
        for (auto t = first; t < tokens.size() && tokens[t].start < range.end; ++t) {
            if (tokens[t].kind == TokenKind::word && page_.word(t).size() > 1 &&
                page_.lists_of(t).any())
                return true;
        }
        return first > 0 && page_.covered_by("type.version", tokens[first - 1].start);
    }

    // Petitions, crimes and examinations of a year: "OP 418/2023", "PTA/CC/0902/26",
    // "NEET-2026".
    bool ends_in_year(const Chunk& chunk) const {
        const auto last = ascii_of(text_, {chunk.last_part, chunk.range.end});
        const bool figures = last.find_first_not_of("0123456789") == std::string::npos;
        if (!figures || chunk.solid()) return false;
        if (last.size() == 2) return chunk.slashes > 0;
        return last.size() == 4 && (last.starts_with("19") || last.starts_with("20"));
    }

    bool has_series_before(const Chunk& chunk) const {
        return chunk.letters > 0 && is_digit(text_[chunk.range.start]) && chunk.slashes > 0 &&
               series_before(chunk).has_value();
    }

    // "TCMC 88172", "AWC 32074015", "PPO 118820/GEN": a few capitals that no list knows.
    std::optional<std::size_t> series_before(const Chunk& chunk) const {
        constexpr std::size_t fewest = 4, most = 9, shortest = 2, longest = 5;
        if (chunk.digits < fewest || chunk.digits > most || page_.shouts()) return std::nullopt;
        const auto token = page_.token_at(chunk.range.start);
        if (token == 0 || (chunk.letters == 0 && !chunk.solid())) return std::nullopt;
        const auto& before = page_.tokens()[token - 1];
        const auto length = before.end - before.start;
        const bool beside = before.end + 1 == chunk.range.start && text_[before.end] == U' ';
        const bool enough = length > shortest || chunk.digits > fewest;
        const bool fits = beside && enough && length >= shortest && length <= longest &&
                          is_latin(text_[before.start]) && page_.is_shouted(token - 1) &&
                          page_.lists_of(token - 1).none();
        const auto figures = ascii_of(text_, chunk.range);
        const bool year =
            figures.size() == 4 && (figures.starts_with("19") || figures.starts_with("20"));
        if (!fits || year) return std::nullopt;
        return before.start;
    }

    const Page& page_;
    const std::u32string& text_;
    Candidates found_;
};

}  // namespace

Candidates find_file_numbers(const Page& page) { return FileNumbers(page).find(); }

}  // namespace redaction
