#include "pipeline/calendar_letters.h"

#include <algorithm>
#include <array>
#include <functional>

#include "clocks/digest.h"
#include "ledger/drills.h"
#include "pipeline/copies.h"
#include "pipeline/station_tests.h"
#include "pipeline/write_letters.h"

namespace pipeline {
namespace {

using base::Instant;
using base::RecipientId;
using clocks::Reader;
using letter::LetterKind;

constexpr const char* digest_mark = "digest_at";
constexpr const char* drill_mark = "drill_at";
constexpr const char* tests_mark = "station_tests_at";
constexpr std::chrono::days drill_shown{7};
constexpr std::chrono::days drill_open{28};

class Lists {
  public:
    Lists(const AnswerDesk& desk, const clocks::Policy& policy,
          const std::vector<cases::CaseLife>& lives)
        : desk_(desk), policy_(policy), lives_(lives) {}

    base::Result<void> write(Instant moment, std::vector<PlanLetter>& letters) {
        day_ = base::local_day(moment, desk_.settings.zone_offset);
        if (auto read = read_drill(); !read) return read;
        for (const auto& station : desk_.rules.book.stations()) {
            const Reader reader{RecipientId(station.id.str()), station.id.str(), ""};
            if (auto done = add(reader, letters); !done) return done;
        }
        for (const auto& desk : desk_.rules.book.desks()) {
            if (!is_of_district(desk)) continue;
            if (auto done = add({desk.id, "", desk.unit}, letters); !done) return done;
        }
        for (std::size_t i = 1; i <= desk_.settings.desk.oversight.size(); ++i) {
            const Reader reader{RecipientId("oversight." + std::to_string(i)), "", ""};
            if (auto done = add(reader, letters); !done) return done;
        }
        return {};
    }

  private:
    bool is_of_district(const routing::Desk& desk) const {
        const auto& names = policy_.chain.district;
        return std::any_of(names.begin(), names.end(), [&desk](const std::string& name) {
            return !desk.unit.empty() && desk.id.str() == name + "." + desk.unit;
        });
    }

    base::Result<void> read_drill() {
        auto drill = ledger::last_drill(desk_.state, desk_.now);
        if (!drill) return drill.error();
        if (!drill.value()) return {};
        const Instant over = drill.value()->at + policy_.drill.within;
        if (desk_.now > over && desk_.now < over + drill_shown)
            silent_ = std::move(drill.value()->unanswered);
        return {};
    }

    std::string name_of(const std::string& id) const {
        const auto* station = desk_.rules.book.station(base::StationId(id));
        return station != nullptr ? station->name : id;
    }

    std::vector<letter::DigestLine> lines(const Reader& reader,
                                          const std::vector<clocks::Listed>& list) const {
        std::vector<letter::DigestLine> out;
        for (const auto& one : list)
            out.push_back({one.number, reader.station.empty() ? name_of(one.station) : "",
                           one.since, one.urgent, one.clock});
        return out;
    }

    // Without those of which this mailbox must not know, under whatever id (clocks knows the
    // id).
    clocks::Digest list_for(const Reader& reader) const {
        const auto barred = [&](const cases::CaseLife& life) {
            return desk_.must_not_hear(life, reader.id);
        };
        if (std::none_of(lives_.begin(), lives_.end(), barred))
            return clocks::list_for(reader, lives_, desk_.now);
        auto readable = lives_;
        std::erase_if(readable, barred);
        return clocks::list_for(reader, readable, desk_.now);
    }

    static bool sees(const Reader& reader, const base::StationId& station) {
        return reader.unit.empty() || station.str().starts_with(reader.unit + ".");
    }

    void add_stations(const Reader& reader, letter::DigestSheet& sheet) const {
        if (!reader.station.empty()) return;
        for (const auto& station : desk_.rules.book.stations()) {
            if (!sees(reader, station.id) || station.retired) continue;
            if (desk_.rules.book.officers().staffing(station.id, desk_.today()) ==
                routing::Staffing::empty)
                sheet.empty_posts.push_back({{}, station.name, {}, false, ""});
        }
        for (const auto& station : silent_)
            if (sees(reader, station))
                sheet.drill_unanswered.push_back({{}, name_of(station.str()), {}, false, ""});
    }

    base::Result<void> add(const Reader& reader, std::vector<PlanLetter>& letters) const {
        const auto digest = list_for(reader);
        letter::DigestSheet sheet;
        sheet.day = day_;
        sheet.language = language_of(reader.id, desk_.rules);
        sheet.uncalled = lines(reader, digest.uncalled);
        sheet.unanswered = lines(reader, digest.unanswered);
        sheet.undecided = lines(reader, digest.undecided);
        sheet.late = lines(reader, digest.late);
        add_stations(reader, sheet);
        const bool is_oversight = reader.station.empty() && reader.unit.empty();
        const bool nothing =
            digest.is_empty() && sheet.empty_posts.empty() && sheet.drill_unanswered.empty();
        if (nothing && !is_oversight) return {};
        const std::string mailbox = desk_.mailbox(reader.id);
        // One mailbox out of bounds keeps nobody else's list back.
        if (!settings::recipient_allowed(desk_.settings, mailbox, settings::Audience::police))
            return {};
        const std::string cause = "service|digest|" + day_;
        auto envelope = envelope_of({LetterKind::digest, reader.id, cause, desk_.now},
                                    desk_.rules, desk_.settings, desk_.keys.message_id);
        if (!envelope) return envelope.error();
        auto written = letter::write_digest(desk_.rules.templates, *envelope, sheet);
        if (!written) return written.error();
        letters.push_back({base::CaseId(), desk_.keys.vault,
                           PlannedLetter{std::move(*written), cause, "", false}});
        return {};
    }

    const AnswerDesk& desk_;
    const clocks::Policy& policy_;
    const std::vector<cases::CaseLife>& lives_;
    std::string day_;
    std::vector<base::StationId> silent_;
};

base::Result<void> write_drill(const AnswerDesk& desk, const clocks::Policy& policy,
                               Instant moment, std::vector<PlanLetter>& letters) {
    const std::string month = base::local_day(moment, desk.settings.zone_offset).substr(0, 7);
    const std::string cause = ledger::cause_of_drill(month);
    for (const auto& station : desk.rules.book.stations()) {
        const RecipientId to(station.id.str());
        // The station of the test mails has drills of its own, every quarter of an hour.
        if (station.retired || station.id.str() == desk.settings.canary_station ||
            !settings::recipient_allowed(desk.settings, desk.mailbox(to),
                                         settings::Audience::police))
            continue;
        auto envelope = envelope_of({LetterKind::drill, to, cause, desk.now}, desk.rules,
                                    desk.settings, desk.keys.message_id);
        if (!envelope) return envelope.error();
        const letter::DrillSheet sheet{.answer = answer_to_us(desk, {}, *envelope),
                                       .month = month,
                                       .station_name = station.name,
                                       .due = desk.now + policy.drill.within};
        auto written = letter::write_drill(desk.rules.templates, *envelope, sheet);
        if (!written) return written.error();
        PlanLetter& letter = letters.emplace_back(
            PlanLetter{base::CaseId(), desk.keys.vault,
                       PlannedLetter{std::move(*written), cause, sheet.answer.token, false}});
        letter.planned.token_expires = desk.now + drill_open;
    }
    return {};
}

base::Result<void> write_tests(const AnswerDesk& desk, Instant moment,
                               std::vector<PlanLetter>& letters) {
    const auto day_of = [&desk](Instant at) {
        return base::local_day(at, desk.settings.zone_offset);
    };
    auto last = ledger::find_note(desk.state, tests_mark);
    if (!last) return last.error();
    std::optional<std::string> before;
    if (last.value()) before = day_of(base::from_unix(*last.value()));
    return write_station_tests(desk, day_of(moment), before, letters);
}

}  // namespace

base::Result<CalendarLetters> plan_calendar_letters(const AnswerDesk& desk,
                                                    const clocks::Policy& policy,
                                                    const std::vector<cases::CaseLife>& lives) {
    CalendarLetters plan;
    const base::Seconds zone = desk.settings.zone_offset;
    // Each once, when its moment has come; the mark notes that it went.
    using Write = std::function<base::Result<void>(Instant, std::vector<PlanLetter>&)>;
    struct Kind {
        const char* mark;
        std::optional<Instant> moment;
        Write write;
    };
    const std::array<Kind, 3> kinds{
        {{digest_mark, clocks::digest_moment(policy, zone, desk.now),
          [&](Instant at, auto& to) { return Lists(desk, policy, lives).write(at, to); }},
         {tests_mark, clocks::tests_moment(policy, zone, desk.now),
          [&](Instant at, auto& to) { return write_tests(desk, at, to); }},
         {drill_mark, clocks::drill_moment(policy, zone, desk.now),
          [&](Instant at, auto& to) { return write_drill(desk, policy, at, to); }}}};
    for (const auto& kind : kinds) {
        if (!kind.moment) continue;
        auto due = ledger::is_to_do(desk.state, kind.mark, *kind.moment);
        if (!due) return due.error();
        if (!*due) continue;
        if (auto done = kind.write(*kind.moment, plan.letters); !done) return done.error();
        plan.marks[kind.mark] = base::unix_seconds(*kind.moment);
    }
    return plan;
}

}  // namespace pipeline
