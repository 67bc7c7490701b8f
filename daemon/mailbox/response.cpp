#include "mailbox/response.h"

#include <algorithm>

#include "base/text.h"
#include "mailbox/sets.h"

namespace mailbox {

namespace {

constexpr int deepest = 16;
constexpr std::size_t most_found = 1'000'000;
constexpr Breach nonsense = "its answer is not IMAP";

std::string upper(std::string_view text) {
    std::string raised(text);
    for (char& octet : raised)
        if (octet >= 'a' && octet <= 'z') octet = static_cast<char>(octet - 'a' + 'A');
    return raised;
}

class Cursor {
  public:
    Cursor(std::string_view text, std::vector<std::string>& literals)
        : text_(text), literals_(literals) {}

    bool at_end() const { return at_ >= text_.size(); }
    char peek() const { return at_end() ? '\0' : text_[at_]; }
    std::string_view rest() const { return text_.substr(std::min(at_, text_.size())); }
    bool take(char octet) {
        if (peek() != octet || at_end()) return false;
        ++at_;
        return true;
    }
    std::string_view word() {
        const std::size_t from = at_;
        while (!at_end() && text_[at_] != ' ') ++at_;
        return text_.substr(from, at_ - from);
    }

    Breach value(Value& value, int depth = 0) {
        switch (peek()) {
            case '(':
                return list(value, depth + 1);
            case '"':
                return quoted(value);
            case '{':
                return literal(value);
        }
        if (rest().starts_with("~{")) return literal(value);  // RFC 3516
        return atom(value);
    }

  private:
    Breach list(Value& value, int depth) {
        if (depth > deepest) return "its answer is nested more than 16 deep";
        value.kind = Value::Kind::list;
        ++at_;
        while (!take(')')) {
            if (at_end()) return nonsense;
            const Breach breach = this->value(value.items.emplace_back(), depth);
            if (!breach.empty()) return breach;
            if (!take(' ') && peek() != ')' && peek() != '(') return nonsense;
        }
        return {};
    }

    Breach quoted(Value& value) {
        value.kind = Value::Kind::text;
        for (++at_; !at_end(); ++at_) {
            if (text_[at_] == '"') {
                ++at_;
                return {};
            }
            if (text_[at_] == '\r')
                return nonsense;  // what stands behind it was taken for a literal
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
            value.text += text_[at_];
        }
        return nonsense;
    }

    Breach literal(Value& value) {
        value.kind = Value::Kind::text;
        const std::size_t end = text_.find("}\r\n", at_);
        if (end == std::string_view::npos || used_ >= literals_.size()) return nonsense;
        at_ = end + 3;
        value.text = std::move(literals_[used_++]);
        return {};
    }

    // Section names such as BODY[HEADER.FIELDS (TO)] are one atom, blanks and all.
    Breach atom(Value& value) {
        const std::size_t from = at_;
        bool in_section = false;
        for (; !at_end(); ++at_) {
            const char octet = text_[at_];
            if (octet == '[') in_section = true;
            if (octet == ']') in_section = false;
            if (!in_section &&
                (octet == ' ' || octet == '(' || octet == ')' || octet == '"' || octet == '{'))
                break;
        }
        if (at_ == from || in_section) return nonsense;
        value.text = std::string(text_.substr(from, at_ - from));
        value.kind = upper(value.text) == "NIL" ? Value::Kind::nil : Value::Kind::atom;
        return {};
    }

    std::string_view text_;
    std::vector<std::string>& literals_;
    std::size_t at_ = 0;
    std::size_t used_ = 0;
};

std::optional<Status> status_of(std::string_view word) {
    const std::string name = upper(word);
    if (name == "OK") return Status::ok;
    if (name == "NO") return Status::no;
    if (name == "BAD") return Status::bad;
    if (name == "BYE") return Status::bye;
    if (name == "PREAUTH") return Status::preauth;
    return std::nullopt;
}

void read_code(std::string_view text, Response& response) {
    if (!text.starts_with('[')) return;
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return;
    const std::string_view inside = text.substr(1, end - 1);
    const std::size_t blank = inside.find(' ');
    response.code = upper(inside.substr(0, blank));
    if (blank != std::string_view::npos)
        response.code_arguments = std::string(inside.substr(blank + 1));
}

Breach read_words(Cursor& cursor, Response& response) {
    response.kind = Response::Kind::capability;
    while (cursor.take(' ')) response.words.push_back(upper(cursor.word()));
    return {};
}

Breach read_search(Cursor& cursor, Response& response) {
    response.kind = Response::Kind::search;
    while (cursor.take(' ')) {
        if (cursor.at_end() || cursor.peek() == '(') break;  // a blank at the end; (MODSEQ n)
        const auto uid = read_uid(cursor.word());
        if (!uid) return "its list of mails has something that is no UID";
        response.uids.push_back(*uid);
    }
    return {};
}

Breach read_esearch(Cursor& cursor, std::vector<Value>& values, Response& response) {
    response.kind = Response::Kind::search;
    while (cursor.take(' ')) {
        const Breach breach = cursor.value(values.emplace_back());
        if (!breach.empty()) return breach;
    }
    for (std::size_t i = 0; i + 1 < values.size(); ++i) {
        if (upper(values[i].text) != "ALL") continue;
        auto uids = read_set(values[i + 1].text, most_found);
        if (!uids) return "its list of mails has something that is no UID";
        response.uids = std::move(*uids);
    }
    return {};
}

Breach read_list(Cursor& cursor, Response& response) {
    Value flags;
    Value delimiter;
    Value name;
    for (Value* value : {&flags, &delimiter, &name}) {
        if (!cursor.take(' ')) return nonsense;
        const Breach breach = cursor.value(*value);
        if (!breach.empty()) return breach;
    }
    response.kind = Response::Kind::list;
    response.listed.name = name.text;
    response.listed.delimiter = delimiter.kind == Value::Kind::text ? delimiter.text : "";
    for (const Value& flag : flags.items) {
        const std::string raised = upper(flag.text);
        if (raised == "\\NOSELECT" || raised == "\\NONEXISTENT")
            response.listed.selectable = false;
    }
    return {};
}

// RFC 2342: the first of our own name spaces.
Breach read_space(Cursor& cursor, Response& response) {
    Value own;
    if (!cursor.take(' ')) return nonsense;
    const Breach breach = cursor.value(own);
    if (!breach.empty()) return breach;
    response.kind = Response::Kind::space;
    if (own.items.empty() || own.items[0].items.size() < 2) return {};
    response.listed.name = own.items[0].items[0].text;
    const Value& delimiter = own.items[0].items[1];
    response.listed.delimiter = delimiter.kind == Value::Kind::text ? delimiter.text : "";
    return {};
}

Breach read_attribute(const std::string& name, Value& value, FetchItem& item) {
    if (name == "UID") {
        const auto uid = read_uid(value.text);
        if (!uid) return "a mail came with something that is no UID";
        item.uid = *uid;
    } else if (name == "RFC822.SIZE") {
        item.size = read_number(value.text);
        if (!item.size) return "a mail came with something that is no size";
    } else if (name == "INTERNALDATE") {
        item.internal_date = read_internal_date(value.text).value_or(base::Instant{});
    } else if (name == "BODY[]" || name.starts_with("BODY[]<")) {
        if (value.kind == Value::Kind::list || value.kind == Value::Kind::atom) return nonsense;
        item.body = value.kind == Value::Kind::nil ? Body::nil : Body::present;
        item.octets = std::move(value.text);
        if (name == "BODY[]") return {};
        const auto origin = read_number(std::string_view(name).substr(7, name.size() - 8));
        if (!origin || !name.ends_with('>')) return nonsense;
        item.origin = *origin;
    }
    return {};
}

Breach read_fetch(Cursor& cursor, Response& response) {
    Value list;
    if (!cursor.take(' ')) return nonsense;
    Breach breach = cursor.value(list);
    if (!breach.empty()) return breach;
    if (list.kind != Value::Kind::list || list.items.size() % 2 != 0) return nonsense;
    if (cursor.rest().find_first_not_of(' ') != std::string_view::npos) return nonsense;
    response.kind = Response::Kind::fetch;
    for (std::size_t i = 0; i < list.items.size(); i += 2) {
        breach = read_attribute(upper(list.items[i].text), list.items[i + 1], response.fetch);
        if (!breach.empty()) return breach;
    }
    return {};
}

Breach read_numbered(std::string_view number, Cursor& cursor, Response& response) {
    const auto value = read_number(number);
    if (!value || *value > 0xffff'ffffU || !cursor.take(' ')) return nonsense;
    response.number = static_cast<std::uint32_t>(*value);
    const std::string what = upper(cursor.word());
    if (what == "EXISTS") response.kind = Response::Kind::exists;
    if (what == "EXPUNGE") response.kind = Response::Kind::expunge;
    if (what == "FETCH") return read_fetch(cursor, response);
    return {};
}

// "root" (STORAGE 10 512 MESSAGE 3 100), RFC 9208 5.1. A limit of 0 is no figure.
Breach read_quota(Cursor& cursor, Response& response) {
    Value root;
    Value list;
    if (!cursor.take(' ')) return nonsense;
    Breach breach = cursor.value(root);
    if (!breach.empty()) return breach;
    if (!cursor.take(' ')) return nonsense;
    breach = cursor.value(list);
    if (!breach.empty()) return breach;
    if (list.kind != Value::Kind::list || list.items.size() % 3 != 0) return nonsense;
    response.kind = Response::Kind::quota;
    for (std::size_t i = 0; i < list.items.size(); i += 3) {
        const auto used = read_number(list.items[i + 1].text);
        const auto most = read_number(list.items[i + 2].text);
        if (!used || !most) return "its quota is no number";
        if (*most == 0) continue;
        const double share = 100.0 * static_cast<double>(*used) / static_cast<double>(*most);
        const int percent = static_cast<int>(std::min(share, 1000.0));
        response.percent_full = std::max(percent, response.percent_full.value_or(0));
    }
    return {};
}

Breach read_untagged(Cursor& cursor, Response& response) {
    const std::string_view word = cursor.word();
    if (word.empty()) return nonsense;
    if (const auto status = status_of(word)) {
        response.kind = Response::Kind::status;
        response.status = *status;
        if (cursor.take(' ')) read_code(cursor.rest(), response);
        return {};
    }
    if (word.front() >= '0' && word.front() <= '9')
        return read_numbered(word, cursor, response);
    const std::string name = upper(word);
    std::vector<Value> values;
    if (name == "CAPABILITY") return read_words(cursor, response);
    if (name == "SEARCH") return read_search(cursor, response);
    if (name == "ESEARCH") return read_esearch(cursor, values, response);
    if (name == "LIST") return read_list(cursor, response);
    if (name == "QUOTA") return read_quota(cursor, response);
    if (name == "NAMESPACE") return read_space(cursor, response);
    return {};  // FLAGS, RECENT, VANISHED, STATUS, ID, ENABLED ...: nothing we rely on
}

}  // namespace

Breach read_response(std::string_view text, std::vector<std::string>& literals,
                     Response& response) {
    Cursor cursor(text, literals);
    const std::string_view first = cursor.word();
    if (first == "+") {
        response.kind = Response::Kind::go_ahead;
        return {};
    }
    if (first.empty() || !cursor.take(' ')) return nonsense;
    if (first == "*") return read_untagged(cursor, response);
    const auto status = status_of(cursor.word());
    if (!status || *status == Status::bye || *status == Status::preauth) return nonsense;
    response.kind = Response::Kind::tagged;
    response.tag = std::string(first);
    response.status = *status;
    if (cursor.take(' ')) read_code(cursor.rest(), response);
    return {};
}

}  // namespace mailbox
