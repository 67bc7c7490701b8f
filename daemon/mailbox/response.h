// What an IMAP server says, as values (RFC 9051 section 7, RFC 3501 section 7).
//
// Promises: the human text of a reply is dropped here, since it may hold anything; of a
// response code only name and arguments stay. Numbers are read strictly: what is no number of
// 32 bits (64 for sizes) is a breach.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"

namespace mailbox {

// Why a connection cannot go on; nullptr-like empty: it can.
using Breach = std::string_view;

struct Value {
    enum class Kind { nil, atom, text, list };
    Kind kind = Kind::nil;
    std::string text;
    std::vector<Value> items;
};

enum class Status { ok, no, bad, bye, preauth };

enum class Body { absent, nil, present };

struct FetchItem {
    std::uint32_t uid = 0;  // 0: the item did not say
    std::optional<std::uint64_t> size;
    base::Instant internal_date{};  // 1970 where it was absent or wrong
    Body body = Body::absent;
    std::uint64_t origin = 0;  // BODY[]<origin>
    std::string octets;
};

struct Listed {
    std::string name;
    std::string delimiter;  // "" for NIL
    bool selectable = true;
};

struct Response {
    enum class Kind {
        go_ahead,
        tagged,
        status,
        capability,
        list,
        space,
        search,
        exists,
        expunge,
        fetch,
        quota,
        other
    };
    Kind kind = Kind::other;
    std::string tag;
    Status status = Status::ok;
    std::string code;  // upper case, "" without
    std::string code_arguments;
    std::uint32_t number = 0;         // EXISTS, EXPUNGE
    std::vector<std::uint32_t> uids;  // SEARCH, ESEARCH ALL
    std::vector<std::string> words;   // CAPABILITY, upper case
    Listed listed;  // LIST; NAMESPACE: prefix and delimiter of our own folders
    FetchItem fetch;
    std::optional<int> percent_full;  // QUOTA: of the fullest resource
};

// One logical line: its text with each literal's announcement and line end in place, and the
// literals' octets, which are moved out. At most 16 lists deep.
Breach read_response(std::string_view text, std::vector<std::string>& literals,
                     Response& response);

}  // namespace mailbox
