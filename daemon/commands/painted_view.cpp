#include "commands/painted_view.h"

#include <array>

#include "base/text.h"

namespace commands {
namespace {

using redaction::Action;
using redaction::RenderedSpan;
using understanding::ExaminedText;
using understanding::Where;

std::string written(const ExaminedText& text, std::size_t from, std::size_t to) {
    std::string out;
    for (const char32_t c : std::u32string_view(text.text).substr(from, to - from)) {
        if (c != U'\r') base::append_utf8(out, c);
    }
    return out;
}

std::string shown(const ExaminedText& text, const RenderedSpan& span) {
    switch (span.action) {
        case Action::keep:
            return written(text, span.span.start, span.span.end);
        case Action::band:
            return "[" + std::string(redaction::name_of(span.type)) + " " + span.token + "]";
        case Action::mask:
        case Action::drop:
        case Action::count:
            return span.token;
    }
    return span.token;
}

// Walks the body and the texts it was made of side by side.
class Cutter {
  public:
    explicit Cutter(const std::string& body) : body_(body) {}

    // False when the body does not go on so: then the rest stays in one piece.
    bool take(const std::string& text, std::optional<Action> action) {
        if (body_.compare(at_, text.size(), text) != 0) return false;
        if (!text.empty()) pieces_.push_back({text, action});
        at_ += text.size();
        return true;
    }

    bool take_text(const ExaminedText& text, const std::vector<RenderedSpan>& spans) {
        std::size_t at = 0;
        for (const auto& span : spans) {
            if (span.span.where != text.where) continue;
            const bool fits = take(written(text, at, span.span.start), std::nullopt) &&
                              take(shown(text, span), span.action);
            if (!fits) return false;
            at = span.span.end;
        }
        return take(written(text, at, text.text.size()), std::nullopt);
    }

    std::vector<Piece> finish() {
        if (at_ < body_.size()) pieces_.push_back({body_.substr(at_), std::nullopt});
        return std::move(pieces_);
    }

  private:
    const std::string& body_;
    std::size_t at_ = 0;
    std::vector<Piece> pieces_;
};

}  // namespace

std::vector<Piece> pieces_of(const redaction::RedactedMail& view,
                             const understanding::Facts& facts) {
    Cutter cutter(view.body());
    for (const auto where : {Where::subject, Where::text, Where::html}) {
        const auto* text = facts.text_of(where);
        if (text == nullptr) continue;
        if (where == Where::html) cutter.take("\n\n----- HTML -----\n\n", std::nullopt);
        if (!cutter.take_text(*text, view.spans())) break;
        if (where == Where::subject) cutter.take("\n\n", std::nullopt);
    }
    return cutter.finish();
}

}  // namespace commands
