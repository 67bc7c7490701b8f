#include "seal/opening_book.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "base/sha256.h"
#include "support/temporary_folder.h"

namespace {

std::string read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
}

seal::Opening opening(const std::string& order) {
    return {base::from_unix(1795323600), "uid:1000", order, std::string(64, 'a')};
}

}  // namespace

TEST_CASE("each opening is a line, bound to the lines before it") {
    const support::TemporaryFolder folder;
    const auto book = folder / "office.key.openings";
    REQUIRE(seal::note_opening(book, opening("CR-12/2026")).ok());
    REQUIRE(seal::note_opening(book, opening("CR-13/2026")).ok());
    const std::string first =
        "1 2026-11-22T05:00:00Z uid:1000 order:CR-12/2026 sealed:" + std::string(64, 'a');
    const std::string first_chain = base::sha256_hex(std::string(64, '0') + " " + first);
    const std::string second =
        "2 2026-11-22T05:00:00Z uid:1000 order:CR-13/2026 sealed:" + std::string(64, 'a');
    REQUIRE(read(book) == first + " chain:" + first_chain + "\n" + second +
                              " chain:" + base::sha256_hex(first_chain + " " + second) + "\n");
    REQUIRE((std::filesystem::status(book).permissions() & std::filesystem::perms::all) ==
            (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("a changed, shortened or torn book is not continued") {
    const support::TemporaryFolder folder;
    const auto book = folder / "book";
    for (const char* order : {"A1", "A2", "A3"})
        REQUIRE(seal::note_opening(book, opening(order)).ok());
    const std::string whole = read(book);
    const auto line_end = whole.find('\n') + 1;
    auto changed = whole;
    changed.replace(changed.find("A2"), 2, "B2");
    for (const std::string& text :
         {changed, whole.substr(line_end), whole.substr(0, whole.size() - 1),
          whole.substr(0, line_end) + whole.substr(whole.find('\n', line_end) + 1),
          std::string("a book\n")}) {
        write(book, text);
        const auto noted = seal::note_opening(book, opening("A4"));
        REQUIRE_FALSE(noted.ok());
        CHECK(noted.error().kind == base::FailureKind::text);
        CHECK(noted.error().what.find("does not continue the one before it") !=
              std::string::npos);
        CHECK(read(book) == text);
    }
}

TEST_CASE("an order number is a number, not a name or a sentence") {
    for (const char* good : {"1", "CR-12/2026", "SC.44_2026", "wp/c/1187"})
        CHECK(seal::is_order_number(good));
    for (const char* bad : {"", " 1", "-1", "order of Anitha", "12\n13", "a@example.org", "१२",
                            "12345678901234567890123456789012345678901"})
        CHECK_FALSE(seal::is_order_number(bad));
}
