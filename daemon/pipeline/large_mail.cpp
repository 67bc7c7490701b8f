#include "pipeline/large_mail.h"

#include <algorithm>

#include "ledger/custody_in_parts.h"
#include "pipeline/clock.h"
#include "pipeline/self_watch.h"

namespace pipeline {
namespace {

using mailbox::Mailbox;

constexpr std::uint64_t largest_sealed = std::uint64_t{1} << 30U;  // octets
constexpr int most_readings = 3;                                   // as of every mail (A06)

using Taking = std::shared_ptr<ledger::CustodyInParts>;

// Sealed on a thinker's thread, then stored: the next part is asked for when this one is safe.
asio::awaitable<base::Result<void>> take_part(Workshop& shop, Taking taking,
                                              std::string octets) {
    auto part = std::make_shared<const std::string>(std::move(octets));
    std::function<bool()> seal_it = [taking, part] {
        taking->add(*part);
        return true;
    };
    co_await on_thread(shop.thinkers, std::move(seal_it));
    store::Step step;
    step.vault = [taking](store::VaultTransaction& vault) {
        return taking->keep(vault, read_clock().now);
    };
    auto done = co_await commit(shop.store, std::move(step));
    co_return done;
}

enum class Reading { whole, differs, stopped };

asio::awaitable<base::Result<Reading>> read_parts(Workshop& shop, Mailbox& box, Taking taking,
                                                  std::uint32_t uid, std::uint64_t size) {
    for (std::uint64_t at = 0;;) {
        auto part = co_await box.fetch_part(uid, at);
        if (!part) co_return part.error();
        if (shop.stopping || shop.fatal) co_return Reading::stopped;
        at += part->size();
        if (at > size) co_return Reading::differs;
        const bool last = part->size() < Mailbox::part_size;
        auto taken = co_await take_part(shop, taking, std::move(*part));
        if (!taken) co_return taken.error();
        if (last) co_return at == size ? Reading::whole : Reading::differs;
    }
}

// What finish() made belongs to the last part: V1 is complete before T1.
asio::awaitable<base::Result<void>> finish(Workshop& shop, Taking taking) {
    std::function<std::shared_ptr<const ledger::Custody>()> end_it = [taking] {
        return std::make_shared<const ledger::Custody>(taking->finish());
    };
    auto custody = co_await on_thread(shop.thinkers, std::move(end_it));
    store::Step step;
    step.vault = [taking](store::VaultTransaction& vault) {
        return taking->keep(vault, read_clock().now);
    };
    auto kept = co_await commit(shop.store, std::move(step));
    if (!kept) co_return kept.error();
    auto recorded = co_await record_custody(shop, std::move(custody));
    co_return recorded;
}

asio::awaitable<base::Result<Reading>> read_once(Workshop& shop, Mailbox& box, Place place,
                                                 mailbox::Fetched mail) {
    ledger::LargeArrival arrival;
    arrival.at = {place.folder, place.uidvalidity, mail.uid};
    arrival.internal_date = mail.internal_date;
    arrival.size = mail.announced_size;
    arrival.origin = place.origin;
    auto begun = ledger::CustodyInParts::begin(arrival, shop.keys, shop.records);
    if (!begun) co_return begun.error();
    const Taking taking = std::move(*begun);
    auto read = co_await read_parts(shop, box, taking, mail.uid, mail.announced_size);
    if (read && *read == Reading::whole) {
        auto finished = co_await finish(shop, taking);
        if (!finished) co_return finished.error();
        co_return read;
    }
    // Not left to the nightly sweep: a mail that is cut again and again would fill the disk.
    store::Step step;
    step.vault = [taking](store::VaultTransaction& vault) { return taking->discard(vault); };
    auto discarded = co_await commit(shop.store, std::move(step));
    if (read && !discarded) co_return discarded.error();
    co_return read;
}

asio::awaitable<base::Result<void>> give_up(Workshop& shop, Place place,
                                            mailbox::Fetched mail) {
    const base::MailUid at{place.folder, place.uidvalidity, mail.uid};
    auto custody = ledger::prepare_unfetched(at, mail.internal_date, "not_given", shop.keys);
    if (!custody) co_return custody.error();
    auto recorded = co_await record_custody(
        shop, std::make_shared<const ledger::Custody>(std::move(*custody)));
    co_return recorded;
}

}  // namespace

asio::awaitable<base::Result<void>> take_large(Workshop& shop, Mailbox& box, Place place,
                                               mailbox::Fetched mail) {
    if (mail.announced_size > largest_sealed) {
        auto told = co_await give_up(shop, place, std::move(mail));
        co_return told;
    }
    shop.largest_seen = std::max(shop.largest_seen, mail.announced_size);
    if (!has_room(shop)) co_return base::Result<void>{};
    for (int reading = 0; reading < most_readings; ++reading) {
        auto read = co_await read_once(shop, box, place, mail);
        if (!read) co_return read.error();
        if (*read != Reading::differs) co_return base::Result<void>{};
        auto listed = co_await box.list_uids();
        if (!listed) co_return listed.error();
        if (!std::binary_search(listed->begin(), listed->end(), mail.uid)) {
            auto noted = co_await note_vanished(shop, place, mail.uid);
            co_return noted;
        }
    }
    auto told = co_await give_up(shop, std::move(place), std::move(mail));
    co_return told;
}

}  // namespace pipeline
