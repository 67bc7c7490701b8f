// A memory that knows one case of hers, and one letter that she got: for tests of what becomes
// of a further mail.
#pragma once

#include "base/text.h"
#include "pipeline/answers.h"

namespace support {

class KnownCaseMemory final : public pipeline::NoMemory {
  public:
    static constexpr const char* her = "asha@example.org";
    static constexpr const char* token = "abcdefghijklmnopqrstuvwx23";
    static constexpr const char* message_id = "letter@mail.example.net";

    KnownCaseMemory() {
        known.life.id = base::CaseId("case");
        known.life.number = base::CaseNumber(2026, 1);
        known.life.state = cases::CaseState::with_station;
        known.life.station = "tvc.museum";
        known.life.language = "en";
        known.ref = "7K3M";
        known.by_herself = true;
        letter = {7, known.life.id, known.life.number, "relay",
                  base::RecipientId("complainant")};
    }
    std::optional<pipeline::KnownLetter> by_token(std::string_view asked) override {
        return asked == token ? std::optional(letter) : std::nullopt;
    }
    std::optional<pipeline::KnownLetter> by_message_id(std::string_view asked) override {
        return asked == message_id ? std::optional(letter) : std::nullopt;
    }
    std::optional<pipeline::KnownLetter> by_return(std::string_view asked) override {
        return asked == token ? std::optional(letter) : std::nullopt;
    }
    std::optional<pipeline::KnownCase> case_of(const base::CaseId& id) override {
        return id == known.life.id ? std::optional(known) : std::nullopt;
    }
    std::optional<pipeline::KnownCase> open_case_of(std::string_view address) override {
        const bool open = known.life.state != cases::CaseState::closed;
        return open && address == her ? std::optional(known) : std::nullopt;
    }
    bool is_sender_of(const base::CaseId& id, std::string_view address) override {
        return id == known.life.id && base::lower_ascii(address) == her;
    }
    int count_mails_of(std::string_view, int most) override {
        return mails < most ? mails : most;
    }
    bool wrote_stop(std::string_view address) override {
        return known.life.silent && address == her;
    }

    pipeline::KnownCase known;
    pipeline::KnownLetter letter;
    int mails = 0;  // of one sender in a day
};

}  // namespace support
