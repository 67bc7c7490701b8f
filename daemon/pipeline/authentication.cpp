#include "pipeline/authentication.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"

namespace pipeline {
namespace {

// Comments are cut out and quoted strings become one word, so that only syntax is left (RFC
// 8601 2.2, RFC 5322 3.2.2).
std::string plain(std::string_view value) {
    std::string out;
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char c = value[i];
        if (c == '\\' && (quoted || depth > 0)) {
            ++i;
        } else if (quoted) {
            quoted = c != '"';
        } else if (c == '"' && depth == 0) {
            quoted = true;
            out += "quoted";
        } else if (c == '(') {
            ++depth;
        } else if (c == ')' && depth > 0) {
            --depth;
            out += ' ';
        } else if (depth == 0) {
            out += c;
        }
    }
    return out;
}

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto end = text.find(at);
        parts.push_back(base::trim_ascii(text.substr(0, end)));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (!blank) {
            word.push_back(c);
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    if (!word.empty()) words.push_back(std::move(word));
    return words;
}

// "dmarc=pass header.from=ps.invalid policy.dmarc=none".
Dmarc one_result(std::string_view result, std::string_view from_domain) {
    const auto words = words_of(result);
    if (words.empty() || !words.front().starts_with("dmarc=")) return Dmarc::none;
    if (words.front() == "dmarc=fail") return Dmarc::fail;
    if (words.front() != "dmarc=pass") return Dmarc::none;
    constexpr std::string_view about = "header.from=";
    const bool of_another = std::any_of(words.begin(), words.end(), [&](const std::string& w) {
        return w.starts_with(about) && w.substr(about.size()) != from_domain;
    });
    return of_another ? Dmarc::none : Dmarc::pass;
}

Dmarc verdict_in(const std::vector<std::string_view>& results, std::string_view from_domain) {
    Dmarc verdict = Dmarc::none;
    for (std::size_t i = 1; i < results.size(); ++i) {
        const Dmarc one = one_result(results[i], from_domain);
        if (one == Dmarc::fail) return Dmarc::fail;
        if (one == Dmarc::pass) verdict = Dmarc::pass;
    }
    return verdict;
}

std::string from_domain_of(const message::ParsedMail& mail) {
    if (!mail.from.address) return {};
    const std::string address = base::lower_ascii(*mail.from.address);
    const auto at = address.rfind('@');
    return at == std::string::npos ? std::string() : address.substr(at + 1);
}

}  // namespace

Dmarc dmarc_of(const message::ParsedMail& mail, std::string_view authserv_id) {
    if (authserv_id.empty()) return Dmarc::none;
    for (const auto* field : mail.all("authentication-results")) {
        const std::string value = plain(base::lower_ascii(field->text));
        const auto results = split(value, ';');
        const auto named = words_of(results.front());  // a version may stand behind it
        if (named.empty() || named.front() != base::lower_ascii(authserv_id)) continue;
        return verdict_in(results, from_domain_of(mail));
    }
    return Dmarc::none;
}

}  // namespace pipeline
