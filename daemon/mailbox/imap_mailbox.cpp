#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "mailbox/fetching.h"
#include "mailbox/folders.h"
#include "mailbox/idle.h"
#include "mailbox/mailbox.h"
#include "mailbox/moving.h"

namespace mailbox {

namespace asio = boost::asio;

namespace {

using Clock = std::chrono::steady_clock;
using base::Failure;
using base::FailureKind;
using base::Result;

class ImapMailbox final : public Mailbox {
  public:
    ImapMailbox(std::unique_ptr<session::Stream> stream, std::string server)
        : stream_(std::move(stream)), server_(std::move(server)) {}

    asio::awaitable<Result<void>> learn() {
        const Command capability("CAPABILITY");
        auto answer = co_await ask(capability);
        if (!answer) co_return answer.error();
        capabilities_ = std::move(answer->capabilities);
        naming_.utf8 = has("IMAP4REV2") && !has("IMAP4REV1");
        const Command names(has("NAMESPACE") ? "NAMESPACE" : R"(LIST "" "")");
        auto named = co_await ask(names);
        if (!named) co_return named.error();
        if (named->space) {
            naming_.prefix = named->space->name;
            naming_.delimiter = named->space->delimiter;
        } else if (!named->listed.empty()) {
            naming_.delimiter = named->listed.front().delimiter;
        }
        co_return Result<void>{};
    }

    asio::awaitable<Result<void>> ensure_folder(std::string folder) override {
        EnsureFolder task(folder, naming_);
        const auto done = co_await perform(task);
        co_return done;
    }

    asio::awaitable<Result<Selected>> select(std::string folder) override {
        const auto written = write_folder(folder, naming_);
        if (!written)
            co_return Failure{FailureKind::settings,
                              server_ + ": a folder's name cannot be written",
                              "correct `folders` in the settings"};
        SelectFolder task(*written);
        const auto done = co_await perform(task);
        if (!done) co_return done.error();
        conversation_.forget_change();
        task.selected.exists = conversation_.exists();
        co_return task.selected;
    }

    asio::awaitable<Result<std::vector<std::uint32_t>>> list_uids() override {
        ListMails task(conversation_);
        const auto done = co_await perform(task);
        if (!done) co_return done.error();
        co_return std::move(task.uids);
    }

    asio::awaitable<Result<std::vector<FetchResult>>> fetch(std::vector<std::uint32_t> uids,
                                                            std::uint64_t limit) override {
        FetchMails task(std::move(uids), limit, oldest_);
        const auto done = co_await perform(task);
        if (!done) co_return done.error();
        co_return task.take_results();
    }

    asio::awaitable<Result<std::string>> fetch_part(std::uint32_t uid,
                                                    std::uint64_t offset) override {
        FetchPart task(uid, offset);
        const auto done = co_await perform(task);
        if (!done) co_return done.error();
        co_return std::move(task.octets);
    }

    void leave_older_than(std::optional<base::Instant> oldest) override { oldest_ = oldest; }

    asio::awaitable<Result<std::optional<int>>> percent_full() override {
        if (!has("QUOTA")) co_return std::optional<int>{};
        const Command question("GETQUOTAROOT \"INBOX\"");
        auto answer = co_await ask(question);
        if (!answer) co_return answer.error();
        if (answer->status != Status::ok) co_return std::optional<int>{};
        co_return answer->percent_full;
    }

    bool offers(std::string_view capability) const override { return has(capability); }
    std::optional<base::Instant> certificate_ends() const override {
        return stream_->certificate_ends();
    }

    asio::awaitable<Result<std::vector<Moved>>> move(std::vector<std::uint32_t> uids,
                                                     std::string folder) override {
        const auto written = write_folder(folder, naming_);
        if (!written)
            co_return Failure{FailureKind::settings,
                              server_ + ": a folder's name cannot be written",
                              "correct `done` in the settings"};
        MoveMails task(std::move(uids), *written, has("MOVE") ? Moving::move : Moving::copy,
                       expunging());
        const auto done = co_await perform(task);
        if (!done) co_return done.error();
        co_return task.results();
    }

    asio::awaitable<Result<std::vector<std::uint32_t>>> remove(
        std::vector<std::uint32_t> uids) override {
        std::sort(uids.begin(), uids.end());
        RemoveMails task(uids, expunging());
        const auto done = co_await perform(task);
        if (!done) co_return done.error();
        const auto left = co_await list_uids();
        if (!left) co_return left.error();
        std::vector<std::uint32_t> gone;
        std::set_difference(uids.begin(), uids.end(), left->begin(), left->end(),
                            std::back_inserter(gone));
        co_return gone;
    }

    asio::awaitable<Result<Waking>> wait(base::Seconds longest) override {
        const auto until = Clock::now() + longest;
        while (true) {
            if (!open_) co_return Waking::closed;
            if (conversation_.has_change()) {
                conversation_.forget_change();
                co_return Waking::changed;
            }
            if (std::exchange(interrupted_, false) || Clock::now() >= until)
                co_return Waking::timer;
            if (notices_changes())
                co_await idle(until);
            else
                co_await doze(until);
        }
    }

    asio::awaitable<void> close() override {
        if (open_ && conversation_.is_answered()) {
            const Command logout("LOGOUT", 0, Command::Kind::logout);
            const std::string octets = conversation_.ask(logout);
            const auto sent = co_await stream_->send(octets, session::waits().goodbye);
            if (sent) {
                const auto farewell = co_await stream_->receive(session::waits().goodbye);
                static_cast<void>(farewell);
            }
        }
        open_ = false;
        stream_->shut();
    }

    void interrupt() override {
        interrupted_ = true;
        stream_->wake();
    }

    void abort() override {
        open_ = false;
        stream_->shut();
    }

    bool is_open() const override { return open_; }
    bool notices_changes() const override { return has("IDLE") && !idle_refused_; }

  private:
    enum class Heard { octets, late, woken, gone };

    bool has(std::string_view capability) const {
        return std::find(capabilities_.begin(), capabilities_.end(), capability) !=
               capabilities_.end();
    }

    Expunging expunging() const {
        return has("UIDPLUS") || naming_.utf8 ? Expunging::by_uid : Expunging::never;
    }

    Failure broken(std::string_view why) {
        open_ = false;
        return Failure{FailureKind::unreachable, fmt::format("{}: {}", server_, why),
                       "the connection is opened again by itself"};
    }

    // Octets go to the conversation. After `gone` the mailbox is closed, and why_ says why.
    asio::awaitable<Heard> hear(Clock::time_point until) {
        const auto left =
            std::max(session::Wait{0}, std::chrono::ceil<session::Wait>(until - Clock::now()));
        auto got = co_await stream_->receive(left);
        if (!got && got.error().kind == FailureKind::temporary)
            co_return Clock::now() >= until ? Heard::late : Heard::woken;
        if (!got || got->empty()) {
            why_ = "the connection was lost";
            open_ = false;
            co_return Heard::gone;
        }
        if (conversation_.hear(*got)) co_return Heard::octets;
        why_ = conversation_.breach();
        open_ = false;
        co_return Heard::gone;
    }

    asio::awaitable<Result<Answer>> ask(const Command& command) {
        if (!open_) co_return broken("the connection was lost");
        const std::string octets = conversation_.ask(command);
        const auto sent = co_await stream_->send(octets, session::waits().imap_silence);
        if (!sent) co_return broken("the connection was lost");
        const auto end = Clock::now() + session::waits().imap_command;
        auto quiet = Clock::now() + session::waits().imap_silence;
        while (!conversation_.is_answered()) {
            const Heard heard = co_await hear(std::min(end, quiet));
            if (heard == Heard::gone) co_return broken(why_);
            if (heard == Heard::late) co_return broken("it did not answer in time");
            if (heard == Heard::octets) quiet = Clock::now() + session::waits().imap_silence;
        }
        co_return conversation_.take_answer();
    }

    asio::awaitable<Result<void>> perform(Task& task) {
        auto command = task.begin();
        while (command) {
            auto answer = co_await ask(*command);
            if (!answer) co_return answer.error();
            command = task.next(std::move(answer).value());
        }
        if (!task.failure()) co_return Result<void>{};
        Failure failure = *task.failure();
        failure.what = server_ + ": " + failure.what;
        co_return failure;
    }

    static session::Wait patience(Idle::State state) {
        const session::Waits table = session::waits();
        if (state == Idle::State::idling) return table.idle_silence;
        return state == Idle::State::ending ? table.idle_done : table.imap_silence;
    }

    Idle::Event event_of(Heard heard, Clock::time_point quiet) const {
        if (heard == Heard::octets) return Idle::Event::heard;
        return heard == Heard::late && Clock::now() >= quiet ? Idle::Event::quiet
                                                             : Idle::Event::enough;
    }

    // One round; at its end the connection is ready for commands, or closed.
    asio::awaitable<void> idle(Clock::time_point until) {
        const auto begun = Clock::now();
        Idle round(conversation_);
        co_await play(round, std::min(until, begun + session::waits().idle_renew));
        const bool refused = round.state() == Idle::State::refused;
        const bool served = round.state() == Idle::State::over;
        open_ = open_ && (served || refused);
        // One that always ends by itself at once would make us ask without end.
        const bool hollow = served && !round.wants_end() && !conversation_.has_change() &&
                            Clock::now() - begun < std::chrono::seconds{1};
        idle_refused_ = refused || hollow;
    }

    asio::awaitable<void> play(Idle& round, Clock::time_point enough) {
        std::string octets = conversation_.ask(Idle::command());
        auto quiet = Clock::now() + patience(round.state());
        while (!round.is_over()) {
            if (!octets.empty()) {
                const auto sent = co_await stream_->send(octets, session::waits().idle_done);
                if (!sent) co_return;
                octets.clear();
            }
            const auto next = round.wants_end() ? quiet : std::min(quiet, enough);
            const Heard heard = co_await hear(next);
            if (heard == Heard::gone) co_return;
            if (heard == Heard::woken && (!interrupted_ || round.wants_end())) continue;
            const Idle::State before = round.state();
            octets = round.next(event_of(heard, quiet));
            if (heard == Heard::octets || round.state() != before)
                quiet = Clock::now() + patience(round.state());
        }
    }

    // Without IDLE: only unasked news, and the end of the connection.
    asio::awaitable<void> doze(Clock::time_point until) {
        const Heard heard = co_await hear(until);
        static_cast<void>(heard);
    }

    std::unique_ptr<session::Stream> stream_;
    std::string server_;
    Conversation conversation_;
    Naming naming_;
    std::vector<std::string> capabilities_;
    bool open_ = true;
    std::string_view why_;
    std::optional<base::Instant> oldest_;
    bool idle_refused_ = false;
    bool interrupted_ = false;
};

}  // namespace

asio::awaitable<Result<std::unique_ptr<Mailbox>, session::Trouble>> Mailbox::open(
    session::Connector& connector, session::Endpoint endpoint) {
    const std::string server = fmt::format("{} port {} (IMAP)", endpoint.host, endpoint.port);
    auto stream = co_await connector.connect(std::move(endpoint));
    if (!stream) co_return stream.error();
    auto mailbox = std::make_unique<ImapMailbox>(std::move(stream).value(), server);
    const auto learnt = co_await mailbox->learn();
    if (!learnt) {
        session::Trouble trouble;
        trouble.failure = learnt.error();
        trouble.step = session::Step::hello;
        co_return trouble;
    }
    co_return std::unique_ptr<Mailbox>(std::move(mailbox));
}

}  // namespace mailbox
