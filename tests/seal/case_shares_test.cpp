#include "seal/case_shares.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>

#include "support/temporary_folder.h"

using seal::CaseShares;

namespace {

std::string octets_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("a share is on disk before it is given out, and can be read by another process") {
    const support::TemporaryFolder folder;
    CaseShares shares(folder / "");
    const auto first = shares.draw();
    REQUIRE(first.ok());
    REQUIRE(first->number == 1);
    REQUIRE(first->octets.reveal().size() == 32);
    REQUIRE(octets_of(folder / "case_shares").find(first->octets.reveal()) == 0);
    struct stat found {};
    REQUIRE(::stat((folder / "case_shares").c_str(), &found) == 0);
    REQUIRE((found.st_mode & 0777U) == 0600U);
    REQUIRE(CaseShares(folder / "").read(1)->reveal() == first->octets.reveal());
}

TEST_CASE("no share is given out twice, by threads or after a restart") {
    const support::TemporaryFolder folder;
    std::set<std::string> seen;
    std::mutex mutex;
    for (int process = 0; process < 3; ++process) {
        CaseShares shares(folder / "");
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                for (int i = 0; i < 50; ++i) {
                    auto share = shares.draw();
                    const std::lock_guard hold(mutex);
                    seen.insert(share->octets.reveal() + std::to_string(share->number));
                }
            });
        }
        for (auto& thread : threads) thread.join();
    }
    REQUIRE(seen.size() == 600);
}

TEST_CASE("a destroyed share is gone from the file, and its neighbours are not") {
    const support::TemporaryFolder folder;
    CaseShares shares(folder / "");
    const auto one = shares.draw();
    const auto two = shares.draw();
    REQUIRE(shares.destroy(one->number).ok());
    REQUIRE(shares.destroy(one->number).ok());
    REQUIRE(octets_of(folder / "case_shares").find(one->octets.reveal()) == std::string::npos);
    const auto gone = shares.read(one->number);
    REQUIRE_FALSE(gone.ok());
    REQUIRE(base::to_text(gone.error()) == "error: the key of this case was destroyed\n");
    REQUIRE(shares.read(two->number)->reveal() == two->octets.reveal());
}

TEST_CASE("a backup gets every share but the destroyed ones, and none where none was drawn") {
    const support::TemporaryFolder folder;
    CaseShares shares(folder / "");
    REQUIRE(shares.read_all()->reveal().empty());
    const auto one = shares.draw();
    const auto two = shares.draw();
    REQUIRE(shares.destroy(one->number).ok());
    const auto all = shares.read_all();
    REQUIRE(all->reveal() == octets_of(folder / "case_shares"));
    REQUIRE(all->reveal().substr(0, 32) == std::string(32, '\0'));
    REQUIRE(all->reveal().substr(32, 32) == two->octets.reveal());
    std::filesystem::remove(folder / "case_shares");
    std::filesystem::create_directory(folder / "case_shares");
    REQUIRE_FALSE(shares.read_all().ok());
}

TEST_CASE("a number that never was is gone, and destroying it does nothing") {
    const support::TemporaryFolder folder;
    CaseShares shares(folder / "");
    REQUIRE_FALSE(shares.read(1).ok());
    REQUIRE(shares.destroy(7).ok());
    REQUIRE(shares.draw().ok());
    const auto before = std::filesystem::file_size(folder / "case_shares");
    REQUIRE(shares.destroy(100000).ok());
    REQUIRE(std::filesystem::file_size(folder / "case_shares") == before);
    for (const CaseShares::Number wrong : {-1, 0, 100000})
        REQUIRE_FALSE(shares.read(wrong).ok());
}

TEST_CASE("a block that was cut short is stepped over") {
    const support::TemporaryFolder folder;
    std::ofstream(folder / "case_shares") << "torn";
    CaseShares shares(folder / "");
    REQUIRE(shares.draw()->number == 2);
}

TEST_CASE("where nothing can be written nothing is given out") {
    const support::TemporaryFolder folder;
    CaseShares shares(folder / "nowhere");
    const auto share = shares.draw();
    REQUIRE_FALSE(share.ok());
    REQUIRE(share.error().kind == base::FailureKind::storage);
}
