#include "mailbox/conversation.h"

#include <fmt/format.h>

#include <iterator>

#include "base/ensure.h"

namespace mailbox {

namespace {

template <class T>
void append(std::vector<T>& to, std::vector<T>& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()),
              std::make_move_iterator(from.end()));
}

}  // namespace

std::string Conversation::ask(const Command& command) {
    base::ensure(under_way_.empty());
    under_way_ = fmt::format("A{:04}", ++number_);
    kind_ = command.kind;
    answer_ = Answer();
    go_ahead_ = false;
    reader_.begin(command.literal_budget);
    return under_way_ + " " + command.text + "\r\n";
}

bool Conversation::hear(std::string_view octets) {
    if (!breach_.empty()) return false;
    responses_.clear();
    const Breach misread = reader_.feed(octets, responses_);
    // What came whole before the nonsense still counts: a BYE explains more than what follows
    // it.
    const std::size_t whole =
        responses_.size() - (misread.empty() || responses_.empty() ? 0 : 1);
    for (std::size_t i = 0; i < whole && breach_.empty(); ++i) breach_ = take(responses_[i]);
    responses_.clear();
    if (breach_.empty()) breach_ = misread;
    return breach_.empty();
}

Answer Conversation::take_answer() {
    base::ensure(under_way_.empty());
    return std::move(answer_);
}

Breach Conversation::take(Response& response) {
    switch (response.kind) {
        case Response::Kind::go_ahead:
            if (kind_ != Command::Kind::idle || under_way_.empty() || go_ahead_)
                return "it asks for more where nothing was promised";
            go_ahead_ = true;
            return {};
        case Response::Kind::tagged:
            if (under_way_.empty() || response.tag != under_way_)
                return "it answers a command that was not given";
            under_way_.clear();
            answer_.status = response.status;
            answer_.code = response.code;
            take_code(response);
            return {};
        case Response::Kind::status:
            return take_status(response);
        case Response::Kind::capability:
            answer_.capabilities = std::move(response.words);
            return {};
        case Response::Kind::list:
            answer_.listed.push_back(std::move(response.listed));
            return {};
        case Response::Kind::space:
            answer_.space = std::move(response.listed);
            return {};
        case Response::Kind::search:
            append(answer_.found, response.uids);
            return {};
        case Response::Kind::exists:
            exists_ = response.number;
            changed_ = true;
            return {};
        case Response::Kind::expunge:
            if (response.number == 0 || response.number > exists_)
                return "it removes a mail that was not there";
            --exists_;
            answer_.expunged.push_back(response.number);
            return {};
        case Response::Kind::fetch:
            answer_.fetched.push_back(std::move(response.fetch));
            return {};
        case Response::Kind::quota:
            if (response.percent_full > answer_.percent_full)
                answer_.percent_full = response.percent_full;
            return {};
        case Response::Kind::other:
            return {};
    }
    return {};
}

Breach Conversation::take_status(Response& response) {
    if (response.status == Status::bye && kind_ != Command::Kind::logout)
        return "it said goodbye";
    if (response.status == Status::preauth) return "it logged us in before we said who we are";
    take_code(response);
    return {};
}

void Conversation::take_code(Response& response) {
    std::string arguments = std::move(response.code_arguments);
    if (response.code == "COPYUID")
        answer_.copied.push_back(std::move(arguments));
    else if (response.code == "UIDVALIDITY")
        answer_.uidvalidity = std::move(arguments);
    else if (response.code == "UIDNEXT")
        answer_.uidnext = std::move(arguments);
}

}  // namespace mailbox
