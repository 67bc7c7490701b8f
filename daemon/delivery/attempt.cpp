#include "delivery/attempt.h"

namespace delivery {

using outbox::Outcome;

std::string_view name_of(Stage stage) {
    switch (stage) {
        case Stage::connect:
            return "connect";
        case Stage::greeting:
            return "greeting";
        case Stage::ehlo:
            return "ehlo";
        case Stage::auth:
            return "auth";
        case Stage::mail:
            return "mail";
        case Stage::rcpt:
            return "rcpt";
        case Stage::data:
            return "data";
        case Stage::dot:
            return "dot";
    }
    return "";
}

namespace {

// Whether a refusal for good is about this letter. Before MAIL it is about us and our relay,
// and so is "you are not logged in" (RFC 4954 6) whenever it comes; a full mailbox (RFC 3463
// x.2.2) is emptied by somebody.
bool concerns_letter(const Attempt& attempt) {
    if (attempt.stage < Stage::mail) return false;
    if (attempt.code == 530 || attempt.code == 534 || attempt.code == 535 ||
        attempt.code == 538)
        return false;
    return attempt.enhanced != "5.2.2";
}

}  // namespace

Outcome classify(const Attempt& attempt) {
    const int kind = attempt.ending == Ending::replied ? attempt.code / 100 : 0;
    if (kind == 2 && attempt.stage == Stage::dot && attempt.dot_may_have_left)
        return Outcome::accepted;
    if (kind == 4) return Outcome::try_later;
    if (kind == 5) return concerns_letter(attempt) ? Outcome::refused : Outcome::try_later;
    return attempt.dot_may_have_left ? Outcome::uncertain : Outcome::try_later;
}

}  // namespace delivery
