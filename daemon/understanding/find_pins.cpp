#include <algorithm>

#include "base/text.h"
#include "understanding/find_places.h"
#include "understanding/place_role.h"

namespace understanding {
namespace {

bool is_digits(const Passage& p, std::size_t token, std::size_t length) {
    const auto& t = p.tokens()[token];
    return t.kind == TokenKind::digits && t.end - t.start == length;
}

}  // namespace

std::vector<PinMention> find_pins(const Passage& p, const std::vector<PlaceMention>& places,
                                  const Sender& sender) {
    std::vector<PinMention> out;
    const std::vector<bool> none(p.tokens().size() + 1);
    for (std::size_t t = 0; t < p.tokens().size(); ++t) {
        Range number{t, t + 1};
        const bool split = t + 1 < p.tokens().size() && is_digits(p, t, 3) &&
                           is_digits(p, t + 1, 3) && p.gap_after(t) == U" ";
        if (!split && !is_digits(p, t, 6)) continue;
        if (split) number.last = t + 2;
        if (p.token_text(t).front() == U'0' || p.has("place.not_pin", p.clause_of(t))) continue;
        const Span span = p.span_of(number);
        constexpr std::uint32_t close = 12;
        const bool after_place =
            std::any_of(places.begin(), places.end(), [&](const PlaceMention& place) {
                return place.span.where == span.where && place.span.end <= span.start &&
                       span.start - place.span.end <= close;
            });
        if (!after_place && !p.has("place.address", p.sentence_of(t))) continue;
        PinMention pin;
        pin.span = span;
        for (std::size_t k = number.first; k < number.last; ++k)
            pin.pin += base::to_utf8(p.token_text(k));
        pin.role = find_role(p, number, {}, none, sender).role;
        out.push_back(std::move(pin));
        t = number.last - 1;
    }
    return out;
}

}  // namespace understanding
