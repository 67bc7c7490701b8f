#include "reader/child.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <new>
#include <optional>
#include <string>

#include "reader/wire.h"

namespace reader {
namespace {

constexpr int pipe_end = 0;

bool read_all(char* to, std::size_t size) {
    while (size > 0) {
        const ssize_t got = ::read(pipe_end, to, size);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        to += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

bool write_all(std::string_view octets) {
    while (!octets.empty()) {
        const ssize_t sent = ::write(pipe_end, octets.data(), octets.size());
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        octets.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

struct Request {
    message::Contents contents = message::Contents::kept;
    std::string raw;
};

std::optional<Request> read_request() {
    std::string prefix(prefix_size + 1, '\0');
    if (!read_all(prefix.data(), prefix.size())) return std::nullopt;
    Request request;
    const auto contents = decode_contents(prefix[prefix_size]);
    if (!contents) return std::nullopt;
    request.contents = *contents;
    request.raw.resize(decode_length(prefix));
    if (!read_all(request.raw.data(), request.raw.size())) return std::nullopt;
    return request;
}

bool answer_one(ParseFunction parse) {
    std::optional<Request> request = read_request();
    if (!request) return false;
    std::string reply;
    {
        const message::ParsedMail mail = parse(request->raw, request->contents);
        request->raw = std::string();
        reply = encode_reply(mail);
    }
    return write_all(encode_length(reply.size())) && write_all(reply);
}

}  // namespace

message::ParsedMail parse_with_message_room(std::string_view raw, message::Contents contents) {
    return message::read_mail(raw, contents);
}

void run_child(const ReaderSettings& settings, ParseFunction parse, const Jail& jail) {
    // One second more than all its mails may use: the soft limit, set before each mail, strikes
    // first.
    const JailLimits limits{settings.memory,
                            (settings.cpu_seconds + 1) * settings.mails_per_child + 1};
    if (!jail.lock_in(limits)) _exit(71);
    try {
        while (answer_one(parse)) {
        }
    } catch (const std::bad_alloc&) {
        _exit(72);  // the mail does not fit into the memory a mail may use
    } catch (...) {
        _exit(73);
    }
    _exit(0);
}

}  // namespace reader
