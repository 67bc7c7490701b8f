// The complaint mailbox over IMAP (RFC 9051, RFC 3501): list, fetch with PEEK, move, wait.
//
// Promises: never sets \Seen; a UID counts only with its UIDVALIDITY; a fetched mail's length
// is compared with its RFC822.SIZE; a mail that vanished is reported as vanished, never as
// empty. Lines over 64 KB, literals over the limit and nonsense end the connection. A failed
// call whose connection is still good may be followed by others; is_open() says whether. One
// call at a time; interrupt(), abort() and is_open() may be called in between.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "session/stream.h"

namespace mailbox {

struct Selected {
    std::uint32_t uidvalidity = 0;
    std::uint32_t uidnext = 0;
    std::uint32_t exists = 0;
};

struct Fetched {
    std::uint32_t uid = 0;
    std::uint64_t announced_size = 0;  // RFC822.SIZE
    base::Instant internal_date{};
    std::string octets;
};

enum class FetchState { complete, vanished, size_differs, too_large, older };
struct FetchResult {
    FetchState state = FetchState::complete;
    Fetched mail;
};

enum class Waking { changed, timer, closed };

struct Moved {
    bool moved = false;
    std::optional<std::uint32_t> new_uid;  // COPYUID (RFC 4315)
    std::optional<std::uint32_t> new_uidvalidity;
};

class Mailbox {
  public:
    // Connects, asks for capabilities. Folders in UTF-8.
    static boost::asio::awaitable<base::Result<std::unique_ptr<Mailbox>, session::Trouble>>
    open(session::Connector& connector, session::Endpoint endpoint);
    virtual ~Mailbox() = default;

    virtual boost::asio::awaitable<base::Result<void>> ensure_folder(
        std::string folder) = 0;  // CREATE if absent
    virtual boost::asio::awaitable<base::Result<Selected>> select(std::string folder) = 0;
    // All UIDs of the selected folder, ascending.
    virtual boost::asio::awaitable<base::Result<std::vector<std::uint32_t>>> list_uids() = 0;
    // One result per UID, in the order asked, but perhaps not for all of them: it stops after
    // 50 UIDs or about 16 MB, never before the first, so that memory stays bounded; ask again
    // with the rest. Mails over `limit` octets come back too_large without octets. size_differs
    // carries the octets of the last of three readings (none where the server refused to give
    // the mail).
    virtual boost::asio::awaitable<base::Result<std::vector<FetchResult>>> fetch(
        std::vector<std::uint32_t> uids, std::uint64_t limit) = 0;
    // The octets of a mail from `offset` on, part_size of them: fewer at its end, none behind
    // it or where the server gives nothing.
    static constexpr std::size_t part_size = std::size_t{4} * 1024 * 1024;
    virtual boost::asio::awaitable<base::Result<std::string>> fetch_part(
        std::uint32_t uid, std::uint64_t offset) = 0;
    // From now on mails that the mailbox got before this come back `older`, without octets.
    virtual void leave_older_than(std::optional<base::Instant> oldest) = 0;
    // How full the mailbox is, 0 to 100 and more (RFC 9208); nothing where the server does not
    // tell or sets no limit.
    virtual boost::asio::awaitable<base::Result<std::optional<int>>> percent_full() = 0;
    // MOVE, UIDPLUS, IDLE, QUOTA ...: does the server offer it?
    virtual bool offers(std::string_view capability) const = 0;
    virtual std::optional<base::Instant> certificate_ends() const = 0;
    // MOVE, else COPY + \Deleted + UID EXPUNGE; without UIDPLUS only a flag, never plain
    // EXPUNGE. One result per UID.
    virtual boost::asio::awaitable<base::Result<std::vector<Moved>>> move(
        std::vector<std::uint32_t> uids, std::string folder) = 0;
    // \Deleted and UID EXPUNGE, for good; without UIDPLUS only the flag, never plain EXPUNGE.
    // Gives those that do not lie in the selected folder any more, ascending.
    virtual boost::asio::awaitable<base::Result<std::vector<std::uint32_t>>> remove(
        std::vector<std::uint32_t> uids) = 0;
    // IDLE where offered, else sleeps. Ends at a change, after `longest`, or when the
    // connection is gone.
    virtual boost::asio::awaitable<base::Result<Waking>> wait(base::Seconds longest) = 0;
    virtual boost::asio::awaitable<void> close() = 0;  // LOGOUT, short

    // The wait() under way, else the next one, ends now as at its timer; the connection stays
    // good (SIGTERM, SIGHUP).
    virtual void interrupt() = 0;
    // Whatever is under way fails at once; the connection is gone.
    virtual void abort() = 0;
    virtual bool is_open() const = 0;
    // False: the server has no IDLE or refused it, and only the poll timer finds new mail.
    virtual bool notices_changes() const = 0;
};

}  // namespace mailbox
