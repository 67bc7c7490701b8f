#include "seal/keys.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "seal/key_file.h"
#include "support/temporary_folder.h"

namespace {

unsigned mode_of(const std::filesystem::path& file) {
    struct stat found {};
    REQUIRE(::stat(file.c_str(), &found) == 0);
    return found.st_mode & 0777U;
}

void write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file) << text;
}

std::string read(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("the server's keys are made once, private, and read again") {
    const support::TemporaryFolder folder;
    const auto keys = seal::open_or_make_keys(folder / "keys");
    REQUIRE(keys.ok());
    REQUIRE(mode_of(folder / "keys") == 0700);
    for (const char* name : {"message_id.key", "dedup.key", "address.key", "checkpoint.key", "vault.key"}) {
        CAPTURE(name);
        REQUIRE(mode_of(folder / "keys" / name) == 0600);
    }
    const auto again = seal::open_or_make_keys(folder / "keys");
    REQUIRE(again.ok());
    REQUIRE(again->vault == keys->vault);
    REQUIRE(again->dedup == keys->dedup);
    REQUIRE(again->message_id == keys->message_id);
    REQUIRE(again->address == keys->address);
    REQUIRE(again->checkpoint == keys->checkpoint);
    REQUIRE_FALSE(keys->vault == keys->dedup);
    REQUIRE(std::distance(std::filesystem::directory_iterator(folder / "keys"), {}) == 5);
}

TEST_CASE("who only reads makes no key and no folder") {
    const support::TemporaryFolder folder;
    const auto none = seal::open_keys(folder / "keys");
    REQUIRE_FALSE(none.ok());
    REQUIRE(none.error().kind == base::FailureKind::settings);
    REQUIRE_FALSE(std::filesystem::exists(folder / "keys"));
    const auto made = seal::open_or_make_keys(folder / "keys");
    const auto read_only = seal::open_keys(folder / "keys");
    REQUIRE(read_only.ok());
    REQUIRE(read_only->vault == made->vault);
    std::filesystem::remove(folder / "keys" / "vault.key");
    REQUIRE_FALSE(seal::open_keys(folder / "keys").ok());
    REQUIRE_FALSE(std::filesystem::exists(folder / "keys" / "vault.key"));
}

TEST_CASE("a lost server key is not replaced in silence") {
    const support::TemporaryFolder folder;
    REQUIRE(seal::open_or_make_keys(folder / "keys").ok());
    std::filesystem::remove(folder / "keys" / "dedup.key");
    const auto keys = seal::open_or_make_keys(folder / "keys");
    REQUIRE_FALSE(keys.ok());
    REQUIRE(keys.error().what == (folder / "keys").string() + ": dedup.key is missing");
    REQUIRE(keys.error().hint == "put it back from the offline backup");
    REQUIRE_FALSE(std::filesystem::exists(folder / "keys" / "dedup.key"));
}

TEST_CASE("a first start that was cut short is finished") {
    const support::TemporaryFolder folder;
    REQUIRE(seal::open_or_make_keys(folder / "keys").ok());
    const std::string first = read(folder / "keys" / "message_id.key");
    std::filesystem::remove(folder / "keys" / "vault.key");
    std::filesystem::remove(folder / "keys" / "address.key");
    REQUIRE(seal::open_or_make_keys(folder / "keys").ok());
    REQUIRE(read(folder / "keys" / "message_id.key") == first);
}

TEST_CASE("keys that others may read are refused") {
    const support::TemporaryFolder folder;
    REQUIRE(seal::open_or_make_keys(folder / "keys").ok());
    std::filesystem::permissions(folder / "keys" / "dedup.key", std::filesystem::perms(0640));
    auto keys = seal::open_or_make_keys(folder / "keys");
    REQUIRE_FALSE(keys.ok());
    REQUIRE(keys.error().what ==
            (folder / "keys" / "dedup.key").string() + ": others may read this key");
    std::filesystem::permissions(folder / "keys" / "dedup.key", std::filesystem::perms(0600));
    std::filesystem::permissions(folder / "keys", std::filesystem::perms(0755));
    keys = seal::open_or_make_keys(folder / "keys");
    REQUIRE_FALSE(keys.ok());
    REQUIRE(keys.error().hint == "chmod 700 " + (folder / "keys").string());
}

TEST_CASE("a secret key where a public one belongs is refused by name") {
    const support::TemporaryFolder folder;
    REQUIRE(seal::write_key_pair(folder / "office").ok());
    const auto keys = seal::read_records_keys({folder / "office.key"});
    REQUIRE_FALSE(keys.ok());
    REQUIRE(keys.error().kind == base::FailureKind::settings);
    REQUIRE(keys.error().what ==
            (folder / "office.key").string() + ": holds a SECRET key of the records office");
    REQUIRE(keys.error().hint ==
            "a secret key never lies on the server: take it away, and name the .pub file");
    REQUIRE(mode_of(folder / "office.key") == 0600);
}

TEST_CASE("a key pair is never written over") {
    const support::TemporaryFolder folder;
    REQUIRE(seal::write_key_pair(folder / "office").ok());
    const std::string secret = read(folder / "office.key");
    const std::string open = read(folder / "office.pub");
    REQUIRE_FALSE(seal::write_key_pair(folder / "office").ok());
    std::filesystem::remove(folder / "office.pub");
    const auto again = seal::write_key_pair(folder / "office");
    REQUIRE_FALSE(again.ok());
    REQUIRE(again.error().what == (folder / "office.key").string() + " exists already");
    REQUIRE(read(folder / "office.key") == secret);
    REQUIRE_FALSE(std::filesystem::exists(folder / "office.pub"));
    REQUIRE(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
    REQUIRE(open.rfind("aparajita records office: public key\n", 0) == 0);
    REQUIRE(secret.rfind("aparajita records office: SECRET key\n", 0) == 0);
}

TEST_CASE("a file that is no key is refused with what it should be") {
    const support::TemporaryFolder folder;
    write(folder / "a.pub", "ssh-ed25519 AAAA\n");
    write(folder / "b.pub", "aparajita records office: public key\nAAAA\n");
    write(folder / "c.pub", "aparajita records office: public key");
    write(folder / "d.pub", "");
    const auto refusal = [&](const char* name) {
        const auto keys = seal::read_records_keys({folder / name});
        REQUIRE_FALSE(keys.ok());
        return keys.error().what.substr((folder / name).string().size());
    };
    const std::string untitled =
        ": the first line is not 'aparajita records office: public key'";
    REQUIRE(refusal("a.pub") == untitled);
    REQUIRE(refusal("b.pub") == ": the key is not 32 octets in base64");
    REQUIRE(refusal("c.pub") == untitled);
    REQUIRE(refusal("d.pub") == untitled);
    REQUIRE(refusal("missing.pub") == ": cannot be read");
}

TEST_CASE("the same records key twice is no reserve") {
    const support::TemporaryFolder folder;
    REQUIRE(seal::write_key_pair(folder / "office").ok());
    REQUIRE_FALSE(seal::read_records_keys({folder / "office.pub", folder / "office.pub"}).ok());
    const auto one = seal::read_records_keys({folder / "office.pub"});
    REQUIRE(one.ok());
    REQUIRE(one->front().id.size() == 16);
}

TEST_CASE("a secret key beside a public one is found, whatever its name") {
    const support::TemporaryFolder folder;
    const support::TemporaryFolder elsewhere;
    REQUIRE(seal::write_key_pair(elsewhere / "office").ok());
    std::filesystem::copy_file(elsewhere / "office.pub", folder / "office.pub");
    REQUIRE_FALSE(seal::find_secret_beside({folder / "office.pub"}).has_value());
    std::filesystem::copy_file(elsewhere / "office.key", folder / "old.txt");
    REQUIRE(seal::find_secret_beside({folder / "office.pub"}) == folder / "old.txt");
    REQUIRE_FALSE(seal::find_secret_beside({folder / "gone" / "office.pub"}).has_value());
}
