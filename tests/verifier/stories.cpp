#include "verifier/stories.h"

#include <fmt/format.h>

#include "base/sha256.h"

namespace stories {
namespace {

using base::AuditEvent;
using Attrs = std::map<std::string, base::AuditValue>;

class Life {
  public:
    Life(Random& random, std::int64_t n)
        : random_(random), n_(n), id_(base::sha256(fmt::format("case {}", n)).substr(0, 16)) {
        station_ = fmt::format("kl.st{:03}", draw(300));
    }

    std::vector<base::AuditNote> tell() {
        add(AuditEvent::received, "daemon",
            {{"mail", hash("mail")},
             {"sealed", hash("sealed")},
             {"size_log2", std::int64_t{12}},
             {"folder", "INBOX"},
             {"uidvalidity", std::int64_t{7}},
             {"uid", n_},
             {"day", "2026-11-22"}});
        for (std::int64_t attempt = 1; attempt == 1 || one_in(30); ++attempt)
            add(AuditEvent::reading, "daemon", {{"attempt", attempt}});
        if (one_in(25)) return set_aside();
        if (one_in(20)) return answered();
        route();
        letter("station");
        if (one_in(2)) acknowledge();
        add(AuditEvent::filed, "daemon", {{"folder", "Aparajita/Done"}, {"uid", n_}});
        if (!one_in(4)) confirm();
        if (one_in(10)) read_by_a_person();
        return std::move(notes_);
    }

  private:
    std::size_t draw(std::size_t below) { return random_() % below; }
    bool one_in(std::size_t n) { return draw(n) == 0; }
    std::string hash(const char* of) const {
        return base::sha256_hex(fmt::format("{} {}", of, n_));
    }
    void add(AuditEvent event, const std::string& actor, Attrs attrs,
             const std::string& station = "") {
        base::AuditNote note{event, actor, base::CaseId(id_), std::nullopt, std::move(attrs)};
        if (!station.empty()) note.station = base::StationId(station);
        notes_.push_back(std::move(note));
    }
    std::string officer() const { return "officer:" + station_; }
    std::int64_t next_letter() { return n_ * 8 + letters_++; }

    void letter(const std::string& kind) {
        const std::int64_t id = next_letter();
        const std::string to = kind == "station" ? station_ : "desk.triage";
        Attrs of{{"letter", id}, {"kind", kind}, {"recipient", to}};
        const auto with = [&of](Attrs more) {
            more.insert(of.begin(), of.end());
            return more;
        };
        add(AuditEvent::letter_queued, "daemon",
            with({{"hash", hash("letter")}, {"size", std::int64_t{4096}}}), station_);
        std::int64_t n = 1;
        for (; one_in(8); ++n) {
            add(AuditEvent::attempt, "daemon", with({{"n", n}}), station_);
            add(one_in(3) ? AuditEvent::uncertain : AuditEvent::deferred, "daemon",
                with({{"n", n}, {"stage", "dot"}}), station_);
        }
        add(AuditEvent::attempt, "daemon", with({{"n", n}}), station_);
        add(AuditEvent::accepted, "daemon", with({{"n", n}, {"code", std::int64_t{250}}}),
            station_);
    }
    void route() {
        add(AuditEvent::routed, "daemon",
            {{"action", "forward"},
             {"reason", "residence"},
             {"score", std::int64_t{100000}},
             {"lead", std::int64_t{65000}},
             {"rules", hash("rules")},
             {"evidence", "residence"},
             {"kind", "complaint"},
             {"category", "blackmail"},
             {"urgent", std::int64_t{0}},
             {"child", "no"}},
            station_);
        add(AuditEvent::redacted, "daemon",
            {{"destination", "station"},
             {"policy", "0123456789ab"},
             {"masked", static_cast<std::int64_t>(draw(9))},
             {"dropped", std::int64_t{0}},
             {"kept", std::int64_t{1}},
             {"banded", std::int64_t{0}},
             {"complete", std::int64_t{1}}});
    }
    void acknowledge() {
        const std::int64_t id = next_letter();
        if (one_in(6)) {
            add(AuditEvent::acknowledged, "daemon", {{"letter", id}, {"language", "ml"}});
            add(AuditEvent::deferred, "daemon",
                {{"letter", id}, {"kind", "acknowledgement"}, {"recipient", "complainant"}});
        }
        add(AuditEvent::acknowledged, "daemon", {{"letter", id}, {"language", "ml"}});
    }
    std::vector<base::AuditNote> set_aside() {
        add(AuditEvent::quarantined, "daemon",
            {{"reason", "too_deep"}, {"attempts", std::int64_t{1}}});
        letter("notice");
        add(AuditEvent::filed, "daemon", {{"folder", "Aparajita/Attention"}, {"uid", n_}});
        return std::move(notes_);
    }
    std::vector<base::AuditNote> answered() {
        add(AuditEvent::recorded, "daemon", {{"kind", "bounce"}});
        add(AuditEvent::filed, "daemon", {{"folder", "Aparajita/Done"}, {"uid", n_}});
        return std::move(notes_);
    }
    void confirm() {
        add(AuditEvent::confirmed, officer(), {{"letter", n_ * 8}}, station_);
        if (one_in(5)) {
            add(AuditEvent::contact_withheld, officer(), {{"reason", "no_number"}}, station_);
            return;
        }
        add(AuditEvent::contact_released, officer(),
            {{"letter", n_ * 8 + letters_}, {"mask", "PHONE-K7Q2"}}, station_);
        letter("contact");
        if (one_in(4)) reveal();
    }
    void reveal() {
        const bool child = one_in(3);
        const Attrs of{{"reveal", n_}, {"mask", "PERSON-2AB7"}, {"reason", "her_wish"}};
        const auto with = [&of](Attrs more) {
            more.insert(of.begin(), of.end());
            return more;
        };
        const std::int64_t needed = child ? 2 : 1;
        add(AuditEvent::reveal_asked, officer(), with({{"needed", needed}}), station_);
        if (one_in(4)) return add(AuditEvent::reveal_expired, "daemon", of, station_);
        for (std::int64_t i = 1; i <= needed; ++i) {
            add(AuditEvent::reveal_approved, fmt::format("desk:approver.{}", i),
                with({{"n", i}, {"needed", needed}}), station_);
        }
        add(AuditEvent::reveal_sent, "daemon", with({{"letter", n_ * 8 + letters_}}), station_);
        letter("reveal");
    }
    void read_by_a_person() {
        add(AuditEvent::read_case, "admin:1000", {{"how", "audit_show"}});
        if (one_in(3))
            add(AuditEvent::original_opened, "admin:1000", {{"order", "CR-112/2026"}});
    }

    Random& random_;
    std::int64_t n_;
    std::int64_t letters_ = 0;
    std::string id_, station_;
    std::vector<base::AuditNote> notes_;
};

}  // namespace

std::vector<base::AuditNote> draw_case(Random& random, std::int64_t n) {
    return Life(random, n).tell();
}

std::vector<base::AuditNote> draw_trail(Random& random, int cases) {
    struct Told {
        std::vector<base::AuditNote> notes;
        std::size_t next = 0;
    };
    std::vector<Told> lives;
    std::size_t left = 0;
    for (int n = 1; n <= cases; ++n) {
        lives.push_back({draw_case(random, n), 0});
        left += lives.back().notes.size();
    }
    std::vector<base::AuditNote> trail;
    for (; left > 0; --left) {
        Told* told = &lives[random() % lives.size()];
        while (told->next == told->notes.size()) told = &lives[random() % lives.size()];
        trail.push_back(told->notes[told->next++]);
    }
    return trail;
}

}  // namespace stories
