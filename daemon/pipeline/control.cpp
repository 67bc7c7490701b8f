#include "pipeline/control.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <nlohmann/json.hpp>

#include "pipeline/checkpoints.h"
#include "pipeline/clock.h"
#include "pipeline/forgetting.h"
#include "pipeline/log.h"
#include "pipeline/officer_answers.h"
#include "pipeline/route_order.h"
#include "pipeline/sign_in.h"
#include "pipeline/signed_rules.h"
#include "pipeline/spawn.h"
#include "pipeline/token_file.h"
#include "seal/opening_book.h"

namespace pipeline {
namespace {

using Local = asio::local::stream_protocol;
using nlohmann::json;

constexpr std::size_t longest_line = 16384;

std::string socket_name(const std::filesystem::path& state) {
    return (state / "control.sock").string();
}

// Who asks: the kernel knows (unix(7), SO_PEERCRED).
std::string actor_of(Local::socket& socket) {
    ucred peer{};
    socklen_t size = sizeof peer;
    if (getsockopt(socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
        return "admin:unknown";
    return fmt::format("admin:{}", peer.uid);
}

std::string text_in(const json& request, const char* name) {
    const auto found = request.find(name);
    return found != request.end() && found->is_string() ? found->get<std::string>() : "";
}

std::optional<ControlRequest> read_request(const std::string& line) {
    const auto parsed = json::parse(line, nullptr, false);
    if (!parsed.is_object()) return std::nullopt;
    ControlRequest request;
    const auto command = parsed.find("command");
    const auto case_no = parsed.find("case");
    if (command == parsed.end() || !command->is_string()) return std::nullopt;
    request.command = command->get<std::string>();
    if (case_no != parsed.end() && case_no->is_string())
        request.case_no = case_no->get<std::string>();
    if (const auto order = parsed.find("order"); order != parsed.end() && order->is_string())
        request.order = order->get<std::string>();
    const auto letter = parsed.find("letter");
    if (letter != parsed.end() && letter->is_number_integer())
        request.letter = letter->get<std::int64_t>();
    request.line = text_in(parsed, "line");
    request.station = text_in(parsed, "station");
    request.reason = text_in(parsed, "reason");
    request.secret = base::Sensitive<std::string>(text_in(parsed, "secret"));
    return request;
}

base::Result<void> take_token(const ControlRequest& request, const std::filesystem::path& state,
                              const seal::Key& key) {
    const bool known = request.line == "mailbox" || request.line == "relay";
    if (!known || request.secret.reveal().empty())
        return base::Failure{base::FailureKind::usage, "a login names mailbox or relay", ""};
    const Line line = request.line == "mailbox" ? Line::mailbox : Line::relay;
    return store_token(state, key, line, {request.secret, ""});
}

// A new token is tried at once.
ControlAnswer log_in(Workshop& shop, const ControlRequest& request) {
    auto taken = take_token(request, shop.settings.state, shop.keys.vault);
    if (!taken) return {false, taken.error().what};
    const Line line = request.line == "mailbox" ? Line::mailbox : Line::relay;
    forget_access(shop, line);
    line_of(shop, line).login_refused_at.reset();
    shop.reconnect_wake.wake();
    shop.send_wake.wake();
    log_event(Level::info, "login_given", {{"line", request.line}});
    return {true, ""};
}

// A line that does not fit is left out: nobody waits for a client that does not read. unix(7):
// so few octets go whole or not at all.
base::Progress progress_to(Local::socket& socket) {
    return [&socket](std::size_t done, std::size_t all) {
        const std::string line = json{{"done", done}, {"all", all}}.dump() + "\n";
        boost::system::error_code ignored;
        socket.non_blocking(true, ignored);
        if (!ignored) socket.write_some(asio::buffer(line), ignored);
    };
}

asio::awaitable<ControlAnswer> answer(Workshop& shop, ControlRequest request, std::string actor,
                                      base::Progress progress) {
    if (request.command == "login") co_return log_in(shop, request);
    if (request.command == "route") {
        const RouteOrder order{request.case_no, request.station, request.reason, actor};
        DeskWork work = [&order](const AnswerDesk& desk) { return plan_route(desk, order); };
        auto routed = co_await work_at_desk(shop, std::move(work));
        co_return ControlAnswer{routed.ok(), routed ? "" : routed.error().what};
    }
    if (request.command == "purge") {
        auto purged = co_await forget_due(shop, std::move(progress));
        co_return ControlAnswer{purged.ok(), purged ? "" : purged.error().what};
    }
    const Desk desk{std::move(actor), *shop.state, shop.settings, shop.keys};
    auto step = step_for(request, desk);
    if (!step) co_return ControlAnswer{false, step.error().what};
    auto done = co_await commit(shop.store, std::move(*step));
    if (!done) co_return ControlAnswer{false, done.error().what};
    shop.think_wake.wake();
    shop.send_wake.wake();
    shop.checkpoint_wake.wake();
    co_return ControlAnswer{true, ""};
}

asio::awaitable<void> serve_one(Workshop& shop, Local::socket socket) {
    std::string line;
    auto [read_error, read] =
        co_await asio::async_read_until(socket, asio::dynamic_buffer(line, longest_line), '\n',
                                        asio::as_tuple(asio::use_awaitable));
    if (read_error) co_return;
    const auto request = read_request(line);
    ControlAnswer reply{false, "a request is one line of JSON"};
    if (request) reply = co_await answer(shop, *request, actor_of(socket), progress_to(socket));
    const std::string text = json{{"ok", reply.ok}, {"message", reply.message}}.dump() + "\n";
    auto [write_error, written] = co_await asio::async_write(
        socket, asio::buffer(text), asio::as_tuple(asio::use_awaitable));
    if (write_error) log_event(Level::warning, "control_answer_lost");
}

}  // namespace

asio::awaitable<void> serve_control(Workshop& shop) {
    const auto executor = co_await asio::this_coro::executor;
    const std::string name = socket_name(shop.settings.state);
    std::error_code ignored;
    std::filesystem::remove(name, ignored);  // ours: we hold the lock of this folder
    const mode_t before = umask(0177);
    boost::system::error_code error;
    Local::acceptor acceptor(executor);
    acceptor.open(Local(), error);
    if (!error) acceptor.bind(Local::endpoint(name), error);
    if (!error) acceptor.listen(16, error);
    umask(before);
    if (error) {
        log_event(Level::error, "control_socket_failed", {{"what", error.message()}});
        co_return;
    }
    shop.on_stop.emplace_back([&acceptor] { acceptor.close(); });
    while (!shop.stopping && !shop.fatal) {
        auto [failed, socket] =
            co_await acceptor.async_accept(asio::as_tuple(asio::use_awaitable));
        if (failed) break;
        spawn(executor, shop, serve_one(shop, std::move(socket)));
    }
}

namespace {

// A step that does nothing but tell the auditor.
store::Step noted(const base::AuditNote& note) {
    store::Step step;
    step.state = [note](store::Transaction& t) { return audit::append(t, read_clock(), note); };
    return step;
}

base::Result<store::Step> letter_step(const ControlRequest& request, const Desk& desk) {
    auto found = outbox::find(desk.state, request.letter);
    if (!found) return found.error();
    if (!found.value()) {
        return base::Failure{base::FailureKind::usage,
                             fmt::format("there is no letter {}", request.letter),
                             "aparajita queue list"};
    }
    store::Step step;
    step.state = [request, actor = desk.actor](store::Transaction& t) {
        return request.command == "hold_letter"
                   ? outbox::hold(t, read_clock(), request.letter, "by_order", actor)
                   : outbox::retry(t, read_clock(), request.letter, actor);
    };
    return step;
}

base::Result<store::Step> forgetting_step(const ControlRequest& request, const Desk& desk,
                                          const base::CaseId& id) {
    if (request.command == "shred" && !seal::is_order_number(request.order))
        return base::Failure{base::FailureKind::usage, "that is no order number", ""};
    store::Step step;
    step.state = [request, id, actor = desk.actor](store::Transaction& t) {
        if (request.command == "shred")
            return ledger::order_shred(t, read_clock(), id, request.order, actor);
        const auto held =
            request.command == "legal_hold" ? ledger::Held::yes : ledger::Held::no;
        return ledger::set_legal_hold(t, read_clock(), id, held, actor);
    };
    return step;
}

base::Result<store::Step> step_for_case(const ControlRequest& request, const Desk& desk) {
    const auto wrong = [](std::string what) {
        return base::Failure{base::FailureKind::usage, std::move(what),
                             "aparajita cases lists them"};
    };
    const auto number = base::CaseNumber::parse(request.case_no);
    if (!number) return wrong("a case number looks like APJ-2026-000042");
    auto found = ledger::find_case(desk.state, *number);
    if (!found) return found.error();
    if (!found.value()) return wrong("there is no case " + request.case_no);
    const base::CaseId id = found.value()->id;
    const auto read = [&](const char* how) {
        return noted({base::AuditEvent::read_case, desk.actor, id, {}, {{"how", how}}});
    };
    if (request.command == "read_case") return read("audit_show");
    if (request.command == "prove_case") return read("audit_proof");
    if (request.command == "certify_case") return read("certificate");
    if (request.command == "ask_case") return read("audit_ask");
    if (request.command == "open_original") {
        if (!seal::is_order_number(request.order)) return wrong("that is no order number");
        return noted({base::AuditEvent::original_opened,
                      desk.actor,
                      id,
                      {},
                      {{"order", request.order}}});
    }
    if (request.command == "shred" || request.command == "legal_hold" ||
        request.command == "legal_hold_off")
        return forgetting_step(request, desk, id);
    if (request.command != "requeue") return wrong("this program does not know that request");
    auto mail = ledger::first_mail_of(desk.state, id);
    if (!mail) return mail.error();
    if (!mail.value() || mail.value()->state != "quarantined")
        return wrong(request.case_no + " is not in quarantine");
    store::Step step;
    step.state = [actor = desk.actor, mail = mail.value()->mail](store::Transaction& t) {
        return ledger::requeue(t, read_clock(), mail, actor);
    };
    return step;
}

}  // namespace

base::Result<store::Step> step_for(const ControlRequest& request, const Desk& desk) {
    if (request.command == "checkpoint")
        return checkpoint_step(desk.settings, desk.keys, desk.actor);
    if (request.command == "export")
        return noted({base::AuditEvent::exported, desk.actor, {}, {}, {}});
    if (request.command == "hold_letter" || request.command == "retry_letter")
        return letter_step(request, desk);
    return step_for_case(request, desk);
}

namespace {

// The line that has the answer; those before it say how far the daemon has come.
json read_answer(Local::socket& socket, const base::Progress& progress) {
    std::string lines;
    boost::system::error_code error;
    for (;;) {
        const auto end =
            asio::read_until(socket, asio::dynamic_buffer(lines, longest_line), '\n', error);
        if (error) return {};
        json line = json::parse(lines.substr(0, end), nullptr, false);
        lines.erase(0, end);
        if (!line.is_object() || !line.contains("done")) return line;
        if (progress)
            progress(line.value("done", std::size_t{0}), line.value("all", std::size_t{0}));
    }
}

// Without a daemon: with the rules in their folder, and a jail of its own for the proof.
base::Result<store::Step> route_alone(const ControlRequest& request, const Desk& desk) {
    auto files = read_rule_files(desk.settings);
    if (!files) return files.error();
    auto newest = ledger::find_note(desk.state, signed_mark);
    if (!newest) return newest.error();
    auto set = load_rule_set(*files, desk.settings);
    if (!set ||
        !check_signatures(*files, desk.settings, read_clock().now, newest.value()).empty())
        return base::Failure{base::FailureKind::settings,
                             "the rules have mistakes, or are not signed",
                             "aparajita check names each"};
    auto reader = reader::Reader::start({});
    if (!reader) return reader.error();
    auto vault = store::ReadOnly::open(desk.settings.state, store::File::vault);
    if (!vault) return vault.error();
    const AnswerDesk at{desk.settings, *set->rules, **reader,        desk.keys,
                        desk.state,    **vault,     read_clock().now};
    auto plan = plan_route(at, {request.case_no, request.station, request.reason, desk.actor});
    if (!plan) return plan.error();
    return step_of(std::move(*plan), {}, at.now);
}

// Nothing: no daemon listens there.
base::Result<std::optional<ControlAnswer>> ask_daemon(const std::filesystem::path& state,
                                                      const ControlRequest& request,
                                                      const base::Progress& progress) {
    asio::io_context io;
    Local::socket socket(io);
    boost::system::error_code error;
    socket.connect(Local::endpoint(socket_name(state)), error);
    if (error) return std::optional<ControlAnswer>{};
    const json asked{{"command", request.command}, {"case", request.case_no},
                     {"order", request.order},     {"letter", request.letter},
                     {"line", request.line},       {"secret", request.secret.reveal()},
                     {"station", request.station}, {"reason", request.reason}};
    asio::write(socket, asio::buffer(asked.dump() + "\n"), error);
    const json parsed = error ? json() : read_answer(socket, progress);
    if (!parsed.is_object()) {
        return base::Failure{base::FailureKind::temporary, "the running daemon did not answer",
                             "try again"};
    }
    return std::optional<ControlAnswer>{
        {parsed.value("ok", false), parsed.value("message", "")}};
}

}  // namespace

base::Result<void> order(const settings::Settings& settings, const ControlRequest& request,
                         const base::Progress& progress) {
    auto asked = ask_daemon(settings.state, request, progress);
    if (!asked) return asked.error();
    if (asked.value()) {
        if (asked.value()->ok) return {};
        return base::Failure{base::FailureKind::usage, asked.value()->message, ""};
    }
    if (request.command == "purge") {
        return base::Failure{base::FailureKind::temporary, "no daemon runs here",
                             "it announces and destroys; start it, or look with --dry-run"};
    }
    const auto opening = request.command == "login" ? store::Opening::create_or_migrate
                                                    : store::Opening::must_exist;
    auto store = store::Store::open(settings.state, opening, read_clock().now);
    if (!store) return store.error();
    if (request.command == "login") {
        auto keys = seal::open_or_make_keys(settings.keys_folder);
        if (!keys) return keys.error();
        return take_token(request, settings.state, keys->vault);
    }
    auto view = store::ReadOnly::open(settings.state, store::File::state);
    if (!view) return view.error();
    auto keys = seal::open_keys(settings.keys_folder);
    if (!keys) return keys.error();
    const Desk desk{fmt::format("admin:{}", getuid()), **view, settings, std::move(*keys)};
    auto step =
        request.command == "route" ? route_alone(request, desk) : step_for(request, desk);
    if (!step) return step.error();
    return (*store)->run(std::move(*step));
}

}  // namespace pipeline
