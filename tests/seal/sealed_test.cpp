#include "seal/sealed.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/sha256.h"
#include "base/text.h"
#include "seal/key_file.h"
#include "seal/running_hash.h"
#include "support/temporary_folder.h"

namespace {

struct Office {
    support::TemporaryFolder folder;
    std::vector<seal::RecordsKey> keys;
    seal::Key secret, reserve;

    Office() {
        REQUIRE(seal::write_key_pair(folder / "office").ok());
        REQUIRE(seal::write_key_pair(folder / "reserve").ok());
        auto read = seal::read_records_keys({folder / "office.pub", folder / "reserve.pub"});
        REQUIRE(read.ok());
        keys = *read;
        secret = text_of("office.key");
        reserve = text_of("reserve.key");
    }
    seal::Key text_of(const std::string& name) const {
        std::ifstream in(folder / name);
        std::stringstream text;
        text << in.rdbuf();
        return seal::Key(text.str());
    }
};

}  // namespace

TEST_CASE("what is sealed to the records office opens with either of its keys and no other") {
    const Office office;
    const Office stranger;
    for (const std::size_t size :
         {0UL, 1UL, 8UL, 65527UL, 65528UL, 65529UL, 65536UL, 200000UL}) {
        CAPTURE(size);
        const std::string mail = seal::random_octets(size);
        const auto sealed = seal::seal_to_records(mail, office.keys);
        REQUIRE(sealed.ok());
        REQUIRE(seal::open_sealed(*sealed, office.secret).value() == mail);
        REQUIRE(seal::open_sealed(*sealed, office.reserve).value() == mail);
        const auto refused = seal::open_sealed(*sealed, stranger.secret);
        REQUIRE_FALSE(refused.ok());
        REQUIRE(refused.error().what == "the original was not sealed to this key");
    }
}

TEST_CASE("a sealed original with any octet changed, cut or added does not open") {
    const Office office;
    const std::string mail = "an invented complaint";
    const std::string sealed = seal::seal_to_records(mail, office.keys).value();
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        CAPTURE(i);
        std::string altered = sealed;
        altered[i] = static_cast<char>(altered[i] ^ 0x20);
        REQUIRE_FALSE(seal::open_sealed(altered, office.secret).ok());
        REQUIRE_FALSE(seal::open_sealed(sealed.substr(0, i), office.secret).ok());
    }
    REQUIRE_FALSE(seal::open_sealed(sealed + "x", office.secret).ok());
    REQUIRE_FALSE(seal::open_sealed(sealed + sealed, office.secret).ok());
}

TEST_CASE("a cut at a chunk's edge shows") {
    const Office office;
    const std::string sealed =
        seal::seal_to_records(seal::random_octets(3 * 65536), office.keys).value();
    const std::size_t head = 8 + 1 + 2 * (8 + 80) + 24;
    const auto cut =
        seal::open_sealed(std::string_view(sealed).substr(0, head + 65536 + 17), office.secret);
    REQUIRE_FALSE(cut.ok());
    REQUIRE(cut.error().what == "the sealed original is cut off");
}

TEST_CASE("the sealed size does not tell the size of the mail") {
    const Office office;
    std::set<std::size_t> sizes;
    for (std::size_t size = 60000; size < 61000; size += 10) {
        sizes.insert(seal::seal_to_records(std::string(size, 'a'), office.keys).value().size());
    }
    REQUIRE(sizes.size() <= 2);
    for (std::size_t size = 1; size < 5000000; size = size * 3 / 2 + 1) {
        CAPTURE(size);
        REQUIRE(seal::padme(size) >= size);
        REQUIRE(seal::padme(size) <= size + size * 12 / 100 + 1);
        REQUIRE(seal::padme(seal::padme(size)) == seal::padme(size));
    }
    REQUIRE(seal::padme(9) == 10);
    REQUIRE(seal::padme(1000) == 1024);
    REQUIRE(seal::padme(100000) == 100352);
}

TEST_CASE("what is sealed in parts opens like what was sealed at once, and has its size") {
    const Office office;
    for (const std::size_t size : {0UL, 1UL, 65528UL, 65529UL, 131072UL, 1'000'000UL}) {
        for (const std::size_t part : {1000UL, 65536UL, 70000UL, 2'000'000UL}) {
            CAPTURE(size, part);
            const std::string mail = seal::random_octets(size);
            auto sealer = seal::Sealer::begin(size, office.keys);
            REQUIRE(sealer.ok());
            std::string sealed;
            for (std::size_t at = 0; at < size; at += part)
                sealed += sealer->add(std::string_view(mail).substr(at, part));
            sealed += sealer->finish();
            CHECK(sealed.size() == sealer->sealed_size());
            CHECK(sealed.size() == seal::seal_to_records(mail, office.keys)->size());
            CHECK(seal::open_sealed(sealed, office.secret).value() == mail);
        }
    }
    CHECK_FALSE(seal::Sealer::begin(1, {}).ok());
}

TEST_CASE("a hash of parts is the hash of the whole") {
    const seal::Key key = seal::random_key();
    const std::string octets = seal::random_octets(1000);
    for (const std::size_t part : {1UL, 63UL, 64UL, 1000UL}) {
        auto plain = seal::RunningHash::plain();
        auto keyed = seal::RunningHash::keyed(key);
        for (std::size_t at = 0; at < octets.size(); at += part) {
            plain.add(std::string_view(octets).substr(at, part));
            keyed.add(std::string_view(octets).substr(at, part));
        }
        CHECK(plain.finish() == base::sha256(octets));
        CHECK(keyed.finish() == seal::keyed_hash(key, octets));
    }
}

TEST_CASE("nothing is sealed to nobody") {
    const auto sealed = seal::seal_to_records("mail", {});
    REQUIRE_FALSE(sealed.ok());
    REQUIRE(sealed.error().kind == base::FailureKind::settings);
}

TEST_CASE("the start-up test passes on this machine") { REQUIRE(seal::self_test().ok()); }

TEST_CASE("a locked piece opens only with its key, in its place, unaltered") {
    const seal::Key key = seal::random_key();
    const std::string locked = seal::lock(key, "hers", "secret|case 1");
    REQUIRE(locked.find("hers") == std::string::npos);
    REQUIRE(seal::unlock(key, locked, "secret|case 1").value() == "hers");
    REQUIRE(seal::unlock(key, seal::lock(key, "", "c"), "c").value().empty());
    REQUIRE_FALSE(seal::unlock(key, locked, "secret|case 2").ok());
    REQUIRE_FALSE(seal::unlock(seal::random_key(), locked, "secret|case 1").ok());
    for (std::size_t i = 0; i < locked.size(); ++i) {
        std::string altered = locked;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        REQUIRE_FALSE(seal::unlock(key, altered, "secret|case 1").ok());
        REQUIRE_FALSE(seal::unlock(key, locked.substr(0, i), "secret|case 1").ok());
    }
    REQUIRE(seal::lock(key, "hers", "c") != seal::lock(key, "hers", "c"));
}

TEST_CASE("a keyed hash is HMAC-SHA256") {
    // RFC 4231 has no 32-octet key; computed with Python's hmac: key 00..1f, "abc".
    std::string octets;
    for (char c = 0; c < 32; ++c) octets += c;
    REQUIRE(base::to_hex(seal::keyed_hash(seal::Key(octets), "abc")) ==
            "f0133729c4163dede81e21cd47839256da58171238c8a0d874397c73b14e1e47");
}

TEST_CASE("tokens and references have their forms and do not repeat") {
    std::set<std::string> tokens;
    for (int i = 0; i < 1000; ++i) {
        const std::string token = seal::random_token();
        REQUIRE(token.size() == 26);
        REQUIRE(token.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567") ==
                std::string::npos);
        tokens.insert(token);
        const std::string ref = seal::random_ref();
        REQUIRE(ref.size() == 4);
        REQUIRE(ref.find_first_of("0O1IL2Z5S8BUV") == std::string::npos);
    }
    REQUIRE(tokens.size() == 1000);
}
