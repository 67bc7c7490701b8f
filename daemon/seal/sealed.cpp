#include "seal/sealed.h"

#include <sodium.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>

#include "base/ensure.h"
#include "base/sha256.h"
#include "base/text.h"
#include "seal/key_file.h"
#include "seal/sodium.h"

// magic | count of keys | count x (key id, 8 octets | sealed box of the file key) | stream
// header | chunks. The stream holds: true length, 8 octets big-endian | octets | zeros up to
// the Padme size. The first chunk authenticates everything before the stream header, so that no
// recipient can be added or taken away unseen.

namespace seal {
namespace {

constexpr std::string_view magic = "APJSEAL1";
constexpr std::size_t id_size = 8;
constexpr std::size_t key_size = crypto_secretstream_xchacha20poly1305_KEYBYTES;
constexpr std::size_t box_size = key_size + crypto_box_SEALBYTES;
constexpr std::size_t header_size = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t chunk_size = 65536;
constexpr std::size_t tag_size = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t length_size = 8;
using Stream = crypto_secretstream_xchacha20poly1305_state;

base::Failure unopened(const char* why) { return {base::FailureKind::text, why, ""}; }

std::string big_endian(std::uint64_t value) {
    std::string octets(length_size, '\0');
    for (std::size_t i = 0; i < length_size; ++i)
        octets[i] = static_cast<char>((value >> (8 * (7 - i))) & 0xFFU);
    return octets;
}

std::uint64_t from_big_endian(std::string_view octets) {
    std::uint64_t value = 0;
    for (const char c : octets) value = (value << 8U) | static_cast<unsigned char>(c);
    return value;
}

// The file key, for each recipient.
base::Result<std::string> write_head(const std::string& file_key,
                                     const std::vector<RecordsKey>& to) {
    std::string head(magic);
    head += static_cast<char>(static_cast<unsigned char>(to.size()));
    for (const RecordsKey& key : to) {
        if (key.octets.size() != crypto_box_PUBLICKEYBYTES)
            return unopened("a records key has the wrong size");
        std::string box(box_size, '\0');
        if (crypto_box_seal(octets_of(box), octets_of(file_key), file_key.size(),
                            octets_of(key.octets)) != 0) {
            return unopened("a records key is not a usable public key");
        }
        head += base::sha256(key.octets).substr(0, id_size) + box;
    }
    return head;
}

struct Head {
    std::string_view octets;  // all before the stream header
    std::string file_key;
};

base::Result<Head> read_head(std::string_view sealed, const std::string& secret) {
    if (sealed.substr(0, magic.size()) != magic || sealed.size() <= magic.size()) {
        return unopened("this is not a sealed original");
    }
    const std::size_t count = static_cast<unsigned char>(sealed[magic.size()]);
    const std::size_t size = magic.size() + 1 + count * (id_size + box_size);
    if (sealed.size() < size + header_size) return unopened("the sealed original is cut off");
    std::string public_key(crypto_box_PUBLICKEYBYTES, '\0');
    crypto_scalarmult_base(octets_of(public_key), octets_of(secret));
    const std::string own = base::sha256(public_key).substr(0, id_size);
    for (std::size_t i = 0; i < count; ++i) {
        const auto entry =
            sealed.substr(magic.size() + 1 + i * (id_size + box_size), id_size + box_size);
        if (entry.substr(0, id_size) != own) continue;
        std::string file_key(key_size, '\0');
        const auto box = entry.substr(id_size);
        if (crypto_box_seal_open(octets_of(file_key), octets_of(box), box.size(),
                                 octets_of(public_key), octets_of(secret)) != 0) {
            return unopened("the sealed original was altered");
        }
        return Head{sealed.substr(0, size), file_key};
    }
    return unopened("the original was not sealed to this key");
}

base::Result<std::string> pull_chunks(Stream& stream, std::string_view chunks,
                                      std::string_view head) {
    std::string padded;
    bool finished = false;
    for (std::size_t at = 0; at < chunks.size(); at += chunk_size + tag_size) {
        const auto chunk = chunks.substr(at, chunk_size + tag_size);
        if (finished || chunk.size() < tag_size)
            return unopened("the sealed original was altered");
        const std::size_t before = padded.size();
        padded.resize(before + chunk.size() - tag_size);
        const std::string_view bound = at == 0 ? head : std::string_view();
        unsigned char tag = 0;
        if (crypto_secretstream_xchacha20poly1305_pull(
                &stream, octets_of(padded) + before, nullptr, &tag, octets_of(chunk),
                chunk.size(), octets_of(bound), bound.size()) != 0) {
            return unopened("the sealed original was altered");
        }
        finished = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    }
    if (!finished) return unopened("the sealed original is cut off");
    return padded;
}

}  // namespace

std::size_t padme(std::size_t size) {
    if (size < 2) return size;
    const auto exponent = static_cast<unsigned>(std::bit_width(size)) - 1;
    const auto kept = static_cast<unsigned>(std::bit_width(exponent));
    const std::size_t mask = (std::size_t{1} << (exponent - kept)) - 1;
    return (size + mask) & ~mask;
}

struct Sealer::Inner {
    Stream stream{};
    std::string head;     // until the first chunk, which authenticates it
    std::string ready;    // sealed, not given out yet
    std::string waiting;  // less than a chunk
    std::uint64_t mail_left = 0;
    std::uint64_t padded_left = 0;  // of the stream: length, octets, zeros
    std::uint64_t sealed_size = 0;

    Inner() = default;
    Inner(const Inner&) = delete;
    Inner& operator=(const Inner&) = delete;
    ~Inner() {
        sodium_memzero(&stream, sizeof stream);
        sodium_memzero(waiting.data(), waiting.size());
    }

    void push_chunk(std::string_view chunk) {
        padded_left -= chunk.size();
        const unsigned char tag =
            padded_left == 0 ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0;
        const std::size_t before = ready.size();
        ready.resize(before + chunk.size() + tag_size);
        crypto_secretstream_xchacha20poly1305_push(&stream, octets_of(ready) + before, nullptr,
                                                   octets_of(chunk), chunk.size(),
                                                   octets_of(head), head.size(), tag);
        head.clear();
    }

    void push(std::string_view octets) {
        while (!octets.empty()) {
            const std::string_view taken = octets.substr(0, chunk_size - waiting.size());
            waiting += taken;
            octets.remove_prefix(taken.size());
            if (waiting.size() < chunk_size && waiting.size() < padded_left) continue;
            push_chunk(waiting);
            sodium_memzero(waiting.data(), waiting.size());
            waiting.clear();
        }
    }
};

Sealer::Sealer(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
Sealer::Sealer(Sealer&&) noexcept = default;
Sealer& Sealer::operator=(Sealer&&) noexcept = default;
Sealer::~Sealer() = default;

base::Result<Sealer> Sealer::begin(std::uint64_t size, const std::vector<RecordsKey>& to) {
    ready_sodium();
    if (to.empty() || to.size() > 16) {
        return base::Failure{base::FailureKind::settings,
                             "sealing needs one to sixteen records keys",
                             "name the public keys of the records office (seal_to)"};
    }
    std::string file_key(key_size, '\0');
    crypto_secretstream_xchacha20poly1305_keygen(octets_of(file_key));
    auto head = write_head(file_key, to);
    if (!head) return head.error();
    auto inner = std::make_unique<Inner>();
    inner->waiting.reserve(chunk_size);  // wiped where it lies
    inner->head = *head;
    std::string stream_header(header_size, '\0');
    crypto_secretstream_xchacha20poly1305_init_push(&inner->stream, octets_of(stream_header),
                                                    octets_of(file_key));
    sodium_memzero(file_key.data(), file_key.size());
    inner->ready = *head + stream_header;
    inner->mail_left = size;
    inner->padded_left = padme(length_size + size);
    const std::uint64_t chunks = (inner->padded_left + chunk_size - 1) / chunk_size;
    inner->sealed_size = inner->ready.size() + inner->padded_left + chunks * tag_size;
    inner->push(big_endian(size));
    return Sealer(std::move(inner));
}

std::uint64_t Sealer::sealed_size() const { return inner_->sealed_size; }

std::string Sealer::add(std::string_view octets) {
    base::ensure(octets.size() <= inner_->mail_left);
    inner_->mail_left -= octets.size();
    inner_->push(octets);
    return std::exchange(inner_->ready, {});
}

std::string Sealer::finish() {
    base::ensure(inner_->mail_left == 0);
    const std::string zeros(chunk_size, '\0');
    while (inner_->padded_left > 0) {
        const std::uint64_t missing = inner_->padded_left - inner_->waiting.size();
        inner_->push(std::string_view(zeros).substr(
            0, static_cast<std::size_t>(std::min<std::uint64_t>(missing, chunk_size))));
    }
    return std::exchange(inner_->ready, {});
}

base::Result<std::string> seal_to_records(std::string_view octets,
                                          const std::vector<RecordsKey>& to) {
    auto sealer = Sealer::begin(octets.size(), to);
    if (!sealer) return sealer.error();
    std::string sealed;
    sealed.reserve(sealer->sealed_size());
    sealed += sealer->add(octets);
    sealed += sealer->finish();
    return sealed;
}

base::Result<std::string> open_sealed(std::string_view sealed, const Key& secret) {
    ready_sodium();
    auto raw = secret_octets(secret);
    if (!raw) return raw.error();
    auto head = read_head(sealed, raw->reveal());
    if (!head) return head.error();
    const auto header = sealed.substr(head->octets.size(), header_size);
    Stream stream;
    if (crypto_secretstream_xchacha20poly1305_init_pull(&stream, octets_of(header),
                                                        octets_of(head->file_key)) != 0) {
        return unopened("the sealed original was altered");
    }
    auto padded =
        pull_chunks(stream, sealed.substr(head->octets.size() + header_size), head->octets);
    if (!padded) return padded;
    if (padded->size() < length_size) return unopened("the sealed original was altered");
    const std::uint64_t size =
        from_big_endian(std::string_view(*padded).substr(0, length_size));
    if (size > padded->size() - length_size) return unopened("the sealed original was altered");
    return padded->substr(length_size, size);
}

base::Result<void> self_test() {
    ready_sodium();
    std::string public_key(crypto_box_PUBLICKEYBYTES, '\0');
    std::string secret(crypto_box_SECRETKEYBYTES, '\0');
    crypto_box_keypair(octets_of(public_key), octets_of(secret));
    const std::string vector = random_octets(chunk_size + 1);
    const base::Failure broken{base::FailureKind::settings,
                               "sealing does not work on this machine",
                               "check libsodium; nothing is taken into custody"};
    auto sealed = seal_to_records(vector, {{"", public_key}});
    if (!sealed) return broken;
    auto opened = open_sealed(*sealed, Key(secret));
    if (!opened || *opened != vector) return broken;
    sealed->back() = static_cast<char>(sealed->back() ^ 1);
    if (open_sealed(*sealed, Key(secret))) return broken;
    return {};
}

}  // namespace seal
