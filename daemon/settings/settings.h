// The settings file, typed. Source: contract.md section 4.
//
// Promises: unknown keys are problems with a suggestion; every problem is collected; secrets
// never stand in the file.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/problem.h"
#include "base/result.h"
#include "base/sensitive.h"
#include "base/verifier_key.h"
#include "yaml/node.h"

namespace settings {

enum class Mode { rehearsal, live };
enum class Security { implicit_tls, starttls, none };  // none: loopback only
enum class Relay { plus, thread };
// The return path of all that a complainant may get: none (RFC 3834), or, where a provider
// refuses that, an address with a token behind which everything is swallowed.
enum class NoticesReturn { empty, token };

// Where a secret lies; read by read_secret(), never earlier.
struct SecretSource {
    std::string credential;  // name of a systemd credential, or
    std::filesystem::path file;
    bool given() const { return !credential.empty() || !file.empty(); }
};

// Sign-in by token (RFC 7628): the refresh token is the secret that lasts.
struct OAuth2 {
    std::string token_url, client_id, scope;
    SecretSource client_secret;     // not every provider gives one
    SecretSource refresh_token;     // the first one; without it `aparajita login` gives it
    std::filesystem::path ca_file;  // of the token server; empty: that of the mail server
};

struct Server {
    std::string host;
    int port = 0;
    Security security = Security::implicit_tls;
    std::string user;
    SecretSource password;
    std::optional<OAuth2> oauth2;   // instead of a password
    std::filesystem::path ca_file;  // empty: the system's
};

struct MailboxSettings {
    Server server;
    std::vector<std::string> folders{"INBOX"};
    std::string done = "Aparajita/Done";
    std::string attention = "Aparajita/Attention";
    std::optional<base::Seconds> expunge_done_after;
    base::Seconds poll{60};
    std::optional<base::Instant> since;
};

struct DeliverySettings {
    Server server;
    int sessions = 8;
};

struct IdentitySettings {
    std::string address, letters_from, notices_address, notices_from, authserv_id;
    Relay relay = Relay::plus;
    NoticesReturn notices_return = NoticesReturn::empty;
};

struct DeskSettings {
    std::string triage, urgent;
    std::vector<std::string> oversight, approvers, auditors;
};

struct AcknowledgeSettings {
    bool enabled = true;
    int delay_minutes = 0;   // at least so long after her mail arrived
    int spread_minutes = 0;  // and up to so much more, drawn at random
    int max_age_minutes = 60;
};

struct Settings {
    Mode mode = Mode::rehearsal;
    std::vector<std::string> allowed_recipient_domains;
    MailboxSettings mailbox;
    DeliverySettings delivery;
    IdentitySettings identity;
    DeskSettings desk;
    AcknowledgeSettings acknowledge;
    std::vector<std::string> alarm_mail;
    std::string alarm_command;  // empty: none
    std::optional<int> canary_every_minutes;
    std::string canary_station;
    std::string timezone = "Asia/Kolkata";
    base::Seconds zone_offset{19800};  // resolved from timezone
    int replay_days = 14;
    int reload_max_moved_percent = 10;
    std::vector<base::VerifierKey> rules_signed_by;  // each of them; empty: nobody need sign
    int reader_processes = 2;
    int reader_mails_per_child = 50;
    std::filesystem::path state, rules, templates, keys_folder,
        metrics_textfile;                      // metrics: empty when off
    std::map<std::string, SecretSource> keys;  // by name, instead of a file in keys_folder
    std::vector<std::filesystem::path> seal_to;
};

struct LoadedSettings {
    Settings settings;
    base::Problems warnings;
};

// A problem never shows a line on which a secret may stand. Relative paths count from the
// settings file's folder.
base::Result<LoadedSettings, base::Problems> load_settings(const std::filesystem::path& file);

// 0600 or stricter, else a Failure; one trailing newline is cut.
base::Result<base::Sensitive<std::string>> read_secret(const SecretSource& source);

// Every regular file below `folder` whose name ends in one of `endings`, each read once, sorted
// by relative name.
base::Result<std::vector<yaml::SourceText>> read_folder(
    const std::filesystem::path& folder, const std::vector<std::string>& endings);

// May mail go to this address under these settings? Rehearsal: reserved domains only (RFC 2606,
// RFC 6761). Live: the listed domains and their subdomains, and no reserved one.
enum class Audience { police, complainant };
bool recipient_allowed(const Settings& settings, std::string_view address, Audience audience);
bool is_reserved_domain(std::string_view domain);

}  // namespace settings
