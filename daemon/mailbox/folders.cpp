#include "mailbox/folders.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "mailbox/sets.h"

namespace mailbox {

namespace {
constexpr std::uint32_t few = 5000;  // their UIDs fit a line of 64 KB
constexpr std::uint32_t range = 1000;
constexpr std::size_t most_listed = 1'000'000;
}  // namespace

std::string known_code(const std::string& code) {
    constexpr std::array<std::string_view, 22> known{"ALERT",
                                                     "ALREADYEXISTS",
                                                     "AUTHENTICATIONFAILED",
                                                     "AUTHORIZATIONFAILED",
                                                     "CANNOT",
                                                     "CLIENTBUG",
                                                     "CORRUPTION",
                                                     "EXPIRED",
                                                     "EXPUNGEISSUED",
                                                     "INUSE",
                                                     "LIMIT",
                                                     "NONEXISTENT",
                                                     "NOPERM",
                                                     "OVERQUOTA",
                                                     "PRIVACYREQUIRED",
                                                     "READ-ONLY",
                                                     "SERVERBUG",
                                                     "TRYCREATE",
                                                     "UNAVAILABLE",
                                                     "CONTACTADMIN",
                                                     "HASCHILDREN",
                                                     "TOOBIG"};
    return std::find(known.begin(), known.end(), code) == known.end() ? "" : " [" + code + "]";
}

bool says_gone(const Answer& answer) {
    return answer.code == "EXPUNGEISSUED" || answer.code == "NONEXISTENT";
}

std::optional<std::string> write_folder(const std::string& name, const Naming& naming) {
    if (base::lower_ascii(name) == "inbox") return "\"INBOX\"";
    if (name.empty() || !base::is_utf8(name)) return std::nullopt;
    for (const char octet : name)
        if (static_cast<unsigned char>(octet) < ' ' || octet == 0x7f) return std::nullopt;
    std::string path = name.starts_with(naming.prefix) ? "" : naming.prefix;
    for (const char octet : name) {
        if (octet == '/')
            path += naming.delimiter.empty() ? std::string("-") : naming.delimiter;
        else
            path += octet;
    }
    if (!naming.utf8) return quote(write_modified_utf7(path));
    std::string quoted = "\"";
    for (const char octet : path) {
        if (octet == '"' || octet == '\\') quoted += '\\';
        quoted += octet;
    }
    return quoted + '"';
}

std::optional<Command> SelectFolder::next(Answer answer) {
    if (answer.status != Status::ok)
        return fail("the folder cannot be opened" + known_code(answer.code),
                    "check `folders` in the settings, and that the mailbox has them");
    const auto validity = read_uid(answer.uidvalidity);
    if (!validity)
        return fail("the folder has no UIDVALIDITY, so its mails cannot be told apart for good",
                    "the server must support it (RFC 3501)");
    selected.uidvalidity = *validity;
    selected.uidnext = read_uid(answer.uidnext).value_or(0);
    return std::nullopt;
}

EnsureFolder::EnsureFolder(const std::string& name, const Naming& naming) {
    for (std::size_t slash = name.find('/'); slash != std::string::npos;
         slash = name.find('/', slash + 1))
        if (const auto parent = write_folder(name.substr(0, slash), naming))
            levels_.push_back(*parent);
    if (const auto written = write_folder(name, naming))
        levels_.push_back(*written);
    else
        levels_.clear();
}

std::optional<Command> EnsureFolder::begin() {
    if (levels_.empty())
        return fail("a folder's name cannot be written", "correct the name in the settings",
                    base::FailureKind::settings);
    return Command("LIST \"\" " + levels_.back());
}

std::optional<Command> EnsureFolder::next(Answer answer) {
    const bool there = std::any_of(answer.listed.begin(), answer.listed.end(),
                                   [](const Listed& one) { return one.selectable; });
    switch (phase_) {
        case Phase::look:
            if (there) return std::nullopt;
            phase_ = Phase::create;
            return Command("CREATE " + levels_[0]);
        case Phase::create:  // a NO may mean that the parent exists; the second look decides
            if (++created_ < levels_.size()) return Command("CREATE " + levels_[created_]);
            phase_ = Phase::look_again;
            return Command("LIST \"\" " + levels_.back());
        case Phase::look_again:
            if (!there)
                return fail(
                    "the folder does not exist and cannot be created" + known_code(answer.code),
                    "create it by hand, or choose another name in the settings");
            phase_ = Phase::subscribe;
            return Command("SUBSCRIBE " +
                           levels_.back());  // so that people see it; unimportant if refused
        case Phase::subscribe:
            break;
    }
    return std::nullopt;
}

// Nothing when the last range has been asked.
std::optional<Command> ListMails::next_range() {
    const std::uint32_t from = next_;
    const std::uint32_t exists = conversation_.exists();
    if (from > exists) return std::nullopt;
    next_ = from + range;
    if (next_ > exists) return Command(fmt::format("UID SEARCH {}:*", from));
    return Command(fmt::format("UID SEARCH {}:{}", from, next_ - 1));
}

std::optional<Command> ListMails::next(Answer answer) {
    if (answer.status != Status::ok)
        return fail("the mails cannot be listed" + known_code(answer.code), "try again");
    if (phase_ == Phase::refresh) {
        conversation_.forget_change();
        phase_ = conversation_.exists() > few ? Phase::ranges : Phase::all;
        return phase_ == Phase::all ? Command("UID SEARCH ALL") : next_range();
    }
    uids.insert(uids.end(), answer.found.begin(), answer.found.end());
    if (uids.size() > most_listed)
        return fail("the folder has more than a million mails", "move old ones away");
    for (const std::uint32_t gone : answer.expunged)
        if (gone < next_ && next_ > 1) --next_;
    if (phase_ == Phase::ranges)
        if (auto command = next_range()) return command;
    std::sort(uids.begin(), uids.end());
    uids.erase(std::unique(uids.begin(), uids.end()), uids.end());
    return std::nullopt;
}

}  // namespace mailbox
