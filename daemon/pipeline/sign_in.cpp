#include "pipeline/sign_in.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "pipeline/log.h"
#include "pipeline/token_file.h"
#include "pipeline/workshop.h"
#include "session/waits.h"

namespace pipeline {
namespace {

using Clock = std::chrono::steady_clock;
using Secret = base::Sensitive<std::string>;

constexpr std::chrono::minutes before_its_end{5};
constexpr std::chrono::seconds shortest{30};

const settings::Server& server_of(const settings::Settings& settings, Line line) {
    return line == Line::mailbox ? settings.mailbox.server : settings.delivery.server;
}

std::string mark_of(const seal::Key& key, const std::string& secret) {
    return base::to_hex(seal::keyed_hash(key, "oauth2|" + secret));
}

std::string refused_note(Line line) { return fmt::format("oauth2_refused_{}", name_of(line)); }

// What we may show the provider now: the stored one, unless the credential was changed since.
base::Result<StoredToken> current_token(const settings::Settings& settings,
                                        const seal::Key& key, Line line) {
    const settings::OAuth2& oauth2 = *server_of(settings, line).oauth2;
    auto stored = load_token(settings.state, key, line);
    if (!stored) return stored.error();
    if (!oauth2.refresh_token.given()) {
        if (*stored) return std::move(**stored);
        return base::Failure{base::FailureKind::settings,
                             fmt::format("there is no refresh token for the {}", name_of(line)),
                             fmt::format("aparajita login {}", name_of(line))};
    }
    auto given = settings::read_secret(oauth2.refresh_token);
    if (!given && *stored) return std::move(**stored);
    if (!given) return given.error();
    const std::string mark = mark_of(key, given->reveal());
    const bool older =
        *stored && ((**stored).begun_with == mark || (**stored).begun_with.empty());
    if (older) return std::move(**stored);
    return StoredToken{std::move(*given), mark};
}

base::Result<session::FormPost> request_for(const settings::OAuth2& oauth2,
                                            const std::filesystem::path& ca_file,
                                            const Secret& refresh) {
    std::string form =
        "grant_type=refresh_token&refresh_token=" + session::percent_encoded(refresh.reveal()) +
        "&client_id=" + session::percent_encoded(oauth2.client_id);
    if (oauth2.client_secret.given()) {
        auto secret = settings::read_secret(oauth2.client_secret);
        if (!secret) return secret.error();
        form += "&client_secret=" + session::percent_encoded(secret->reveal());
    }
    if (!oauth2.scope.empty()) form += "&scope=" + session::percent_encoded(oauth2.scope);
    session::FormPost post;
    post.url = oauth2.token_url;
    post.form = Secret(std::move(form));
    post.ca_file = oauth2.ca_file.empty() ? ca_file : oauth2.ca_file;
    return post;
}

// The low 62 bits of the mark: enough to know a token again, nothing to guess it by.
std::int64_t number_of(const std::string& mark) {
    return static_cast<std::int64_t>(std::stoull(mark.substr(0, 15), nullptr, 16));
}

bool was_refused(store::ReadOnly& state, const seal::Key& key, Line line,
                 const StoredToken& token) {
    const auto note = ledger::find_note(state, refused_note(line));
    return note && note.value() &&
           *note.value() == number_of(mark_of(key, token.refresh.reveal()));
}

asio::awaitable<void> remember_refused(Workshop& shop, Line line, const StoredToken& token) {
    shop.alarms.raise(Trouble::sign_in_revoked);
    log_event(Level::error, "sign_in_revoked", {{"line", std::string(name_of(line))}});
    const std::int64_t number = number_of(mark_of(shop.keys.vault, token.refresh.reveal()));
    store::Step step;
    step.state = [name = refused_note(line), number](store::Transaction& state) {
        return ledger::put_note(state, name, number);
    };
    auto done = co_await commit(shop.store, std::move(step));
    if (!done) log_failure("refusal_not_remembered", done.error());
}

base::Failure revoked(Line line) {
    return {base::FailureKind::settings,
            fmt::format("the provider does not accept the refresh token of the {} any more",
                        name_of(line)),
            fmt::format("aparajita login {}", name_of(line))};
}

// Keeps what came; only then may it be used.
base::Result<void> keep_grant(Workshop& shop, Line line, const StoredToken& token,
                              const Grant& grant) {
    if (grant.refresh && grant.refresh->reveal() != token.refresh.reveal()) {
        const StoredToken rotated{*grant.refresh, token.begun_with};
        auto stored = store_token(shop.settings.state, shop.keys.vault, line, rotated);
        if (!stored) return stored;
    }
    const auto lasts = std::max<std::chrono::milliseconds>(
        session::scaled(grant.lasts) - session::scaled(before_its_end),
        session::scaled(shortest));
    shop.access[line] = AccessToken{grant.access, Clock::now() + lasts};
    shop.alarms.clear(Trouble::sign_in_revoked);
    return {};
}

asio::awaitable<base::Result<void>> renew(Workshop& shop, Line line) {
    const settings::Server& server = server_of(shop.settings, line);
    auto token = current_token(shop.settings, shop.keys.vault, line);
    if (!token) co_return token.error();
    if (was_refused(*shop.state, shop.keys.vault, line, *token)) co_return revoked(line);
    auto post = request_for(*server.oauth2, server.ca_file, token->refresh);
    if (!post) co_return post.error();
    auto reply = co_await shop.connector->post(std::move(*post));
    if (!reply) co_return reply.error();
    const TokenAnswer answer = read_token_answer(reply->status, reply->body.reveal());
    if (answer.denial == Denial::revoked) {
        co_await remember_refused(shop, line, *token);
        co_return revoked(line);
    }
    if (!answer.grant) {
        co_return base::Failure{
            base::FailureKind::unreachable,
            fmt::format("the token server of the {} gave no token (status {})", name_of(line),
                        reply->status),
            "try again later; if it stays, check client_id and client_secret"};
    }
    auto kept = keep_grant(shop, line, *token, *answer.grant);
    co_return kept;
}

}  // namespace

TokenAnswer read_token_answer(int status, const std::string& body) {
    TokenAnswer answer;
    const auto parsed = nlohmann::json::parse(body, nullptr, false);
    const auto text = [&](const char* name) -> std::string {
        if (!parsed.is_object()) return "";
        const auto found = parsed.find(name);
        return found != parsed.end() && found->is_string() ? found->get<std::string>() : "";
    };
    if (status != 200) {
        answer.denial = text("error") == "invalid_grant" ? Denial::revoked : Denial::other;
        return answer;
    }
    const std::string access = text("access_token");
    // It becomes part of an IMAP and SMTP command: printable ASCII only (RFC 6750 2.1).
    const bool sound = !access.empty() && std::all_of(access.begin(), access.end(), [](char c) {
        return c > ' ' && c < 0x7f;
    });
    if (!sound) {
        answer.denial = Denial::other;
        return answer;
    }
    Grant grant;
    grant.access = Secret(access);
    if (std::string refresh = text("refresh_token"); !refresh.empty())
        grant.refresh = Secret(std::move(refresh));
    const auto lasts = parsed.find("expires_in");
    if (lasts != parsed.end() && lasts->is_number_integer())
        grant.lasts = std::chrono::seconds(
            std::clamp<std::int64_t>(lasts->get<std::int64_t>(), 0, 86'400));
    answer.grant = std::move(grant);
    return answer;
}

asio::awaitable<base::Result<void>> sign_in(Workshop& shop, Line line,
                                            session::Endpoint& endpoint) {
    if (!server_of(shop.settings, line).oauth2) co_return base::Result<void>{};
    while (shop.renewing.contains(line)) {
        asio::steady_timer turn(co_await asio::this_coro::executor,
                                std::chrono::milliseconds(20));
        co_await turn.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    const auto found = shop.access.find(line);
    if (found == shop.access.end() || Clock::now() >= found->second.renew_at) {
        shop.access.erase(line);
        shop.renewing.insert(line);
        auto renewed = co_await renew(shop, line);
        shop.renewing.erase(line);
        if (!renewed) co_return renewed;
    }
    endpoint.bearer = shop.access.at(line).token;
    co_return base::Result<void>{};
}

void forget_access(Workshop& shop, Line line) { shop.access.erase(line); }

base::Result<void> can_sign_in(const settings::Settings& settings, Line line) {
    auto keys = seal::open_keys(settings.keys_folder);
    if (!keys) return keys.error();
    auto token = current_token(settings, keys->vault, line);
    if (!token) return token.error();
    auto state = store::ReadOnly::open(settings.state, store::File::state);
    // Before the first start nothing was refused yet.
    if (state && was_refused(**state, keys->vault, line, *token)) return revoked(line);
    return {};
}

}  // namespace pipeline
