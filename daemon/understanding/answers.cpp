#include "understanding/answers.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace understanding {

namespace {

enum class Argument { none, wanted };

struct AnswerWord {
    std::string_view list;
    std::string_view word;
    Argument argument;
    std::string_view tap;  // the verb of its tap address, may be empty
};

// The closed list; longer phrases win over shorter ones.
constexpr std::array<AnswerWord, 25> answers{{
    {"answer.received", "RECEIVED", Argument::none, "received"},
    {"answer.called_talked", "CALLED TALKED", Argument::none, "talked"},
    {"answer.called_no_answer", "CALLED NO ANSWER", Argument::none, "noanswer"},
    {"answer.called_not_safe", "CALLED NOT SAFE", Argument::none, "notsafe"},
    {"answer.called_wrong_number", "CALLED WRONG NUMBER", Argument::none, "wrong"},
    {"answer.safe_mail", "SAFE MAIL", Argument::none, "safemail"},
    {"answer.unsafe_mail", "UNSAFE MAIL", Argument::none, "unsafemail"},
    {"answer.signed", "SIGNED", Argument::none, "signed"},
    {"answer.not_ours", "NOT OURS", Argument::wanted, "notours"},
    {"answer.note", "NOTE", Argument::wanted, ""},
    {"answer.ask", "ASK", Argument::wanted, ""},
    {"answer.identified", "IDENTIFIED", Argument::wanted, ""},
    {"answer.wish_yes", "WISH YES", Argument::wanted, ""},
    {"answer.wish_no", "WISH NO", Argument::wanted, ""},
    {"answer.wish_later", "WISH LATER", Argument::wanted, ""},
    {"answer.assist", "ASSIST", Argument::wanted, ""},
    {"answer.reveal", "REVEAL", Argument::wanted, ""},
    {"answer.fir", "FIR", Argument::wanted, ""},
    {"answer.closed", "CLOSED", Argument::wanted, ""},
    {"answer.route", "ROUTE", Argument::wanted, ""},
    {"answer.hold", "HOLD", Argument::wanted, ""},
    {"answer.spam", "SPAM", Argument::none, "spam"},
    {"answer.same_as", "SAME AS", Argument::wanted, ""},
    {"answer.approve", "APPROVE", Argument::none, "approve"},
    {"answer.refuse", "REFUSE", Argument::none, "refuse"},
}};

struct FirstLine {
    const Passage* passage = nullptr;
    Range tokens;
    std::size_t below = 0;  // words of the writer's own text under it
};

bool is_written_here(const Zone& zone) {
    return zone.kind == ZoneKind::fresh || zone.kind == ZoneKind::signature ||
           zone.kind == ZoneKind::form_line;
}

FirstLine first_line_of(const Passage& passage) {
    FirstLine line{&passage, {}, 0};
    bool ended = false;
    for (std::size_t t = 0; t < passage.tokens().size(); ++t) {
        const Zone& zone = passage.zone_of(t);
        if (!is_written_here(zone)) {
            ended = ended || line.tokens.last > 0;
            continue;
        }
        if (ended) {
            line.below += zone.kind == ZoneKind::signature ? 0U : 1U;
            continue;
        }
        if (line.tokens.last == 0) line.tokens.first = t;
        line.tokens.last = t + 1;
        ended = passage.gap_after(t).find(U'\n') != std::u32string_view::npos;
    }
    return line;
}

// A command stands in a text/plain part (promises.md 5.6); a word of hers wherever she wrote
// it.
enum class LookIn { plain_text, any_text };

std::optional<FirstLine> first_line(const std::vector<Passage>& passages, LookIn look_in) {
    for (const auto& passage : passages) {
        if (passage.where() == Where::subject) continue;
        if (look_in == LookIn::plain_text && passage.where() != Where::text) continue;
        const FirstLine line = first_line_of(passage);
        if (line.tokens.last > 0) return line;
    }
    return std::nullopt;
}

std::string rest_of_line(const Passage& p, Range line, std::size_t from) {
    if (from >= line.last) return {};
    const Span span = p.span_of({from, line.last});
    auto end = p.text().find(U'\n', span.start);
    if (end == std::u32string::npos) end = p.text().size();
    const auto rest =
        base::to_utf8(std::u32string_view(p.text()).substr(span.start, end - span.start));
    return std::string(base::trim_ascii(rest));
}

std::optional<std::string> answer_on(const FirstLine& line) {
    const Passage& p = *line.passage;
    std::optional<std::string> best;
    std::size_t longest = 0;
    const auto consider = [&](const AnswerWord& answer) {
        const Range* hit = p.hit_in(answer.list, line.tokens);
        if (hit == nullptr || hit->first != line.tokens.first ||
            hit->last <= line.tokens.first + longest)
            return;
        std::size_t after = hit->last;
        if (answer.argument == Argument::none) {
            while (after < line.tokens.last && p.has("answer.polite", {after, after + 1}))
                ++after;
            if (after < line.tokens.last) return;
            best = answer.word;
        } else {
            const auto rest = rest_of_line(p, line.tokens, after);
            best =
                rest.empty() ? std::string(answer.word) : std::string(answer.word) + " " + rest;
        }
        longest = hit->last - line.tokens.first;
    };
    for (const auto& answer : answers) consider(answer);
    return best;
}

}  // namespace

const std::vector<std::string_view>& answer_lists() {
    static const auto lists = [] {
        std::vector<std::string_view> out{"answer.polite"};
        for (const auto& answer : answers) out.push_back(answer.list);
        return out;
    }();
    return lists;
}

std::optional<std::string> find_answer(const std::vector<Passage>& passages,
                                       const std::string& verb) {
    const auto tapped = [&](const AnswerWord& answer) {
        return !verb.empty() && answer.tap == verb;
    };
    for (const auto& answer : answers) {
        if (tapped(answer)) return std::string(answer.word);
    }
    const auto line = first_line(passages, LookIn::plain_text);
    return line ? answer_on(*line) : std::nullopt;
}

std::optional<MailKind> find_request(const std::vector<Passage>& passages) {
    const auto line = first_line(passages, LookIn::any_text);
    constexpr std::size_t most_below = 8;
    if (!line || line->below > most_below) return std::nullopt;
    const Passage& p = *line->passage;
    const auto is_line = [&](std::string_view list) {
        const Range* hit = p.hit_in(list, line->tokens);
        return hit != nullptr && hit->first == line->tokens.first &&
               hit->last == line->tokens.last;
    };
    if (is_line("kind.stop")) return MailKind::stop;
    if (is_line("kind.status")) return MailKind::status_request;
    return std::nullopt;
}

}  // namespace understanding
