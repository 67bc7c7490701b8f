#include "redaction/tokens.h"

#include "base/sha256.h"

namespace redaction {

namespace {

// 31 signs, a prime, so that the weights 1, 2, 3 catch every single error and every swap of
// neighbours. No 0 1 I L O.
constexpr std::string_view alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
static_assert(alphabet.size() == 31);
constexpr std::size_t code_length = 3;

char check_of(std::string_view code) {
    std::size_t sum = 0;
    for (std::size_t i = 0; i < code_length; ++i) sum += (i + 2) * alphabet.find(code[i]);
    return alphabet[(alphabet.size() - sum % alphabet.size()) % alphabet.size()];
}

}  // namespace

bool is_token_code(std::string_view code) {
    if (code.size() != code_length + 1 ||
        code.find_first_not_of(alphabet) != std::string_view::npos)
        return false;
    return check_of(code) == code[code_length];
}

Tokens::Tokens(const TokenSeed& seed) : seed_(seed.octets.reveal()) {}

// A uniform place in the alphabet: octets above the last multiple of 31 are not used.
std::size_t Tokens::draw_place() {
    constexpr std::size_t fair = 256 / alphabet.size() * alphabet.size();
    for (;;) {
        if (used_ == block_.size()) {
            std::string input = seed_ + "token";
            for (int shift = 0; shift < 64; shift += 8) {
                input.push_back(
                    static_cast<char>(static_cast<unsigned char>(counter_ >> shift)));
            }
            block_ = base::sha256(input);
            used_ = 0;
            ++counter_;
        }
        const auto octet = static_cast<unsigned char>(block_[used_++]);
        if (octet < fair) return octet % alphabet.size();
    }
}

std::string Tokens::draw_code() {
    for (;;) {
        std::string code;
        for (std::size_t i = 0; i < code_length; ++i) code.push_back(alphabet[draw_place()]);
        if (codes_.insert(code).second) return code + check_of(code);
    }
}

const std::string& Tokens::token_of(ValueType type, const std::string& normal) {
    const auto name = std::string(name_of(type));
    auto [found, is_new] = tokens_.try_emplace(name + " " + normal);
    if (is_new) found->second = "[" + name + "-" + draw_code() + "]";
    return found->second;
}

}  // namespace redaction
