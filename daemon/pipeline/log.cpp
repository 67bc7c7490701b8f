#include "pipeline/log.h"

#include <limits.h>
#include <poll.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <mutex>

namespace pipeline {
namespace {

spdlog::level::level_enum spd_level(Level level) {
    switch (level) {
        case Level::debug:
            return spdlog::level::debug;
        case Level::info:
            return spdlog::level::info;
        case Level::warning:
            return spdlog::level::warn;
        case Level::error:
            return spdlog::level::err;
    }
    return spdlog::level::info;
}

// sd-daemon(3): the journal takes the level from "<6>" at the line start.
const char* journal_prefix(Level level) {
    switch (level) {
        case Level::debug:
            return "<7>";
        case Level::info:
            return "<6>";
        case Level::warning:
            return "<4>";
        case Level::error:
            return "<3>";
    }
    return "<6>";
}

bool under_systemd() {
    static const bool yes = std::getenv("JOURNAL_STREAM") != nullptr;
    return yes;
}

// Standard error, which somebody reads or nobody: complaints do not wait for a log that is full
// (promises.md E20). A line that would have to wait is left out, and how many were is said
// before the next one that need not.
class Unhurried final : public spdlog::sinks::base_sink<std::mutex> {
  protected:
    void sink_it_(const spdlog::details::log_msg& message) override {
        if (lost_ > 0) {
            const std::string lost =
                std::string(under_systemd() ? journal_prefix(Level::warning) : "") +
                "log_lines_lost lines=" + std::to_string(lost_);
            if (put({message.logger_name, spdlog::level::warn, lost})) lost_ = 0;
        }
        if (lost_ > 0 || !put(message)) ++lost_;
    }
    void flush_() override {}

  private:
    // Up to PIPE_BUF octets go in one piece where there is room for any (pipe(7), poll(2)).
    bool put(const spdlog::details::log_msg& message) {
        pollfd there{STDERR_FILENO, POLLOUT, 0};
        if (::poll(&there, 1, 0) != 1 || (there.revents & POLLOUT) == 0) return false;
        spdlog::memory_buf_t line;
        formatter_->format(message, line);
        const auto size = std::min<std::size_t>(line.size(), PIPE_BUF);
        return ::write(STDERR_FILENO, line.data(), size) >= 0;
    }

    std::int64_t lost_ = 0;
};

// An empty word is no field.
void append(std::string& line, std::string_view name, const LogValue& value) {
    if (const auto* word = std::get_if<std::string>(&value); word != nullptr && word->empty())
        return;
    line += ' ';
    line += name;
    line += '=';
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        line += std::to_string(*number);
    } else {
        const auto& word = std::get<std::string>(value);
        const bool plain = word.find(' ') == std::string::npos && !word.empty();
        line += plain ? word : '"' + word + '"';
    }
}

}  // namespace

void start_log() {
    auto logger = std::make_shared<spdlog::logger>("aparajita", std::make_shared<Unhurried>());
    logger->set_pattern(under_systemd() ? "%v" : "%Y-%m-%dT%H:%M:%S%z %l %v");
    spdlog::set_default_logger(std::move(logger));
}

void set_log_level(Level least) { spdlog::set_level(spd_level(least)); }

void log_event(Level level, std::string_view event, LogFields fields) {
    std::string line = under_systemd() ? journal_prefix(level) : "";
    line += event;
    for (const auto& [name, value] : fields) append(line, name, value);
    spdlog::log(spd_level(level), "{}", line);
}

void log_failure(std::string_view event, const base::Failure& failure, LogFields fields) {
    std::string line = under_systemd() ? journal_prefix(Level::error) : "";
    line += event;
    for (const auto& [name, value] : fields) append(line, name, value);
    append(line, "what", failure.what);
    if (!failure.hint.empty()) append(line, "hint", failure.hint);
    spdlog::error("{}", line);
}

void log_problems(std::string_view event, const base::Problems& problems) {
    for (const auto& problem : problems) {
        const bool error = problem.severity == base::Severity::error;
        log_event(error ? Level::error : Level::warning, event,
                  {{"file", problem.file},
                   {"line", std::int64_t{problem.line}},
                   {"column", std::int64_t{problem.column}},
                   {"sentence", problem.sentence}});
    }
}

}  // namespace pipeline
