// Tokens like [PHONE-K7Q2]: random per case, equal for equal values, never computed from a
// value.
//
// Promises: three characters drawn from the seed's keystream in order of first appearance and a
// check character behind them, which finds any one wrong character and any two swapped
// neighbours; no two values of a case share a code. The same seed and the same findings give
// the same tokens. Inside the room only, but is_token_code() also serves who reads an officer's
// answer.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "redaction/redact.h"

namespace redaction {

// "K7Q2": four characters of the alphabet, the last one fitting.
bool is_token_code(std::string_view code);

class Tokens {
  public:
    explicit Tokens(const TokenSeed& seed);
    // The token of a value; drawn at its first call.
    const std::string& token_of(ValueType type, const std::string& normal);

  private:
    std::string draw_code();
    std::size_t draw_place();

    std::string seed_;
    std::string block_;
    std::size_t used_ = 0;
    std::uint64_t counter_ = 0;
    std::set<std::string> codes_;
    std::map<std::string, std::string> tokens_;
};

}  // namespace redaction
