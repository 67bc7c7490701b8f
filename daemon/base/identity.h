// The names things go by. A StationId cannot be passed where a RuleId is meant.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace base {

template <class Tag>
class Name {
  public:
    Name() = default;
    explicit Name(std::string text) : text_(std::move(text)) {}

    const std::string& str() const { return text_; }
    bool empty() const { return text_.empty(); }
    auto operator<=>(const Name&) const = default;

  private:
    std::string text_;
};

using StationId = Name<struct StationTag>;      // "tvc.kazhakuttam": unit and slug
using RuleId = Name<struct RuleTag>;            // name of a rule in the rules files
using RecipientId = Name<struct RecipientTag>;  // "tvc.kazhakuttam", "desk.triage", "complainant"
using CaseId = Name<struct CaseTag>;            // 16 random octets, never derived from content

// "APJ-2026-000042": for police and audit only. It gives no access to anything.
class CaseNumber {
  public:
    CaseNumber() = default;
    CaseNumber(int year, std::int64_t serial) : year_(year), serial_(serial) {}
    static std::optional<CaseNumber> parse(std::string_view text);

    std::string str() const;
    int year() const { return year_; }
    std::int64_t serial() const { return serial_; }
    auto operator<=>(const CaseNumber&) const = default;

  private:
    int year_ = 0;
    std::int64_t serial_ = 0;
};

// Where a mail lies. A UID means something only with its UIDVALIDITY (RFC 9051 2.3.1.1).
struct MailUid {
    std::string mailbox;
    std::uint32_t uidvalidity = 0;
    std::uint32_t uid = 0;
    auto operator<=>(const MailUid&) const = default;
};

}  // namespace base
