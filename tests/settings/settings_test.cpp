#include "settings/settings.h"

#include <sys/stat.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

namespace {

namespace fs = std::filesystem;

// A folder of its own for each test, gone at its end.
class Folder {
  public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "aparajita-settings-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    fs::path write(const std::string& name, const std::string& text, mode_t mode = 0600) const {
        const fs::path file = path_ / name;
        fs::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
        ::chmod(file.c_str(), mode);
        return file;
    }
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

const std::string whole = R"(mode: rehearsal
allowed_recipient_domains: [ps.invalid, cell.invalid]
mailbox:
  url: imaps://mail.example.org
  user: complaints@example.org
  password: {credential: imap-password}
  folders: [INBOX, Junk]
  done: Aparajita/Done
  expunge_done_after: 72h
  attention: Aparajita/Attention
  poll_seconds: 30
  since: 2026-11-22
delivery:
  url: smtps://mail.example.org:4650
  user: complaints@example.org
  password: {file: smtp-password}
  sessions: 4
identity:
  address: complaints@example.org
  letters_from: Women Cell Desk
  notices_address: hello@mail.example.net
  notices_from: Mail Desk
  relay: thread
  authserv_id: mx.example.org
desk: {triage: triage@cell.invalid, urgent: urgent@cell.invalid, oversight: [sp@cell.invalid], approvers: [one@cell.invalid, two@cell.invalid], auditors: [a@cell.invalid, b@cell.invalid]}
acknowledge: {enabled: true, delay_minutes: 5, spread_minutes: 20, max_age_minutes: 90}
alarms: {mail: [ops@cell.invalid], command: none}
canary: {every_minutes: 15, station: test.canary}
timezone: Asia/Kolkata
replay_days: 7
reload_max_moved_percent: 5
rules_signed_by: []
reader: {processes: 3, mails_per_child: 20}
state: /var/lib/aparajita
rules: routing_rules
templates: /etc/aparajita/mailtemplates
seal_to: [records-office.pub]
keys: {folder: /var/lib/aparajita/keys}
metrics: {textfile: /run/aparajita/metrics.prom}
)";

settings::LoadedSettings load(const std::string& text) {
    const Folder folder;
    auto loaded = settings::load_settings(folder.write("a.yaml", text));
    if (!loaded.ok()) FAIL(base::to_text(loaded.error()));
    return std::move(loaded).value();
}

// The sentences of all problems, errors only.
std::vector<std::string> errors_of(const std::string& text) {
    const Folder folder;
    const auto loaded = settings::load_settings(folder.write("a.yaml", text));
    std::vector<std::string> sentences;
    if (!loaded.ok())
        for (const auto& problem : loaded.error())
            if (problem.severity == base::Severity::error)
                sentences.push_back(problem.sentence);
    return sentences;
}

std::string with(const std::string& from, const std::string& to) {
    std::string text = whole;
    const auto at = text.find(from);
    if (at == std::string::npos) FAIL("the sample does not have: " + from);
    return text.replace(at, from.size(), to);
}

using Sentences = std::vector<std::string>;

}  // namespace

TEST_CASE("the settings file of the contract is read whole") {
    const auto loaded = load(whole);
    const auto& s = loaded.settings;
    REQUIRE(loaded.warnings.empty());
    REQUIRE(s.mode == settings::Mode::rehearsal);
    REQUIRE(s.mailbox.server.host == "mail.example.org");
    REQUIRE(s.mailbox.server.port == 993);
    REQUIRE(s.mailbox.server.security == settings::Security::implicit_tls);
    REQUIRE(s.mailbox.server.password.credential == "imap-password");
    REQUIRE(s.mailbox.folders == std::vector<std::string>{"INBOX", "Junk"});
    REQUIRE(s.mailbox.expunge_done_after == base::Seconds{72 * 3600});
    REQUIRE(s.mailbox.poll == base::Seconds{30});
    REQUIRE(base::to_rfc3339(*s.mailbox.since) == "2026-11-21T18:30:00Z");
    REQUIRE(s.delivery.server.port == 4650);
    REQUIRE(s.delivery.sessions == 4);
    REQUIRE(s.identity.relay == settings::Relay::thread);
    REQUIRE(s.desk.oversight == std::vector<std::string>{"sp@cell.invalid"});
    REQUIRE(s.acknowledge.delay_minutes == 5);
    REQUIRE(s.acknowledge.spread_minutes == 20);
    REQUIRE(s.identity.notices_return == settings::NoticesReturn::empty);
    REQUIRE(s.alarm_command.empty());
    REQUIRE(s.canary_every_minutes == 15);
    REQUIRE(s.zone_offset == base::Seconds{19800});
    REQUIRE(s.reader_processes == 3);
    REQUIRE(s.keys_folder == "/var/lib/aparajita/keys");
    REQUIRE(s.rules.is_absolute());
    REQUIRE(s.rules.filename() == "routing_rules");
    REQUIRE(s.seal_to.size() == 1);
}

TEST_CASE("what has a default may be left out, and what is missing is warned of") {
    const auto loaded = load(
        R"(mailbox: {url: "imap://127.0.0.1:1143", user: u, password: {file: pw}, tls: none, folders: INBOX}
delivery: {url: "smtp://[::1]:2525", tls: none}
identity: {address: complaints@example.org, notices_address: hello@example.net}
desk: {triage: triage@cell.invalid}
state: state
rules: rules
templates: templates
seal_to: records.pub
)");
    const auto& s = loaded.settings;
    REQUIRE(s.mode == settings::Mode::rehearsal);
    REQUIRE(s.mailbox.server.security == settings::Security::none);
    REQUIRE(s.mailbox.server.port == 1143);
    REQUIRE(s.mailbox.folders == std::vector<std::string>{"INBOX"});
    REQUIRE_FALSE(s.mailbox.expunge_done_after.has_value());
    REQUIRE_FALSE(s.mailbox.since.has_value());
    REQUIRE(s.delivery.server.host == "::1");
    REQUIRE(s.delivery.server.port == 2525);
    REQUIRE(s.desk.urgent == "triage@cell.invalid");
    REQUIRE(s.keys_folder == s.state / "keys");
    REQUIRE(s.metrics_textfile.empty());
    REQUIRE_FALSE(s.canary_every_minutes.has_value());
    REQUIRE(s.acknowledge.max_age_minutes == 60);
    Sentences sentences;
    for (const auto& warning : loaded.warnings) sentences.push_back(warning.sentence);
    REQUIRE(sentences ==
            Sentences{"nobody is told when something breaks", "there is no 'authserv_id'",
                      "there is no 'urgent' desk", "nobody may approve: 'approvers' is empty",
                      "nobody audits: 'auditors' is empty", "nobody has 'oversight'"});
}

TEST_CASE("one approver is warned of, and the same mailbox twice is refused") {
    const std::string two = "approvers: [one@cell.invalid, two@cell.invalid]";
    const auto one = load(with(two, "approvers: [one@cell.invalid]"));
    REQUIRE(one.warnings.size() == 1);
    REQUIRE(one.warnings[0].sentence == "there is only one approver");
    REQUIRE(errors_of(with(two, "approvers: [one@cell.invalid, One@Cell.invalid]")) ==
            Sentences{"this mailbox is named twice"});
}

TEST_CASE("TLS may be left off only towards this machine") {
    const std::string url = "  url: imaps://mail.example.org\n";
    const Sentences refused{
        "without TLS the password and every complaint can be read on the way"};
    for (const auto* host : {"mail.example.org", "10.0.0.1", "127.example.org",
                             "127.0.0.1.example.org", "localhost.example.org", "128.0.0.1"})
        REQUIRE(errors_of(with(
                    url, "  url: imap://" + std::string(host) + "\n  tls: none\n")) == refused);
    for (const auto* host : {"localhost", "127.0.0.1", "127.9.8.7", "[::1]"})
        REQUIRE(errors_of(with(url, "  url: imap://" + std::string(host) + "\n  tls: none\n"))
                    .empty());
    REQUIRE(errors_of(with(url, "  url: imaps://localhost\n  tls: none\n")) ==
            Sentences{"'tls: none' contradicts the url"});
    REQUIRE(errors_of(with(url, url + "  tls: off\n")) == Sentences{"'tls' is a bare 'off'"});
}

TEST_CASE("a url without TLS in its name means that STARTTLS is required") {
    const auto s = load(with("imaps://mail.example.org", "imap://mail.example.org")).settings;
    REQUIRE(s.mailbox.server.security == settings::Security::starttls);
    REQUIRE(s.mailbox.server.port == 143);
    REQUIRE(load(with("smtps://mail.example.org:4650", "smtp://mail.example.org"))
                .settings.delivery.server.port == 587);
}

TEST_CASE("urls that are not understood are refused") {
    for (const auto* url : {"imaps://user:pw@mail.example.org", "imaps://", "imaps://host:0",
                            "imaps://host:99999", "imaps://host:12x", "imaps://ho st",
                            "imaps://host/INBOX", "imaps://[::1"})
        REQUIRE(errors_of(with("imaps://mail.example.org", "\"" + std::string(url) + "\"")) ==
                Sentences{"this url is not understood"});
    for (const auto* url :
         {"smtps://mail.example.org", "http://mail.example.org", "mail.example.org"})
        REQUIRE(errors_of(with("imaps://mail.example.org", url)) ==
                Sentences{"'url' must begin with imaps:// or imap://"});
}

TEST_CASE("a secret in the file is refused and never repeated") {
    const Folder folder;
    for (const auto* line :
         {"hunter2-xyzzy", "\"hunter2-xyzzy", "@hunter2-xyzzy", "{credentials: hunter2-xyzzy}",
          "[hunter2-xyzzy]", "&hunter2-xyzzy a"}) {
        const auto loaded = settings::load_settings(
            folder.write("a.yaml", with("{credential: imap-password}", line)));
        REQUIRE_FALSE(loaded.ok());
        const std::string text = base::to_text(loaded.error());
        INFO(text);
        REQUIRE(text.find("a.yaml:6:") != std::string::npos);
        REQUIRE(text.find("hunter2") == std::string::npos);
    }
    REQUIRE(errors_of(with("{credential: imap-password}", "hunter2")) ==
            Sentences{"'password' stands in the settings file"});
    REQUIRE(errors_of(with("{credential: imap-password}", "{credential: ../../etc/shadow}")) ==
            Sentences{"this is no name of a credential"});
    REQUIRE(errors_of(with("{credential: imap-password}", "{credential: a, file: b}")) ==
            Sentences{"'password' must name either a credential or a file"});
    REQUIRE(errors_of(with("  password: {credential: imap-password}\n", "")) ==
            Sentences{"there is no 'password'"});
}

TEST_CASE("OAuth2 takes the place of a password, not its side") {
    const std::string oauth2 =
        "  oauth2: {token_url: \"https://login.example.org/token\", client_id: x, "
        "refresh_token: {credential: r}}\n";
    const auto s = load(with("  password: {credential: imap-password}\n", oauth2)).settings;
    REQUIRE(s.mailbox.server.oauth2->client_id == "x");
    REQUIRE(s.mailbox.server.oauth2->refresh_token.credential == "r");
    REQUIRE(errors_of(with("  folders: [INBOX, Junk]\n", oauth2)) ==
            Sentences{"'password' and 'oauth2' are both given"});
}

TEST_CASE("notices to a complainant come from a neutral address of their own") {
    const auto notices = [](const std::string& address) {
        return errors_of(with("hello@mail.example.net", address));
    };
    REQUIRE(notices("complaints@example.org").at(1) ==
            "'notices_address' is the complaint address itself");
    for (const auto* address :
         {"desk@police.example.net", "cyber@example.net", "women@example.net",
          "helpdesk@example.net", "hello@cell.invalid", "sho@example.net", "hello@ps.invalid",
          "VANITHA@example.net", "mahila-desk@example.net"})
        REQUIRE(notices(address).size() == 1);
    for (const auto* address : {"hello@mail.example.net", "post@example.org",
                                "info@maps.example.org", "shop@example.org"})
        REQUIRE(notices(address).empty());
    REQUIRE(errors_of(with("  notices_address: hello@mail.example.net\n", "")) ==
            Sentences{"there is no 'notices_address' to write to a complainant from"});
    REQUIRE(errors_of(with("notices_from: Mail Desk", "notices_from: Kerala Police")).size() ==
            1);
    const std::string silent = with("  notices_address: hello@mail.example.net\n", "");
    std::string off = silent;
    off.replace(off.find("enabled: true"), 13, "enabled: false");
    REQUIRE(errors_of(off).empty());
}

TEST_CASE("desks must be reachable under the mode and must not be ourselves") {
    REQUIRE(errors_of(with("triage@cell.invalid", "triage@cell.internal")) ==
            Sentences{"in rehearsal mail goes only to reserved domains"});
    REQUIRE(errors_of(with("triage@cell.invalid", "Complaints@example.org")) ==
            Sentences{"this is our own address"});
    REQUIRE(errors_of(with("sp@cell.invalid", "hello@mail.example.net")) ==
            Sentences{"this is our own address"});
    REQUIRE(errors_of(with("triage@cell.invalid", "triage")) ==
            Sentences{"'triage' is no mail address"});
    REQUIRE(errors_of(with("triage: triage@cell.invalid, ", "")) ==
            Sentences{"'desk' has no 'triage'"});
}

TEST_CASE("live mode needs real domains") {
    REQUIRE(errors_of(with("mode: rehearsal", "mode: live")).size() >= 2);
    const auto bare = errors_of("mode: live\n");
    REQUIRE(std::count(bare.begin(), bare.end(),
                       "'mode: live' needs 'allowed_recipient_domains'") == 1);
    REQUIRE(errors_of(with("mode: rehearsal", "mode: Live")) ==
            Sentences{"'mode' must be rehearsal or live"});
}

TEST_CASE("folders that feed on themselves are refused") {
    REQUIRE(errors_of(with("done: Aparajita/Done", "done: INBOX")) ==
            Sentences{"'INBOX' is both watched and a place to put mail away"});
    REQUIRE(errors_of(with("attention: Aparajita/Attention", "attention: Aparajita/Done")) ==
            Sentences{"'done' and 'attention' are the same folder"});
}

TEST_CASE("durations, days, numbers and zones that are wrong are refused") {
    for (const auto* text : {"72", "h", "3 days", "-1h", "72H", "99999999h"})
        REQUIRE(errors_of(with("72h", text)) ==
                Sentences{"'expunge_done_after' must be never or a time"});
    REQUIRE_FALSE(load(with("72h", "never")).settings.mailbox.expunge_done_after.has_value());
    for (const auto* text : {"2026-02-30", "22-11-2026", "2026-13-01", "today", "2026-1-1"})
        REQUIRE(errors_of(with("since: 2026-11-22", "since: " + std::string(text))) ==
                Sentences{"'since' must be a day"});
    REQUIRE(errors_of(with("poll_seconds: 30", "poll_seconds: 0")) ==
            Sentences{"'poll_seconds' must be a whole number from 1 to 3600"});
    REQUIRE(errors_of(with("Asia/Kolkata", "Asia/Calcuta")) ==
            Sentences{"there is no timezone 'Asia/Calcuta'"});
    REQUIRE(load(with("Asia/Kolkata", "UTC")).settings.zone_offset == base::Seconds{0});
    REQUIRE(load(with("Asia/Kolkata", "Europe/Berlin")).warnings.size() == 1);
}

TEST_CASE("signers of rules are named by their public keys, each once (C06)") {
    const std::string key =
        "cell.example/aparajita+50318de4+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
    const auto signers = load(with("rules_signed_by: []", "rules_signed_by: [" + key + "]"))
                             .settings.rules_signed_by;
    REQUIRE(signers.size() == 1);
    REQUIRE(signers.front().str() == key);
    REQUIRE(errors_of(with("rules_signed_by: []", "rules_signed_by: [records-office.pub, " +
                                                      key + ", " + key + "]")) ==
            Sentences{"this is no public key of a signer of rules", "this key is named twice"});
}

TEST_CASE("an unknown key is refused wherever it stands, and all problems come at once") {
    std::string text = with("poll_seconds: 30", "poll_second: 30");
    text.replace(text.find("metrics:"), 8, "metric:");
    REQUIRE(errors_of(text) == Sentences{"unknown key 'poll_second'", "unknown key 'metric'"});
    REQUIRE(errors_of("").size() == 8);
}

TEST_CASE("a settings file that is not there is told, not thrown") {
    const auto loaded = settings::load_settings("/nonexistent/aparajita.yaml");
    REQUIRE_FALSE(loaded.ok());
    REQUIRE(base::to_text(loaded.error()) ==
            "/nonexistent/aparajita.yaml: error: the settings file cannot be read\n"
            "hint: 'aparajita init DIR' makes a sample; --config names another file\n");
}

TEST_CASE("a secret is read from its file only if nobody else can") {
    const Folder folder;
    settings::SecretSource source;
    source.file = folder.write("pw", "s3cret \n");
    REQUIRE(settings::read_secret(source)->reveal() == "s3cret ");
    for (const mode_t mode : {0640U, 0604U, 0660U, 0644U, 0601U}) {
        ::chmod(source.file.c_str(), mode);
        const auto secret = settings::read_secret(source);
        REQUIRE_FALSE(secret.ok());
        REQUIRE(secret.error().kind == base::FailureKind::settings);
        REQUIRE(secret.error().what ==
                "others may read the secret file " + source.file.string());
    }
    source.file = folder.write("two", "a\nb\n");
    REQUIRE_FALSE(settings::read_secret(source).ok());
    source.file = folder.write("empty", "\n");
    REQUIRE_FALSE(settings::read_secret(source).ok());
    source.file = folder.path() / "absent";
    REQUIRE_FALSE(settings::read_secret(source).ok());
    REQUIRE_FALSE(settings::read_secret({}).ok());
}

TEST_CASE("a credential is read from the folder that systemd names") {
    const Folder folder;
    folder.write("imap", "s3cret\n", 0400);
    settings::SecretSource source;
    source.credential = "imap";
    ::unsetenv("CREDENTIALS_DIRECTORY");
    REQUIRE_FALSE(settings::read_secret(source).ok());
    ::setenv("CREDENTIALS_DIRECTORY", folder.path().c_str(), 1);
    REQUIRE(settings::read_secret(source)->reveal() == "s3cret");
    ::unsetenv("CREDENTIALS_DIRECTORY");
}

TEST_CASE("a folder is read with the files of the right endings, in the order of their names") {
    const Folder folder;
    folder.write("b.yaml", "b");
    folder.write("a/z.yaml", "z");
    folder.write("a.yaml~", "backup");
    folder.write(".#b.yaml", "lock");
    folder.write(".git/x.yaml", "x");
    folder.write("note.txt", "n");
    const auto sources = settings::read_folder(folder.path(), {".yaml"});
    REQUIRE(sources->size() == 2);
    REQUIRE(sources->at(0).name == "a/z.yaml");
    REQUIRE(sources->at(0).text == "z");
    REQUIRE(sources->at(1).name == "b.yaml");
    REQUIRE_FALSE(settings::read_folder(folder.path() / "absent", {".yaml"}).ok());
    fs::create_symlink("nowhere", folder.path() / "lost.txt");
    REQUIRE(settings::read_folder(folder.path(), {".yaml"})->size() == 2);
    fs::create_symlink("nowhere", folder.path() / "lost.yaml");
    REQUIRE(settings::read_folder(folder.path(), {".yaml"}).error().what ==
            (folder.path() / "lost.yaml").string() + " is not there, or no file");
}

TEST_CASE("in rehearsal mail goes to reserved domains only, live to the listed ones only") {
    settings::Settings s;
    using settings::Audience;
    REQUIRE(settings::recipient_allowed(s, "sho.museum@tvc.ps.invalid", Audience::police));
    REQUIRE(settings::recipient_allowed(s, "asha@example.org", Audience::complainant));
    REQUIRE_FALSE(settings::recipient_allowed(s, "asha@mail.internal", Audience::complainant));
    REQUIRE_FALSE(settings::recipient_allowed(s, "sho@example.org.internal", Audience::police));
    s.mode = settings::Mode::live;
    s.allowed_recipient_domains = {"police.internal"};
    REQUIRE(settings::recipient_allowed(s, "sho@tvc.POLICE.internal", Audience::police));
    REQUIRE_FALSE(settings::recipient_allowed(s, "sho@xpolice.internal", Audience::police));
    REQUIRE_FALSE(settings::recipient_allowed(s, "sho@ps.invalid", Audience::police));
    REQUIRE(settings::recipient_allowed(s, "asha.o'k@mail.internal", Audience::complainant));
    REQUIRE_FALSE(settings::recipient_allowed(s, "asha@example.org", Audience::complainant));
    for (const auto* address : {"", "a", "a@", "@b.internal", "a b@c.internal",
                                "a@b.internal\r\nRCPT TO:<x@y.internal>", "<a@b.internal>",
                                "a@b@c.internal", "\"a\"@b.internal", "a@b"})
        for (const auto audience : {Audience::police, Audience::complainant})
            REQUIRE_FALSE(settings::recipient_allowed(s, address, audience));
}
