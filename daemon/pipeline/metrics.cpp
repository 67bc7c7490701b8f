#include "pipeline/metrics.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "pipeline/clock.h"
#include "pipeline/log.h"

namespace pipeline {
namespace {

base::Result<std::int64_t> number(store::ReadOnly& state, const std::string& question) {
    auto rows = state.query(question);
    if (!rows) return rows.error();
    return rows->empty() || rows->front().is_null(0) ? 0 : rows->front().whole(0);
}

struct Question {
    std::int64_t Figures::*into;
    const char* sql;
};

constexpr Question questions[] = {
    {&Figures::received, "SELECT count(*) FROM case_file WHERE coalesce(kind, '') <> 'canary'"},
    {&Figures::mails_waiting,
     "SELECT count(*) FROM mail WHERE state IN ('received', 'reading') AND role = 'first'"},
    {&Figures::quarantined, "SELECT count(*) FROM mail WHERE state = 'quarantined'"},
    {&Figures::forwarded,
     "SELECT count(*) FROM letter WHERE accepted_at IS NOT NULL AND kind IN ('station', "
     "'desk')"},
    {&Figures::held, "SELECT count(*) FROM letter WHERE state = 'held'"},
    {&Figures::late_cases, "SELECT count(*) FROM v1_case WHERE late"},
    {&Figures::queue_age_s,
     "SELECT max(0, CAST(strftime('%s', 'now') AS INTEGER) - min(queued_at)) FROM letter "
     "WHERE state IN ('queued', 'deferred')"},
    {&Figures::reader_deaths, "SELECT count(*) FROM audit_event WHERE kind = 'reader_died'"},
};

base::Result<Figures> gather(const std::filesystem::path& folder,
                             const std::string& canary_station) {
    auto state = store::ReadOnly::open(folder, store::File::state);
    if (!state) return state.error();
    Figures figures;
    for (const auto& question : questions) {
        auto value = number(**state, question.sql);
        if (!value) return value.error();
        figures.*question.into = *value;
    }
    for (const char* name : {"queued", "sending", "deferred", "sent", "refused", "held"})
        figures.letters[name] = 0;
    auto states = (*state)->query("SELECT state, count(*) FROM letter GROUP BY state");
    if (!states) return states.error();
    for (const auto& row : *states) figures.letters[row.text(0)] = row.whole(1);
    auto nightly = ledger::find_note(**state, "nightly_check_at");
    if (!nightly) return nightly.error();
    figures.nightly_check_at = *nightly;
    auto seen = (*state)->query(
        R"(SELECT k.ts FROM (SELECT size, ts FROM audit_checkpoint ORDER BY size DESC LIMIT 500) k
           JOIN letter l ON l.cause = 'checkpoint|' || k.size AND l.kind = 'checkpoint'
           WHERE l.accepted_at IS NOT NULL AND l.bounced_at IS NULL
           GROUP BY k.size HAVING count(*) >= 2 ORDER BY k.size DESC LIMIT 1)",
        {});
    if (!seen) return seen.error();
    if (!seen->empty()) figures.checkpoint_seen_at = seen->front().whole(0);
    auto came = outbox::last_accepted(**state, "drill", canary_station);
    if (!came) return came.error();
    if (*came) figures.canary_came_at = base::unix_seconds(**came);
    return figures;
}

// One family: its type, its help, its samples.
class Writer {
  public:
    void family(std::string_view name, std::string_view type, std::string_view help) {
        text_ += fmt::format("# TYPE aparajita_{} {}\n# HELP aparajita_{} {}\n", name, type,
                             name, help);
    }
    void sample(std::string_view name, std::int64_t value) {
        text_ += fmt::format("aparajita_{} {}\n", name, value);
    }
    void one(std::string_view name, std::string_view help, std::int64_t value) {
        family(name, "gauge", help);
        sample(name, value);
    }
    void count(std::string_view name, std::string_view help, std::int64_t value) {
        family(name, "counter", help);
        sample(std::string(name) + "_total", value);
    }
    void maybe(std::string_view name, std::string_view help, std::optional<bool> value) {
        family(name, "gauge", help);
        if (value) sample(name, *value ? 1 : 0);
    }
    std::string finish() { return std::move(text_) + "# EOF\n"; }

  private:
    std::string text_;
};

void write_alarms(Writer& out, const Figures& figures) {
    out.family("alarm", "gauge", "1 while the operators have been told of this trouble.");
    for (const auto& text : troubles()) {
        const bool open = std::find(figures.alarms.begin(), figures.alarms.end(), text.name) !=
                          figures.alarms.end();
        out.sample(fmt::format("alarm{{kind=\"{}\"}}", text.name), open ? 1 : 0);
    }
    out.one("alarms_open", "Troubles the operators have been told of and that have not ended.",
            static_cast<std::int64_t>(figures.alarms.size()));
}

}  // namespace

std::string to_openmetrics(const Figures& figures, std::int64_t now_s) {
    Writer out;
    out.count("mails_received", "Mails taken into custody; test mails are not counted.",
              figures.received);
    out.one("mails_waiting", "Mails in custody that are not decided yet.",
            figures.mails_waiting);
    out.one("mails_quarantined", "Mails that could not be read.", figures.quarantined);
    out.count("letters_forwarded", "Station and desk letters that a server took.",
              figures.forwarded);
    out.family("letters", "gauge", "Letters by state.");
    for (const auto& [state, count] : figures.letters)
        out.sample(fmt::format("letters{{state=\"{}\"}}", state), count);
    out.one("letters_held", "Letters that wait for a person.", figures.held);
    out.one("cases_late", "Open cases of which a clock has ended.", figures.late_cases);
    out.one("queue_age_seconds", "Age of the oldest letter that waits.", figures.queue_age_s);
    out.count("reader_deaths", "Times that reading a mail killed the reader.",
              figures.reader_deaths);
    out.maybe("mailbox_up", "1 while the mailbox is connected.", figures.mailbox_up);
    out.maybe("relay_up", "1 when the relay was reached at the last attempt.",
              figures.relay_up);
    out.maybe("audit_verified", "1 when the audit trail was whole at the last nightly check.",
              figures.verified);
    out.one("checkpoint_timestamp_seconds",
            "When the newest checkpoint was signed that two auditors got; 0 for none.",
            figures.checkpoint_seen_at.value_or(0));
    out.one("canary_timestamp_seconds", "When the test mail came through last; 0 for never.",
            figures.canary_came_at.value_or(0));
    out.one("nightly_check_timestamp_seconds", "When everything was compared last.",
            figures.nightly_check_at.value_or(0));
    out.one("write_ahead_log_octets", "Size of both write-ahead logs.", figures.log_octets);
    write_alarms(out, figures);
    out.one("written_timestamp_seconds", "When this file was written.", now_s);
    return out.finish();
}

base::Result<void> replace_file(const std::filesystem::path& file, const std::string& text) {
    const auto failed = [&](const char* deed) {
        return base::Failure{
            base::FailureKind::temporary,
            fmt::format("{}: {}: {}", file.string(), deed, std::strerror(errno)),
            "the folder must be writable for the daemon"};
    };
    const std::string beside = file.string() + ".new";
    const int descriptor =
        ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor < 0) return failed("cannot be written");
    const bool whole =
        ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fchmod(descriptor, 0644) == 0;
    if (::close(descriptor) != 0 || !whole) return failed("cannot be written");
    if (::rename(beside.c_str(), file.c_str()) != 0) return failed("cannot be replaced");
    return {};
}

asio::awaitable<void> write_metrics(Workshop& shop) {
    if (shop.settings.metrics_textfile.empty()) co_return;
    std::function<base::Result<Figures>()> work = [folder = shop.settings.state,
                                                   station = shop.settings.canary_station] {
        return gather(folder, station);
    };
    auto figures = co_await on_thread(shop.helpers, std::move(work));
    if (!figures) {
        log_failure("metrics_not_gathered", figures.error());
        co_return;
    }
    figures->mailbox_up = line_of(shop, Line::mailbox).up;
    figures->relay_up = line_of(shop, Line::relay).up;
    figures->verified = shop.verified;
    figures->log_octets = shop.store.log_octets();
    for (const auto& text : troubles())
        if (shop.alarms.is_open(text.trouble)) figures->alarms.emplace_back(text.name);
    const auto written =
        replace_file(shop.settings.metrics_textfile,
                     to_openmetrics(*figures, base::unix_seconds(read_clock().now)));
    if (!written) log_failure("metrics_not_written", written.error());
}

}  // namespace pipeline
