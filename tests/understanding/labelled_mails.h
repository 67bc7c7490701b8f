// Mails with what they should be understood as, written in one text file:
//
//   === name of the mail
//   from: Anju <anju@example.org>       (header lines; From, Subject and any other)
//   expect: kind=complaint station=tvc.kazhakuttam   (several lines allowed)
//   ---
//   the body
#pragma once

#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "message/parsed_mail.h"

struct LabelledMail {
    std::string name;
    message::ParsedMail mail;
    std::vector<std::pair<std::string, std::string>> expected;
};

inline message::Mailbox mailbox_of(const std::string& text) {
    message::Mailbox box;
    const auto open = text.find('<');
    if (open == std::string::npos) {
        box.address = text;
        return box;
    }
    if (open > 0) box.name = text.substr(0, open - 1);
    box.address = text.substr(open + 1, text.find('>') - open - 1);
    return box;
}

inline void read_expected(const std::string& line, LabelledMail& out) {
    std::istringstream words(line);
    for (std::string word; words >> word;) {
        const auto equals = word.find('=');
        if (equals == std::string::npos) throw std::runtime_error("no '=' in: " + word);
        out.expected.emplace_back(word.substr(0, equals), word.substr(equals + 1));
    }
}

inline void read_header(const std::string& line, LabelledMail& out) {
    const auto colon = line.find(": ");
    if (colon == std::string::npos) throw std::runtime_error("no header: " + line);
    const auto name = line.substr(0, colon);
    const auto value = line.substr(colon + 2);
    if (name == "expect") return read_expected(value, out);
    out.mail.headers.push_back({name, value, value});
    if (name == "from") out.mail.from = mailbox_of(value);
    if (name == "subject") out.mail.subject = value;
}

inline std::vector<LabelledMail> read_labelled_mails(const std::string& path) {
    std::ifstream in(path);
    std::vector<LabelledMail> mails;
    bool body = false;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("=== ")) {
            mails.push_back({line.substr(4), {}, {}});
            body = false;
        } else if (mails.empty()) {
            continue;
        } else if (!body && line == "---") {
            body = true;
            mails.back().mail.text = "";
        } else if (body) {
            *mails.back().mail.text += line + "\n";
        } else if (!line.empty()) {
            read_header(line, mails.back());
        }
    }
    for (auto& mail : mails) {
        auto& text = *mail.mail.text;
        while (text.ends_with("\n\n")) text.pop_back();
        message::Leaf leaf;
        leaf.type = "text/plain";
        leaf.size = text.size();
        mail.mail.parts.push_back(leaf);
    }
    return mails;
}
