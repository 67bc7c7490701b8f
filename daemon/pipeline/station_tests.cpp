#include "pipeline/station_tests.h"

#include <fmt/format.h>

#include "ledger/drills.h"
#include "outbox/message_id.h"
#include "pipeline/write_letters.h"

namespace pipeline {
namespace {

using base::RecipientId;
using letter::LetterKind;

constexpr std::string_view prefix = "canary.";

const char* const test_text =
    "This is a test letter of the program that sends complaints to this station. The mailbox "
    "sends it back by itself. Nobody needs to do anything with it.\n\n"
    "If you can read this, the rule that sends it back is missing: tell the women cell.\n";

base::Result<PlanLetter> write_one(const AnswerDesk& desk, const letter::Envelope& envelope,
                                   const std::string& cause, const std::string& subject,
                                   const std::string& text) {
    auto written = letter::write_service_letter(envelope, subject, text);
    if (!written) return written.error();
    return PlanLetter{base::CaseId(), desk.keys.vault,
                      PlannedLetter{std::move(*written), cause, "", false}};
}

base::Result<void> tell_desk(const AnswerDesk& desk, const std::string& before,
                             const std::vector<RecipientId>& missing,
                             std::vector<PlanLetter>& letters) {
    std::string text = fmt::format(
        "The test letters of {} to these stations did not come back. A complaint may be thrown "
        "away there in the same way: call the station, and ask whether its letters of the last "
        "days are there.\n\n",
        before);
    for (const auto& id : missing) {
        const auto station = tested_station(id);
        const auto* known = station ? desk.rules.book.station(*station) : nullptr;
        if (known != nullptr) text += fmt::format("{}  {}\n", station->str(), known->name);
    }
    const std::string cause = ledger::cause_of_tests(before);
    auto envelope =
        envelope_of({LetterKind::notice, RecipientId("desk.triage"), cause, desk.now},
                    desk.rules, desk.settings, desk.keys.message_id);
    if (!envelope) return envelope.error();
    auto told =
        write_one(desk, *envelope, cause,
                  fmt::format("Test letters that did not come back: {}", missing.size()), text);
    if (!told) return told.error();
    letters.push_back(std::move(*told));
    return {};
}

base::Result<void> write_test(const AnswerDesk& desk, const routing::Station& station,
                              const std::string& day, std::vector<PlanLetter>& letters) {
    const std::string cause = ledger::cause_of_tests(day);
    auto envelope =
        envelope_of({LetterKind::drill, RecipientId(station.id.str()), cause, desk.now},
                    desk.rules, desk.settings, desk.keys.message_id);
    if (!envelope) return envelope.error();
    // A recipient of its own, so that no answer to it is taken for an officer's.
    envelope->recipient = tested_recipient(station.id);
    envelope->message_id =
        outbox::message_id(desk.keys.message_id, cause, std::string(name_of(LetterKind::drill)),
                           envelope->recipient, 0, envelope->from.domain());
    envelope->return_path = return_path_of(*envelope, desk.settings, desk.keys.message_id);
    auto test =
        write_one(desk, *envelope, cause, "[TEST " + day + "] comes back by itself", test_text);
    if (!test) return test.error();
    letters.push_back(std::move(*test));
    return {};
}

}  // namespace

RecipientId tested_recipient(const base::StationId& station) {
    return RecipientId(std::string(prefix) + station.str());
}

std::optional<base::StationId> tested_station(const RecipientId& recipient) {
    if (!recipient.str().starts_with(prefix)) return std::nullopt;
    return base::StationId(recipient.str().substr(prefix.size()));
}

base::Result<void> write_station_tests(const AnswerDesk& desk, const std::string& day,
                                       const std::optional<std::string>& before,
                                       std::vector<PlanLetter>& letters) {
    if (before) {
        auto missing = ledger::tests_not_returned(desk.state, *before);
        if (!missing) return missing.error();
        if (!missing->empty()) {
            if (auto told = tell_desk(desk, *before, *missing, letters); !told) return told;
        }
    }
    for (const auto& station : desk.rules.book.stations()) {
        if (!station.returns_tests || station.retired ||
            !settings::recipient_allowed(desk.settings, station.mailbox,
                                         settings::Audience::police))
            continue;
        if (auto done = write_test(desk, station, day, letters); !done) return done;
    }
    return {};
}

}  // namespace pipeline
