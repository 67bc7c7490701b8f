#include <algorithm>
#include <set>

#include "base/mail_domain.h"
#include "base/text.h"
#include "settings/reading.h"

namespace settings {

namespace {

constexpr int most_minutes = 24 * 60;
constexpr int most_days = 3650;

// Reads one section, when it is there; `read` gets its keys and must ask for each.
template <class Read>
void read_section(yaml::MapReader& file, std::string_view key, Reading& reading,
                  const Read& read) {
    const yaml::Node* node = file.optional_node(key);
    if (node == nullptr) return;
    yaml::MapReader section(*node, "'" + std::string(key) + "'", reading.problems);
    read(section);
    section.finish();
}

void read_mailbox(yaml::MapReader& section, Settings& settings, Reading& reading) {
    auto& mailbox = settings.mailbox;
    mailbox.server = read_server(section, Protocol::imap, reading);
    if (const auto folders = read_texts(section, "folders", reading); !folders.empty())
        mailbox.folders = texts_of(folders);
    mailbox.done = section.optional_text("done", mailbox.done);
    mailbox.attention = section.optional_text("attention", mailbox.attention);
    const Placed expunge = read_text(section, "expunge_done_after", reading);
    if (!expunge.text.empty() && expunge.text != "never") {
        mailbox.expunge_done_after = parse_duration(expunge.text);
        if (!mailbox.expunge_done_after)
            reading.refuse(*expunge.at, "'expunge_done_after' must be never or a time",
                           "write never, 72h or 7d");
    }
    mailbox.poll = base::Seconds{read_count(section, "poll_seconds", 60, 1, 3600)};
    const Placed since = read_text(section, "since", reading);
    if (since.text.empty()) return;
    mailbox.since = parse_date(since.text, settings.zone_offset);
    if (!mailbox.since)
        reading.refuse(*since.at, "'since' must be a day", "write it as 2026-11-22");
}

void check_folders(const MailboxSettings& mailbox, const yaml::Node& at, Reading& reading) {
    for (const auto* target : {&mailbox.done, &mailbox.attention})
        if (std::find(mailbox.folders.begin(), mailbox.folders.end(), *target) !=
            mailbox.folders.end())
            reading.refuse(
                at, "'" + *target + "' is both watched and a place to put mail away",
                "a mail put there would be read again for ever; name another folder");
    if (mailbox.done == mailbox.attention)
        reading.refuse(at, "'done' and 'attention' are the same folder",
                       "quarantined mail must be found again");
}

void read_notices_return(yaml::MapReader& section, IdentitySettings& identity,
                         Reading& reading) {
    const bool token = read_choice(section, "notices_return", {"empty", "token"}, reading) == 1;
    identity.notices_return = token ? NoticesReturn::token : NoticesReturn::empty;
    if (token && identity.relay != Relay::plus)
        reading.refuse(*section.node().find("notices_return"),
                       "'notices_return: token' needs 'relay: plus'",
                       "the token stands in an address local+TOKEN@domain");
}

void read_identity(yaml::MapReader& section, Settings& settings, Reading& reading) {
    auto& identity = settings.identity;
    section.needs("address");
    identity.address = read_address(section, "address", reading).text;
    identity.letters_from = section.optional_text("letters_from", "Women Cell Desk");
    const Placed address = read_address(section, "notices_address", reading);
    const Placed from = read_text(section, "notices_from", reading);
    identity.notices_address = address.text;
    identity.notices_from = from.text.empty() ? "Mail Desk" : from.text;
    identity.relay = read_choice(section, "relay", {"plus", "thread"}, reading) == 0
                         ? Relay::plus
                         : Relay::thread;
    read_notices_return(section, identity, reading);
    identity.authserv_id = section.optional_text("authserv_id", "");
    for (const auto& telling : {address, from})
        if (const std::string word = telling_word(telling.text); !word.empty())
            reading.refuse(
                *telling.at,
                "'" + word +
                    "' tells what the mail is about to anybody who sees it on her phone",
                "choose a neutral name and domain");
    for (const auto* name : {&identity.letters_from, &identity.notices_from})
        if (name->find_first_of("\r\n") != std::string::npos)
            reading.refuse(section.node(), "a display name must stand on one line");
    if (identity.authserv_id.empty())
        reading.warn(section.node(), "there is no 'authserv_id'",
                     "without it no sender is believed to be who he says he is");
}

void check_notices(const Settings& settings, const yaml::Node& file, Reading& reading) {
    const yaml::Node* section = file.find("identity");
    if (section == nullptr || !settings.acknowledge.enabled) return;
    const auto& identity = settings.identity;
    const yaml::Node* given = section->find("notices_address");
    if (given == nullptr)
        reading.refuse(
            *section, "there is no 'notices_address' to write to a complainant from",
            "name a neutral alias of the same mailbox, or set 'acknowledge: {enabled: false}'");
    else if (!identity.address.empty() &&
             base::lower_ascii(identity.notices_address) == base::lower_ascii(identity.address))
        reading.refuse(
            *given, "'notices_address' is the complaint address itself",
            "name a neutral alias of the same mailbox, or set 'acknowledge: {enabled: false}'");
}

// Posts of our own: their mail must be allowed to go out, and never come back to us.
void check_post(const Placed& post, const Settings& settings, Reading& reading) {
    const bool unknown_domains =
        settings.mode == Mode::live && settings.allowed_recipient_domains.empty();
    if (post.text.empty() || unknown_domains) return;  // the missing domains are told once
    const std::string lower = base::lower_ascii(post.text);
    if (lower == base::lower_ascii(settings.identity.address) ||
        lower == base::lower_ascii(settings.identity.notices_address))
        reading.refuse(*post.at, "this is our own address",
                       "mail for people must not come back to the daemon");
    else if (!recipient_allowed(settings, post.text, Audience::police))
        reading.refuse(
            *post.at,
            settings.mode == Mode::rehearsal
                ? "in rehearsal mail goes only to reserved domains"
                : "this domain is not among 'allowed_recipient_domains', or is reserved",
            settings.mode == Mode::rehearsal
                ? "use a domain such as cell.invalid, or set 'mode: live'"
                : "");
}

// Each approves for itself: the same mailbox twice would be one person with two votes.
void read_approvers(yaml::MapReader& section, Settings& settings, Reading& reading) {
    const auto found = read_addresses(section, "approvers", reading);
    std::set<std::string> known;
    for (const auto& post : found) {
        check_post(post, settings, reading);
        if (!known.insert(base::lower_ascii(post.text)).second)
            reading.refuse(*post.at, "this mailbox is named twice", "an approver has one vote");
    }
    settings.desk.approvers = texts_of(found);
    if (found.size() < 2)
        reading.warn(section.node(),
                     found.empty() ? "nobody may approve: 'approvers' is empty"
                                   : "there is only one approver",
                     "a covered value needs one approver, a child's two; add their mailboxes");
}

void read_desk(yaml::MapReader& section, Settings& settings, Reading& reading) {
    section.needs("triage");
    const Placed triage = read_address(section, "triage", reading);
    const Placed urgent = read_address(section, "urgent", reading);
    check_post(triage, settings, reading);
    check_post(urgent, settings, reading);
    settings.desk.triage = triage.text;
    settings.desk.urgent = urgent.text.empty() ? triage.text : urgent.text;
    if (urgent.at == nullptr)
        reading.warn(section.node(), "there is no 'urgent' desk",
                     "urgent mail will wait with all other mail");
    const auto posts = [&](std::string_view key) {
        const auto found = read_addresses(section, key, reading);
        for (const auto& post : found) check_post(post, settings, reading);
        return texts_of(found);
    };
    settings.desk.oversight = posts("oversight");
    read_approvers(section, settings, reading);
    settings.desk.auditors = posts("auditors");
    if (settings.desk.auditors.size() < 2)
        reading.warn(section.node(),
                     settings.desk.auditors.empty() ? "nobody audits: 'auditors' is empty"
                                                    : "there is only one auditor",
                     "checkpoints of the trail prove something only where two keep them; add "
                     "mailboxes outside this unit");
    if (settings.desk.oversight.empty())
        reading.warn(section.node(), "nobody has 'oversight'",
                     "late cases and changed mailboxes are told to nobody");
}

void read_domains(yaml::MapReader& file, Settings& settings, Reading& reading) {
    settings.mode = read_choice(file, "mode", {"rehearsal", "live"}, reading) == 0
                        ? Mode::rehearsal
                        : Mode::live;
    const auto domains = read_texts(file, "allowed_recipient_domains", reading);
    settings.allowed_recipient_domains = texts_of(domains);
    for (const auto& domain : domains) {
        if (!base::is_plain_address("x@" + domain.text))
            reading.refuse(*domain.at, "'" + domain.text + "' is no mail domain",
                           "write it without '@' and '*'");
        else if (settings.mode == Mode::live && base::is_reserved_domain(domain.text))
            reading.refuse(*domain.at, "no mail can ever arrive at '" + domain.text + "'",
                           "this is a sample domain; write the real one");
    }
    if (settings.mode == Mode::live && domains.empty())
        reading.refuse(*file.node().find("mode"),
                       "'mode: live' needs 'allowed_recipient_domains'",
                       "list the domains of the stations' mailboxes");
}

void read_zone(yaml::MapReader& file, Settings& settings, Reading& reading) {
    const Placed name = read_text(file, "timezone", reading);
    if (name.text.empty()) return;
    settings.timezone = name.text;
    const auto zone = find_zone(name.text);
    if (!zone) {
        reading.refuse(*name.at, "there is no timezone '" + name.text + "'",
                       "write one like Asia/Kolkata");
        return;
    }
    settings.zone_offset = zone->offset;
    if (zone->has_summer_time)
        reading.warn(*name.at, "summer time is not followed",
                     "times are shown in the zone's winter time");
}

void read_small_sections(yaml::MapReader& file, Settings& settings, Reading& reading) {
    read_section(file, "acknowledge", reading, [&](yaml::MapReader& section) {
        settings.acknowledge.enabled = section.optional_truth("enabled", true);
        settings.acknowledge.delay_minutes =
            read_count(section, "delay_minutes", 0, 0, most_minutes);
        settings.acknowledge.spread_minutes =
            read_count(section, "spread_minutes", 0, 0, most_minutes);
        settings.acknowledge.max_age_minutes =
            read_count(section, "max_age_minutes", 60, 1, most_minutes);
    });
    read_section(file, "alarms", reading, [&](yaml::MapReader& section) {
        const auto mail = read_addresses(section, "mail", reading);
        for (const auto& post : mail) check_post(post, settings, reading);
        settings.alarm_mail = texts_of(mail);
        const Placed command = read_text(section, "command", reading);
        if (command.text == "none" || command.text.empty()) return;
        settings.alarm_command = command.text;
        if (!command.text.starts_with('/'))
            reading.refuse(*command.at, "'command' must be none or a whole path",
                           "it is run without a shell");
    });
    if (settings.alarm_mail.empty() && settings.alarm_command.empty())
        reading.warn(file.node(), "nobody is told when something breaks",
                     "add 'alarms: {mail: [...]}'");
    read_section(file, "canary", reading, [&](yaml::MapReader& section) {
        section.needs("every_minutes");
        settings.canary_every_minutes =
            read_count(section, "every_minutes", 15, 1, most_minutes);
        settings.canary_station = section.required_text("station");
    });
    read_section(file, "reader", reading, [&](yaml::MapReader& section) {
        settings.reader_processes = read_count(section, "processes", 2, 1, 64);
        settings.reader_mails_per_child = read_count(section, "mails_per_child", 50, 1, 100000);
    });
}

// Each signs for itself: one key under two names would be one person with two signatures.
void read_signers(yaml::MapReader& file, Settings& settings, Reading& reading) {
    std::set<std::string> known;
    for (const auto& signer : read_texts(file, "rules_signed_by", reading)) {
        auto key = base::read_verifier_key(signer.text);
        if (!key) {
            reading.refuse(*signer.at, "this is no public key of a signer of rules",
                           "copy the line of PREFIX.pub that `aparajita keygen --signer NAME "
                           "--out PREFIX` writes");
        } else if (!known.insert(key->public_key).second) {
            reading.refuse(*signer.at, "this key is named twice", "a signer signs once");
        } else {
            settings.rules_signed_by.push_back(std::move(*key));
        }
    }
}

void read_places(yaml::MapReader& file, Settings& settings, Reading& reading) {
    settings.replay_days = read_count(file, "replay_days", 14, 0, most_days);
    settings.reload_max_moved_percent =
        read_count(file, "reload_max_moved_percent", 10, 0, 100);
    read_signers(file, settings, reading);
    file.needs("state");
    file.needs("rules");
    file.needs("templates");
    settings.state = read_path(file, "state", "", reading);
    settings.rules = read_path(file, "rules", "", reading);
    settings.templates = read_path(file, "templates", "", reading);
    file.needs("seal_to");
    settings.seal_to = read_paths(file, "seal_to", reading);
    const yaml::Node* seal_to = file.node().find("seal_to");
    if (seal_to != nullptr && settings.seal_to.empty() && !seal_to->is_null())
        reading.refuse(*seal_to, "'seal_to' names no key",
                       "originals are sealed to the public key of the records office");
    settings.keys_folder = settings.state / "keys";
    read_section(file, "keys", reading, [&](yaml::MapReader& section) {
        if (const auto folder = read_path(section, "folder", "", reading); !folder.empty())
            settings.keys_folder = folder;
        for (const auto* name : {"message_id", "dedup", "vault", "address"})
            if (const auto source = read_secret_source(section, name, reading); source.given())
                settings.keys[name] = source;
    });
    read_section(file, "metrics", reading, [&](yaml::MapReader& section) {
        settings.metrics_textfile = read_path(section, "textfile", "", reading);
    });
}

Settings read_settings(const yaml::Node& root, Reading& reading) {
    Settings settings;
    yaml::MapReader file(root, "the settings file", reading.problems);
    read_domains(file, settings, reading);
    read_zone(file, settings, reading);  // before the day in mailbox.since
    for (const auto* key : {"mailbox", "delivery", "identity", "desk"}) file.needs(key);
    read_section(file, "mailbox", reading, [&](yaml::MapReader& section) {
        read_mailbox(section, settings, reading);
        check_folders(settings.mailbox, section.node(), reading);
    });
    read_section(file, "delivery", reading, [&](yaml::MapReader& section) {
        settings.delivery.server = read_server(section, Protocol::smtp, reading);
        settings.delivery.sessions = read_count(section, "sessions", 8, 1, 64);
    });
    read_section(file, "identity", reading,
                 [&](yaml::MapReader& section) { read_identity(section, settings, reading); });
    read_section(file, "desk", reading,
                 [&](yaml::MapReader& section) { read_desk(section, settings, reading); });
    read_small_sections(file, settings, reading);
    read_places(file, settings, reading);
    check_notices(settings, root, reading);
    file.finish();
    return settings;
}

// A password typed into the file must not be repeated on a terminal or in the journal.
void hide_secrets(base::Problems& problems) {
    static constexpr std::string_view telling[] = {"pass",   "pasw",  "pwd",
                                                   "secret", "token", "key"};
    for (auto& problem : problems) {
        const std::string lower = base::lower_ascii(problem.source_line);
        const bool may_be = std::any_of(std::begin(telling), std::end(telling), [&](auto word) {
            return lower.find(word) != std::string::npos;
        });
        if (!may_be) continue;
        const auto colon = problem.source_line.find(':');
        problem.source_line = problem.source_line.substr(0, colon) + ": (not shown)";
        if (problem.column > static_cast<int>(colon)) problem.caret_length = 1;
    }
}

base::Problem whole_file(const std::filesystem::path& file, std::string sentence,
                         std::string hint) {
    base::Problem problem;
    problem.file = file.string();
    problem.sentence = std::move(sentence);
    problem.hint = std::move(hint);
    return problem;
}

}  // namespace

base::Result<LoadedSettings, base::Problems> load_settings(const std::filesystem::path& file) {
    constexpr std::size_t most = std::size_t{4} * 1024 * 1024;
    auto text = read_file(file, most);
    if (!text.ok())
        return base::Problems{
            whole_file(file, "the settings file cannot be read",
                       "'aparajita init DIR' makes a sample; --config names another file")};
    auto document = yaml::read({file.string(), std::move(text).value()});
    if (!document.ok()) {
        base::Problems problems = std::move(document).error();
        hide_secrets(problems);
        return problems;
    }
    std::error_code unknown;
    Reading reading{std::filesystem::absolute(file, unknown).parent_path(), {}};
    Settings settings = read_settings(*document->root, reading);
    yaml::sort_by_place(reading.problems);
    hide_secrets(reading.problems);
    if (base::has_errors(reading.problems)) return std::move(reading.problems);
    return LoadedSettings{std::move(settings), std::move(reading.problems)};
}

}  // namespace settings
