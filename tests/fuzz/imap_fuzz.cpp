// An IMAP server that says anything: first octet which purpose, second in which pieces, then
// what it says.
#include <algorithm>
#include <memory>

#include "fuzz_input.h"
#include "mailbox/fetching.h"
#include "mailbox/folders.h"
#include "mailbox/idle.h"
#include "mailbox/moving.h"

namespace {

constexpr std::uint64_t limit = 1000;

std::unique_ptr<mailbox::Task> task_for(unsigned which, mailbox::Conversation& conversation) {
    using namespace mailbox;
    switch (which % 5) {
        case 0:
            return std::make_unique<SelectFolder>("\"INBOX\"");
        case 1:
            return std::make_unique<EnsureFolder>("Aparajita/Done", Naming{});
        case 2:
            return std::make_unique<ListMails>(conversation);
        case 3:
            return std::make_unique<FetchMails>(std::vector<std::uint32_t>{1, 2, 7}, limit);
        default:
            return std::make_unique<MoveMails>(
                std::vector<std::uint32_t>{1, 2, 7}, "\"Done\"", Moving::move,
                which % 2 == 0 ? Expunging::by_uid : Expunging::never);
    }
}

void check(mailbox::Task& task) {
    if (auto* fetch = dynamic_cast<mailbox::FetchMails*>(&task)) {
        for (const auto& one : fetch->take_results()) {
            if (one.state == mailbox::FetchState::complete)
                fuzz::require(one.mail.octets.size() <= limit);
            if (one.state == mailbox::FetchState::vanished)
                fuzz::require(one.mail.octets.empty());
            if (one.state == mailbox::FetchState::too_large)
                fuzz::require(one.mail.announced_size > limit);
        }
    }
    if (auto* list = dynamic_cast<mailbox::ListMails*>(&task))
        fuzz::require(std::is_sorted(list->uids.begin(), list->uids.end()));
    if (auto* move = dynamic_cast<mailbox::MoveMails*>(&task))
        fuzz::require(move->results().size() == 3);
}

void idle(std::string_view says, std::size_t piece) {
    mailbox::Conversation conversation;
    conversation.ask(mailbox::Idle::command());
    mailbox::Idle round(conversation);
    int dones = 0;
    for (std::size_t at = 0; at < says.size() && !round.is_over(); at += piece) {
        if (!conversation.hear(says.substr(at, piece))) return;
        const auto event =
            at % 7 == 6 ? mailbox::Idle::Event::enough : mailbox::Idle::Event::heard;
        dones += !round.next(event).empty();
    }
    fuzz::require(dones <= 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::string_view says = fuzz::text(data + 2, size - 2);
    const std::size_t piece = 1 + data[1];
    if (data[0] % 6 == 5) {
        idle(says, piece);
        return 0;
    }
    mailbox::Conversation conversation;
    const auto task = task_for(data[0] % 6, conversation);
    auto command = task->begin();
    if (!command) return 0;
    conversation.ask(*command);
    for (std::size_t at = 0; at < says.size(); at += piece) {
        if (!conversation.hear(says.substr(at, piece))) return 0;
        if (!conversation.is_answered()) continue;
        command = task->next(conversation.take_answer());
        if (!command) {
            check(*task);
            return 0;
        }
        conversation.ask(*command);
    }
    return 0;
}
