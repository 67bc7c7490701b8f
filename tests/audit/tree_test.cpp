// The tree against the vectors of the Certificate Transparency reference (leaves "", 00, 10,
// 2021, 3031, 40414243, 5051525354555657, 6061...6f), and its proofs against each other and
// against liars.
#include "audit/tree.h"

#include <catch2/catch.hpp>
#include <map>

#include "base/sha256.h"
#include "base/text.h"

namespace {

using namespace std::string_literals;
using audit::Hash;
using audit::Head;

// A tree in memory: every complete subtree that growing told of.
struct Wood {
    std::map<std::pair<int, std::int64_t>, Hash> nodes;
    audit::Growing tree;
    void add(const std::string& entry) {
        const Hash leaf = base::sha256("\0"s + entry);
        nodes[{0, tree.size()}] = leaf;
        tree.add(leaf, [this](int level, std::int64_t idx, const Hash& hash) {
            nodes[{level, idx}] = hash;
        });
    }
    audit::Subtrees subtrees() const {
        return [this](int level, std::int64_t idx) -> base::Result<Hash> {
            return nodes.at({level, idx});
        };
    }
    Head head(std::int64_t size) const {
        return {size, audit::root_of(size, subtrees()).value()};
    }
};

Wood wood_of(int entries) {
    Wood wood;
    for (int i = 0; i < entries; ++i) wood.add("entry " + std::to_string(i));
    return wood;
}

}  // namespace

TEST_CASE("roots of one to eight leaves are those of RFC 6962's reference") {
    const std::vector<std::string> entries{
        "",
        "\x00"s,
        "\x10",
        "\x20\x21",
        "\x30\x31",
        "\x40\x41\x42\x43",
        "\x50\x51\x52\x53\x54\x55\x56\x57",
        "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"};
    const std::vector<std::string> roots{
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
    Wood wood;
    REQUIRE(base::to_hex(wood.tree.root()) ==
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (std::size_t i = 0; i < entries.size(); ++i) {
        wood.add(entries[i]);
        REQUIRE(base::to_hex(wood.tree.root()) == roots[i]);
        REQUIRE(wood.head(wood.tree.size()).root == wood.tree.root());
    }
}

TEST_CASE("every leaf of every tree up to 70 leaves is proved, and in no other place") {
    const Wood wood = wood_of(70);
    for (std::int64_t size = 1; size <= 70; ++size) {
        const Hash root = wood.head(size).root;
        for (std::int64_t index = 0; index < size; ++index) {
            const auto path = audit::inclusion_path(index, size, wood.subtrees()).value();
            const Hash leaf = wood.nodes.at({0, index});
            REQUIRE(audit::root_by_inclusion(index, size, leaf, path) == root);
            const Hash other = wood.nodes.at({0, (index + 1) % 70});
            REQUIRE(audit::root_by_inclusion(index, size, other, path) != root);
            if (index + 1 < size)
                REQUIRE(audit::root_by_inclusion(index + 1, size, leaf, path) != root);
        }
    }
}

TEST_CASE("every tree up to 70 leaves continues every smaller one, and no other") {
    const Wood wood = wood_of(70);
    for (std::int64_t size = 1; size <= 70; ++size) {
        for (std::int64_t old = 1; old <= size; ++old) {
            const auto path = audit::consistency_path(old, size, wood.subtrees()).value();
            const Head before = wood.head(old);
            REQUIRE(audit::is_consistent(before, wood.head(size), path));
            REQUIRE_FALSE(
                audit::is_consistent({old, base::sha256("another")}, wood.head(size), path));
            REQUIRE_FALSE(audit::is_consistent(before, {size, base::sha256("another")}, path));
        }
    }
}

TEST_CASE(
    "a proof with one octet changed, one hash more or less, or another size proves nothing") {
    const Wood wood = wood_of(45);
    const auto inclusion = audit::inclusion_path(20, 45, wood.subtrees()).value();
    const auto growth = audit::consistency_path(27, 45, wood.subtrees()).value();
    const Hash leaf = wood.nodes.at({0, 20});
    const auto includes = [&](const audit::Path& path, std::int64_t index, std::int64_t size) {
        return audit::root_by_inclusion(index, size, leaf, path) == wood.head(45).root;
    };
    const auto grows = [&](const audit::Path& path) {
        return audit::is_consistent(wood.head(27), wood.head(45), path);
    };
    REQUIRE(includes(inclusion, 20, 45));
    REQUIRE(grows(growth));
    for (std::size_t i = 0; i < inclusion.size() * 32; ++i) {
        auto wrong = inclusion;
        wrong[i / 32][i % 32] = static_cast<char>(wrong[i / 32][i % 32] ^ 1);
        REQUIRE_FALSE(includes(wrong, 20, 45));
    }
    for (std::size_t i = 0; i < growth.size() * 32; ++i) {
        auto wrong = growth;
        wrong[i / 32][i % 32] = static_cast<char>(wrong[i / 32][i % 32] ^ 1);
        REQUIRE_FALSE(grows(wrong));
    }
    for (auto path : {inclusion, growth}) {
        const bool first = path == inclusion;
        path.pop_back();
        REQUIRE_FALSE((first ? includes(path, 20, 45) : grows(path)));
        path.insert(path.end(), 2, base::sha256("more"));
        REQUIRE_FALSE((first ? includes(path, 20, 45) : grows(path)));
    }
    for (std::int64_t index = -1; index <= 45; ++index) {
        for (const std::int64_t size : {0, 20, 23, 45})
            REQUIRE(includes(inclusion, index, size) == (index == 20 && size == 45));
    }
    REQUIRE_FALSE(audit::is_consistent({0, audit::empty_root()}, wood.head(45), {}));
    REQUIRE_FALSE(audit::is_consistent(wood.head(45), wood.head(27), growth));
}
