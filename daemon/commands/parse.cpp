#include <iostream>

#include "commands/command.h"
#include "message/mail_json.h"
#include "reader/reader.h"

namespace commands {
namespace {

void print_plain(const std::string& file, const message::ParsedMail& mail) {
    std::cout << file << "\n  subject: " << mail.subject.value_or("(none)")
              << "\n  from:    " << mail.from.name.value_or("") << " <"
              << mail.from.address.value_or("") << ">\n";
    for (const auto& part : mail.parts) {
        std::cout << "  part:    " << part.type << ", " << part.size << " octets, sha256 "
                  << part.sha256 << (part.filename ? ", \"" + *part.filename + "\"" : "")
                  << "\n";
    }
    for (const auto& oddity : mail.oddities) std::cout << "  oddity:  " << oddity.name << "\n";
    if (mail.unreadable) std::cout << "  unread:  " << *mail.unreadable << "\n";
}

void parse(Context& context, const std::vector<std::string>& files, bool json) {
    auto reader = reader::Reader::start({});
    if (!reader) return report(reader.error(), context);
    for (const auto& file : files) {
        auto octets = read_file(file);
        if (!octets) return report(octets.error(), context);
        auto mail = (*reader)->read(*octets, message::Contents::kept);
        if (!mail) {
            return report({base::FailureKind::text,
                           "the reader gave up on " + file + ": " +
                               std::string(reader::name_of(mail.error().kind)),
                           "the daemon would put this mail into quarantine and tell the desk"},
                          context);
        }
        if (json) {
            std::cout << message::to_json_line(file, *mail) << "\n";
        } else {
            print_plain(file, *mail);
        }
    }
}

}  // namespace

void add_parse(CLI::App& app, Context& context) {
    auto* command = app.add_subcommand("parse", "what the reader sees in a mail");
    auto files = std::make_shared<std::vector<std::string>>();
    auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, "one JSON object a line");
    command->add_option("mail", *files, "mail files, - for standard input")->required();
    command->callback([&context, files, json] { parse(context, *files, *json); });
}

}  // namespace commands
