#include <fmt/format.h>

#include "ledger/ledger.h"
#include "outbox/outbox.h"
#include "pipeline/clock.h"
#include "pipeline/findings.h"
#include "pipeline/rule_set.h"
#include "pipeline/signed_rules.h"
#include "pipeline/troubles.h"

namespace pipeline {
namespace {

// A sound set that is not the active one: nobody has reloaded it, or the reload was refused.
Finding not_active(const std::string& sha256, store::ReadOnly* state) {
    const auto refused = state != nullptr ? ledger::was_refused(*state, sha256) : false;
    if (refused && *refused)
        return warning("rules",
                       "the reload of those on disk was refused: they move too many past cases",
                       "aparajita replay --rules DIR lists them; reference.md of the rules says "
                       "how to accept");
    return warning("rules", "those on disk are not the active ones",
                   "systemctl reload aparajita; the journal says if they are refused");
}

void look_at_rules(Findings& all, const settings::Settings& settings, const std::string& active,
                   store::ReadOnly* state) {
    auto files = read_rule_files(settings);
    if (!files) {
        all.push_back(problem("rules", files.error()));
        return;
    }
    auto loaded = load_rule_set(*files, settings);
    const std::size_t mistakes =
        check_signatures(*files, settings, read_clock().now, std::nullopt).size() +
        (!loaded ? loaded.error().size() : run_examples(*loaded->rules).size());
    if (mistakes > 0) {
        all.push_back(problem(
            "rules", fmt::format("{} mistakes; the last good set stays active", mistakes),
            "aparajita check names each", base::FailureKind::text));
    } else if (!active.empty() && active != fingerprint(*files)) {
        all.push_back(not_active(fingerprint(*files), state));
    } else {
        all.push_back(
            fine("rules", fmt::format("{} stations", loaded->rules->book.stations().size())));
    }
    if (settings.canary_every_minutes && loaded &&
        loaded->rules->book.station(base::StationId(settings.canary_station)) == nullptr)
        all.push_back(problem("canary", "the rules know no station of that name",
                              "add the test station of canary.station to the rules"));
}

void look_at_canary(Findings& all, const settings::Settings& settings, store::ReadOnly& state) {
    if (!settings.canary_every_minutes) {
        all.push_back(
            warning("canary", "no test mail is sent",
                    "add 'canary: {every_minutes: 15, station: ID}': nothing else sees "
                    "that the whole line works"));
        return;
    }
    const auto came = outbox::last_accepted(state, "drill", settings.canary_station);
    if (!came || !came.value()) {
        all.push_back(problem("canary", "the test mail has never come through",
                              "start the daemon and wait two periods",
                              base::FailureKind::temporary));
        return;
    }
    const auto minutes =
        std::chrono::duration_cast<std::chrono::minutes>(read_clock().now - *came.value())
            .count();
    const std::string sentence = fmt::format("came through {} minutes ago", minutes);
    if (minutes > 2 * *settings.canary_every_minutes) {
        all.push_back(problem("canary", sentence,
                              "look for the test mail in Junk and at the "
                              "provider",
                              base::FailureKind::temporary));
    } else {
        all.push_back(fine("canary", sentence));
    }
}

void look_at_open_troubles(Findings& all, store::ReadOnly& state) {
    const auto open = ledger::open_troubles(state);
    if (!open) return;
    for (const auto& row : open.value()) {
        const auto trouble = trouble_named(row.kind);
        if (!trouble) continue;
        const auto& text = text_of(*trouble);
        all.push_back(problem("alarm " + row.kind, std::string(text.what),
                              std::string(text.to_do), base::FailureKind::temporary));
    }
    if (open->empty()) all.push_back(fine("alarms", "none is open"));
}

void look_at_letters(Findings& all, store::ReadOnly& state) {
    const auto oldest = outbox::oldest_waiting(state);
    if (!oldest) return;
    if (!oldest.value()) {
        all.push_back(fine("letters", "none waits"));
        return;
    }
    const auto minutes =
        std::chrono::duration_cast<std::chrono::minutes>(read_clock().now - *oldest.value())
            .count();
    const std::string sentence = fmt::format("the oldest waits for {} minutes", minutes);
    all.push_back(minutes < 60 ? fine("letters", sentence)
                               : warning("letters", sentence, "aparajita queue list"));
}

}  // namespace

void look_at_database(Findings& all, const settings::Settings& settings) {
    auto state = store::ReadOnly::open(settings.state, store::File::state);
    if (!state) {
        all.push_back(problem("database", state.error()));
        look_at_rules(all, settings, "", nullptr);
        return;
    }
    const auto active = ledger::last_good_rules(**state);
    look_at_rules(all, settings, active && active.value() ? active.value()->sha256 : "",
                  state->get());
    look_at_canary(all, settings, **state);
    look_at_letters(all, **state);
    look_at_open_troubles(all, **state);
}

void look_at_settings(Findings& all, const settings::Settings& settings) {
    if (!settings.mailbox.expunge_done_after) {
        all.push_back(
            warning("readable copies",
                    "every complaint stays readable in the Done folder at the provider",
                    "set mailbox.expunge_done_after: 72h; sealing protects little while "
                    "the mail itself lies there"));
    } else {
        all.push_back(fine("readable copies", "go from Done once a station has confirmed"));
    }
    if (settings.alarm_mail.empty() && settings.alarm_command.empty()) {
        all.push_back(warning("alarm channels", "nobody is told when something breaks",
                              "set alarms.mail and alarms.command"));
    } else if (settings.alarm_command.empty()) {
        all.push_back(warning("alarm channels", "mail only",
                              "set alarms.command: when the relay is down no mail leaves"));
    } else {
        all.push_back(fine("alarm channels", "set"));
    }
    all.push_back(settings.mode == settings::Mode::live
                      ? fine("mode", "live")
                      : warning("mode", "rehearsal: only reserved domains get mail",
                                "set 'mode: live' when stations shall get letters"));
}

}  // namespace pipeline
