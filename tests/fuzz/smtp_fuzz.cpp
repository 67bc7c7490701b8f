// An SMTP server that says anything, hangs up and falls silent anywhere. First octet:
// PIPELINING or not; then what happens, parted by NUL: \1 closed, \2 silent, \3 a write fails,
// \4 octets that come early, else octets.
#include "delivery/dialogue.h"
#include "fuzz_input.h"

namespace {

using namespace delivery;

std::string_view take(std::string_view& script) {
    const std::size_t end = script.find('\0');
    const std::string_view what = script.substr(0, end);
    script.remove_prefix(end == std::string_view::npos ? script.size() : end + 1);
    return what;
}

Event happen(const Action& action, std::string_view& script) {
    const bool write = action.kind == Action::Kind::write;
    const bool glance = action.kind == Action::Kind::glance;
    const char sign = script.empty() ? '\2' : script.front();
    if (write && sign != '\3') return Event(Event::Kind::written);
    if (glance && sign != '\4' && sign != '\1') return Event(Event::Kind::nothing);
    std::string_view what = take(script);
    if (write) return Event(Event::Kind::write_failed);
    if (sign == '\1') return Event(Event::Kind::closed);
    if (what.empty() || sign == '\2' || sign == '\3') return Event(Event::Kind::timed_out);
    if (sign == '\4') what.remove_prefix(1);
    return Event(Event::Kind::heard, std::string(what));
}

// True where the final dot was handed out.
bool run(Dialogue& dialogue, Action action, std::string_view& script) {
    bool dot = false;
    for (int steps = 0; action.kind != Action::Kind::done; ++steps) {
        fuzz::require(steps < 100'000);
        fuzz::require(!dot ||
                      action.kind != Action::Kind::write);  // nothing in flight at the dot
        dot = dot || (action.kind == Action::Kind::write && action.octets == ".\r\n");
        action = dialogue.next(happen(action, script));
    }
    return dot;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1) return 0;
    std::string_view script = fuzz::text(data + 1, size - 1);
    Dialogue dialogue("me.example");
    std::string_view hello = data[0] % 2 == 0 ? std::string_view("250 x\r\n")
                                              : std::string_view("250-x\r\n250 PIPELINING\r\n");
    run(dialogue, dialogue.greet(), hello);
    fuzz::require(dialogue.usable());
    for (int letter = 0; letter < 3 && dialogue.usable(); ++letter) {
        const bool dot =
            run(dialogue, dialogue.begin("f@x.example", "t@y.example", "a: b\r\n\r\n.\r\n"),
                script);
        const Attempt& attempt = dialogue.attempt();
        fuzz::require(attempt.dot_may_have_left == dot);
        const auto outcome = classify(attempt);
        if (outcome == outbox::Outcome::accepted) fuzz::require(dot && attempt.code / 100 == 2);
        if (outcome == outbox::Outcome::uncertain) fuzz::require(dot && !dialogue.usable());
        if (dot && outcome == outbox::Outcome::refused) fuzz::require(attempt.code / 100 == 5);
    }
    return 0;
}
