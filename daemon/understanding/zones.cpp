#include "understanding/zones.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "base/text.h"
#include "understanding/lines.h"
#include "understanding/pasted_chats.h"
#include "understanding/signature.h"
#include "understanding/speakers.h"

namespace understanding {

namespace {

// A chat export: "[12/03/2026, 10:15:33 PM] Name: text", "12/03/26, 10:15 - Name: text" or
// "[12/03, 10:15 pm] Name: text".
const RE2& chat_pattern() {
    static const RE2 pattern(
        R"(^\[?\d{1,4}[/.\-]\d{1,2}(?:[/.\-]\d{1,4})?,?\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[AaPp]\.?\s?[Mm]\.?)?\]?\s*(?:[-–]\s*)?([^:\n]{1,60}):)",
        RE2::Quiet);
    return pattern;
}

const RE2& address_pattern() {
    static const RE2 pattern(R"(([A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9.\-]{1,190}))", RE2::Quiet);
    return pattern;
}

std::string plain_line(std::u32string_view line) {
    std::string out;
    for (const char32_t c : line) base::append_utf8(out, is_blank(c) ? U' ' : c);
    return out;
}

std::string address_in(std::u32string_view line) {
    std::string found;
    RE2::PartialMatch(plain_line(line), address_pattern(), &found);
    return base::lower_ascii(found);
}

enum class Reach { marked_lines, to_the_end };

class ZoneFinder {
  public:
    ZoneFinder(const Passage& passage, const Sender& sender)
        : passage_(passage), sender_(sender), lines_(lines_of(passage)), zones_(lines_.size()) {
        std::vector<std::u32string_view> texts;
        texts.reserve(lines_.size());
        for (const auto& line : lines_) texts.push_back(line.text);
        pasted_ = find_pasted_chats(texts, [this](std::size_t i) { return has_form_label(i); });
    }

    std::vector<Zone> find() {
        for (std::size_t i = 0; i < lines_.size(); ++i) zones_[i] = take(i);
        settle_speakers(passage_, sender_, lines_, speakers_, zones_);
        leave_last_lines();
        settle_blank_lines();
        mark_signature(passage_, lines_, zones_);
        return merge();
    }

  private:
    bool has(std::string_view list, const Line& line) const {
        return passage_.has(list, line.tokens);
    }
    bool begins_with(std::string_view list, const Line& line) const {
        const auto* hit = passage_.hit_in(list, line.tokens);
        return hit != nullptr && hit->first == line.tokens.first;
    }

    // Her own mailbox, or only her name, as many mail programs write it. Her name at another
    // address is hers or a false one: nobody's.
    Zone owned(ZoneKind kind, std::string_view name, std::string_view address) const {
        Zone zone;
        zone.kind = kind;
        zone.owner_name = name;
        zone.owner_address = address;
        const bool same = !address.empty() && address == sender_.address;
        const bool named = is_sender(sender_, std::string(name));
        zone.owner = same || (named && address.empty()) ? ZoneOwner::writer
                     : named                            ? ZoneOwner::unknown
                                                        : ZoneOwner::other;
        return zone;
    }

    Zone take(std::size_t i) {
        const Line& line = lines_[i];
        if (reach_ == Reach::to_the_end) return quoted_;
        if (line.text.starts_with(U">")) {
            if (quoted_.kind != ZoneKind::quoted) quoted_ = owned(ZoneKind::quoted, "", "");
            signature_ = false;
            return quoted_;
        }
        if (const auto border = take_border(i)) return *border;
        if (line.blank()) {
            // Behind a blank line a bare "Phone:" may be hers, unless a heading announced it.
            if (!heads_section_) section_.reset();
            return i > 0 ? zones_[i - 1] : Zone{};
        }
        if (const auto chat = take_chat(i)) return *chat;
        if (const auto form = take_form(i)) return *form;
        const auto raw =
            std::u32string_view(passage_.text()).substr(line.start, line.end - line.start);
        if (raw.starts_with(U"-- \n") || raw.starts_with(U"-- \r") || raw == U"-- " ||
            line.text == U"--") {
            signature_ = true;
        }
        Zone zone;
        zone.kind = signature_ ? ZoneKind::signature : ZoneKind::fresh;
        return zone;
    }

    // "On ... wrote:", "Original Message", "Forwarded message", a block of header lines.
    std::optional<Zone> take_border(std::size_t i) {
        const Line& line = lines_[i];
        const bool wrote =
            has("zone.wrote", line) && line.text.ends_with(U":") && is_dated(line);
        const bool begins = line.text.starts_with(U"On ") && i + 1 < lines_.size() &&
                            has("zone.wrote", lines_[i + 1]) &&
                            lines_[i + 1].text.ends_with(U":") &&
                            !lines_[i + 1].text.starts_with(U"On ");
        if (wrote || begins) return begin_quote(i, begins ? i + 1 : i);
        if (is_rule_with("zone.forwarded", line)) return begin_block(i, ZoneKind::forwarded);
        if (is_rule_with("zone.original", line)) return begin_block(i, ZoneKind::quoted);
        if (is_header_block(i))
            return begin_block(i,
                               subject_is_forward(i) ? ZoneKind::forwarded : ZoneKind::quoted);
        return std::nullopt;
    }

    // "He wrote:" introduces a story; a mail program names the day or the address.
    bool is_dated(const Line& line) const {
        if (line.text.find(U'@') != std::u32string_view::npos) return true;
        for (std::size_t t = line.tokens.first; t < line.tokens.last; ++t) {
            if (passage_.tokens()[t].kind == TokenKind::digits) return true;
        }
        return false;
    }

    bool is_rule_with(std::string_view list, const Line& line) const {
        constexpr std::size_t most_tokens = 6;
        if (line.tokens.last - line.tokens.first > most_tokens || !has(list, line))
            return false;
        return line.text.starts_with(U"--") || line.text.starts_with(U"__") ||
               line.text.ends_with(U":");
    }

    // "On Monday Anitha Thomas wrote:"
    bool names_sender(std::size_t from, std::size_t until) const {
        constexpr std::size_t shortest = 3;
        const auto known = make_view(base::to_code_points(sender_.name)).text;
        const auto first = std::u32string_view(known).substr(0, known.find(U' '));
        if (first.size() < shortest) return false;
        for (auto t = lines_[from].tokens.first; t < lines_[until].tokens.last; ++t) {
            if (passage_.token_text(t) == first) return true;
        }
        return false;
    }

    Zone begin_quote(std::size_t from, std::size_t until) {
        std::string address;
        for (std::size_t k = from; k <= until && address.empty(); ++k)
            address = address_in(lines_[k].text);
        quoted_ =
            owned(ZoneKind::quoted, names_sender(from, until) ? sender_.name : "", address);
        signature_ = false;
        std::size_t next = until + 1;
        while (next < lines_.size() && lines_[next].blank()) ++next;
        const bool marked = next < lines_.size() && lines_[next].text.starts_with(U">");
        reach_ = marked ? Reach::marked_lines : Reach::to_the_end;
        return quoted_;
    }

    Zone begin_block(std::size_t i, ZoneKind kind) {
        constexpr std::size_t header_lines = 8;
        quoted_ = owned(kind, "", "");
        for (std::size_t k = i; k < lines_.size() && k < i + header_lines; ++k) {
            if (!begins_with("zone.from", lines_[k])) continue;
            quoted_ = owned(kind, name_in(lines_[k].text), address_in(lines_[k].text));
            break;
        }
        signature_ = false;
        reach_ = Reach::to_the_end;
        return quoted_;
    }

    static std::string name_in(std::u32string_view line) {
        const auto colon = line.find(U':');
        if (colon == std::u32string_view::npos) return {};
        auto rest = trim(line.substr(colon + 1));
        rest = trim(rest.substr(0, std::min(rest.find(U'<'), rest.find(U'['))));
        if (rest.find(U'@') != std::u32string_view::npos) return {};
        return base::to_utf8(rest);
    }

    bool is_labelled(std::size_t i, std::string_view list) const {
        return begins_with(list, lines_[i]) &&
               lines_[i].text.find(U':') != std::u32string_view::npos;
    }

    bool is_header_block(std::size_t i) const {
        if (!is_labelled(i, "zone.from")) return false;
        std::size_t labels = 0;
        constexpr std::size_t look = 5;
        for (std::size_t k = i + 1; k < lines_.size() && k <= i + look; ++k) {
            labels += is_labelled(k, "zone.header") ? 1U : 0U;
        }
        return labels >= 2;
    }

    bool subject_is_forward(std::size_t i) const {
        return i == first_written_line() && passage_.where() != Where::subject;
    }
    std::size_t first_written_line() const {
        std::size_t i = 0;
        while (i < lines_.size() && lines_[i].blank()) ++i;
        return i;
    }

    bool has_form_label(std::size_t i) const {
        const Line& line = lines_[i];
        const Range head{line.tokens.first,
                         passage_.token_at(passage_.text().find(U':', line.start))};
        constexpr std::array lists{"form.accused", "form.witness", "form.complainant",
                                   "form.label"};
        return std::any_of(lists.begin(), lists.end(),
                           [&](const char* list) { return passage_.has(list, head); });
    }

    Zone chat_of(const std::string& speaker) {
        Zone zone = owned(ZoneKind::chat_line, speaker, "");
        zone.owner = ZoneOwner::unknown;
        speakers_.insert(zone.owner_name);
        signature_ = false;
        return zone;
    }

    // Behind the last message of a chat she may write on without a blank line.
    void leave_last_lines() {
        for (auto i = lines_.size(); i-- > 0;) {
            if (zones_[i].kind != ZoneKind::chat_line) continue;
            if (!goes_on_.contains(i)) return;
            if (zones_[i].owner == ZoneOwner::other) zones_[i].owner = ZoneOwner::unknown;
        }
    }

    std::optional<Zone> take_chat(std::size_t i) {
        std::string speaker;
        const auto& line = lines_[i];
        const bool digit =
            !line.text.empty() && (line.text.front() == U'[' ||
                                   (line.text.front() >= U'0' && line.text.front() <= U'9'));
        if (digit && RE2::PartialMatch(plain_line(line.text), chat_pattern(), &speaker))
            return chat_of(std::string(base::trim_ascii(speaker)));
        if (const auto pasted = pasted_.find(i); pasted != pasted_.end())
            return chat_of(pasted->second);
        const bool goes_on = i > 0 && zones_[i - 1].kind == ZoneKind::chat_line &&
                             !lines_[i - 1].blank() && !pasted_.contains(i - 1);
        if (!goes_on) return std::nullopt;
        goes_on_.insert(i);
        return zones_[i - 1];
    }

    // "Insta id - x" is a row of the form as well.
    static bool is_row(std::u32string_view text) {
        constexpr std::size_t longest_label = 25, longest_row = 60;
        return text.size() <= longest_row && text.find(U" - ") <= longest_label;
    }

    std::optional<Zone> take_form(std::size_t i) {
        const Line& line = lines_[i];
        const auto colon = line.text.find(U':');
        constexpr std::size_t longest_label = 40;
        const bool labelled = colon != std::u32string_view::npos && colon < longest_label;
        heads_section_ = false;
        if (!labelled) {
            if (!is_row(line.text)) section_.reset();
            return std::nullopt;
        }
        const auto label = base::to_utf8(trim(line.text.substr(0, colon)));
        const Range head{line.tokens.first,
                         passage_.token_at(passage_.text().find(U':', line.start))};
        Zone zone;
        zone.kind = ZoneKind::form_line;
        zone.owner_name = label;
        if (passage_.has("form.accused", head))
            zone.owner = ZoneOwner::other;
        else if (passage_.has("form.witness", head))
            zone.owner = ZoneOwner::unknown;
        else if (passage_.has("form.complainant", head))
            zone.owner = ZoneOwner::writer;
        else if (passage_.has("form.label", head))
            zone.owner = section_.value_or(ZoneOwner::writer);
        else {
            // "My details:" begins another section.
            if (colon + 1 == line.text.size()) section_.reset();
            return std::nullopt;
        }
        section_ = zone.owner;
        heads_section_ = zone.owner == ZoneOwner::other && colon + 1 == line.text.size();
        signature_ = false;
        return zone;
    }

    void settle_blank_lines() {
        for (std::size_t i = 1; i < lines_.size(); ++i) {
            if (lines_[i].blank()) zones_[i] = zones_[i - 1];
        }
    }

    std::vector<Zone> merge() {
        std::vector<Zone> out;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            Zone zone = zones_[i];
            zone.span = {passage_.where(), static_cast<std::uint32_t>(lines_[i].start),
                         static_cast<std::uint32_t>(lines_[i].end)};
            const bool same = !out.empty() && out.back().kind == zone.kind &&
                              out.back().owner == zone.owner &&
                              out.back().owner_name == zone.owner_name &&
                              out.back().owner_address == zone.owner_address;
            if (same)
                out.back().span.end = zone.span.end;
            else
                out.push_back(std::move(zone));
        }
        return out;
    }

    const Passage& passage_;
    const Sender& sender_;
    std::vector<Line> lines_;
    std::vector<Zone> zones_;  // one per line
    Zone quoted_;
    Reach reach_ = Reach::marked_lines;
    bool signature_ = false;
    std::optional<ZoneOwner> section_;
    bool heads_section_ = false;  // "Suspect details:", and nothing behind it
    std::set<std::string> speakers_;
    std::set<std::size_t> goes_on_;  // lines of a chat without a speaker of their own
    std::map<std::size_t, std::string> pasted_;  // of a line: who speaks
};

}  // namespace

std::vector<Zone> find_zones(const Passage& passage, const Sender& sender) {
    if (passage.where() == Where::subject) {
        if (passage.text().empty()) return {};
        return {{ZoneKind::fresh,
                 {Where::subject, 0, static_cast<std::uint32_t>(passage.text().size())},
                 ZoneOwner::writer,
                 "",
                 ""}};
    }
    return ZoneFinder(passage, sender).find();
}

}  // namespace understanding
