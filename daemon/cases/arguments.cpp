#include "cases/arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <vector>

#include "base/text.h"

namespace cases {
namespace {

std::optional<int> number_in(std::string_view digits) {
    int value = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

// Letters only, so that "Hi-Tech Cell." and "hitech cell" are the same.
std::string letters_of(std::string_view text) {
    std::string out = base::lower_ascii(text);
    std::erase_if(out, [](char c) {
        return static_cast<unsigned char>(c) < 0x80 && (c < 'a' || c > 'z');
    });
    return out;
}

}  // namespace

std::optional<std::string> day_in(std::string_view text) {
    text = base::trim_ascii(text);
    std::vector<int> parts;
    while (parts.size() < 3) {
        const auto end = std::min(text.find_first_of("-./"), text.size());
        const auto part = number_in(text.substr(0, end));
        if (!part) return std::nullopt;
        parts.push_back(*part);
        if (end == text.size()) break;
        text.remove_prefix(end + 1);
        if (parts.size() == 3) return std::nullopt;
    }
    if (parts.size() != 3) return std::nullopt;
    constexpr int first_year = 1000;
    if (parts[0] < first_year) std::swap(parts[0], parts[2]);
    const std::chrono::year_month_day day{std::chrono::year(parts[0]),
                                          std::chrono::month(static_cast<unsigned>(parts[1])),
                                          std::chrono::day(static_cast<unsigned>(parts[2]))};
    const bool sensible =
        parts[0] >= first_year && parts[0] <= 9999 && parts[1] > 0 && parts[2] > 0;
    if (!sensible || !day.ok()) return std::nullopt;
    return fmt::format("{:04}-{:02}-{:02}", parts[0], parts[1], parts[2]);
}

std::optional<base::RecipientId> cell_in(std::string_view text, std::string_view unit) {
    struct Cell {
        std::string_view name, id;
    };
    static constexpr std::array cells{
        Cell{"cybercell", "cyber."},    Cell{"cyber", "cyber."},
        Cell{"hitechcell", "hi-tech"},  Cell{"hitech", "hi-tech"},
        Cell{"cyberdome", "cyberdome"}, Cell{"സൈബർസെൽ", "cyber."},
        Cell{"ഹൈടെക്സെൽ", "hi-tech"},    Cell{"സൈബർഡോം", "cyberdome"},
        Cell{"साइबरसेल", "cyber."},      Cell{"हाइटेकसेल", "hi-tech"},
        Cell{"साइबरडोम", "cyberdome"}};
    const std::string named = letters_of(text);
    const auto found = std::find_if(cells.begin(), cells.end(),
                                    [&](const Cell& cell) { return cell.name == named; });
    if (found == cells.end()) return std::nullopt;
    std::string id(found->id);
    if (id.ends_with('.')) id += unit;
    return base::RecipientId(id);
}

std::optional<Done> done_in(std::string_view text) {
    struct Phrase {
        std::string_view words;
        Done done;
    };
    static constexpr std::array phrases{Phrase{"takedownsent", Done::takedown_sent},
                                        Phrase{"childreportsent", Done::child_reported},
                                        Phrase{"ടേക്ക്ഡൗൺഅയച്ചു", Done::takedown_sent},
                                        Phrase{"കുട്ടിയുടെറിപ്പോർട്ട്അയച്ചു", Done::child_reported},
                                        Phrase{"टेकडाउनभेजा", Done::takedown_sent},
                                        Phrase{"बच्चेकीरिपोर्टभेजी", Done::child_reported}};
    text = base::trim_ascii(text);
    if (text.ends_with('.')) text.remove_suffix(1);
    std::string said = base::lower_ascii(text);
    std::erase_if(said, [](char c) { return c == ' '; });
    const auto found = std::find_if(phrases.begin(), phrases.end(),
                                    [&](const Phrase& one) { return one.words == said; });
    if (found == phrases.end()) return std::nullopt;
    return found->done;
}

}  // namespace cases
