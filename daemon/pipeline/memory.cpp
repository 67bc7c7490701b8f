#include "pipeline/memory.h"

#include <mutex>

#include "base/sha256.h"
#include "ledger/ledger.h"
#include "pipeline/clock.h"
#include "pipeline/kept_copies.h"

namespace pipeline {
namespace {

class StoredMemory final : public Memory {
  public:
    StoredMemory(std::unique_ptr<store::ReadOnly> state, std::unique_ptr<store::ReadOnly> vault,
                 seal::ServerKeys keys)
        : state_(std::move(state)), vault_(std::move(vault)), keys_(std::move(keys)) {}

    std::optional<KnownLetter> by_token(std::string_view token) override {
        const std::lock_guard lock(mutex_);
        return known(ledger::find_letter_by_token(*state_, base::sha256_hex(token)));
    }

    std::optional<KnownLetter> by_message_id(std::string_view message_id) override {
        const std::lock_guard lock(mutex_);
        return known(ledger::find_letter_by_message_id(*state_, std::string(message_id)));
    }

    std::optional<KnownLetter> by_return(std::string_view token) override {
        constexpr std::chrono::hours longest_way{14 * 24};
        const std::lock_guard lock(mutex_);
        return known(ledger::find_letter_by_return(*state_, base::sha256_hex(token),
                                                   read_clock().now - longest_way));
    }

    std::optional<base::CaseNumber> case_like(const message::ParsedMail& mail,
                                              const base::CaseNumber& not_this) override {
        const std::string likeness = likeness_of(keys_, mail);
        if (likeness.empty()) return std::nullopt;
        const std::lock_guard lock(mutex_);
        const auto like = ledger::case_like(*state_, *vault_, likeness, not_this);
        if (!like || !like.value()) return std::nullopt;
        return like.value()->number;
    }

    std::optional<KnownCase> case_of(const base::CaseId& id) override {
        const std::lock_guard lock(mutex_);
        return known_case(id);
    }

    std::optional<KnownCase> open_case_of(std::string_view address) override {
        const std::lock_guard lock(mutex_);
        const auto open =
            ledger::open_case_of(*state_, *vault_, ledger::sender_hash(keys_, address));
        if (!open || !open.value()) return std::nullopt;
        return known_case(open.value()->id);
    }

    bool is_sender_of(const base::CaseId& id, std::string_view address) override {
        const std::lock_guard lock(mutex_);
        const auto is = ledger::is_sender_of(*vault_, id, ledger::sender_hash(keys_, address));
        return is && *is;
    }

    int count_mails_of(std::string_view address, int most) override {
        constexpr std::chrono::hours a_day{24};
        const std::lock_guard lock(mutex_);
        const auto count = ledger::count_mails_of(*vault_, ledger::sender_hash(keys_, address),
                                                  read_clock().now - a_day, most);
        return count ? *count : 0;
    }

    bool wrote_stop(std::string_view address) override {
        const std::lock_guard lock(mutex_);
        const auto stop =
            ledger::wrote_stop(*state_, *vault_, ledger::sender_hash(keys_, address));
        return stop && *stop;
    }

  private:
    std::optional<KnownCase> known_case(const base::CaseId& id) {
        auto life = ledger::find_life(*state_, id);
        if (!life || !life.value()) return std::nullopt;
        KnownCase known{std::move(*life.value()), "", false};
        const auto key = ledger::read_case_key(*vault_, keys_, id);
        if (!key) return known;
        auto ref = ledger::read_secret(*vault_, *key, id, "ref");
        if (ref && ref.value()) known.ref = std::move(*ref.value());
        const auto kept = ledger::read_secret(*vault_, *key, id, "rendering");
        const auto copies = kept && kept.value()
                                ? copies_from_json(*kept.value())
                                : base::Failure{base::FailureKind::text, "", ""};
        known.by_herself = copies && copies->facts.written_by == understanding::WrittenBy::self;
        return known;
    }

    // A database that cannot be read shows in the next commit, which is sticky; here nothing is
    // known. What is unknown is looked up as far as what is known: how long it takes tells
    // nobody whether a token was good (F11).
    std::optional<KnownLetter> known(
        const base::Result<std::optional<ledger::LetterOf>>& found) {
        const bool is_known = found && found.value();
        const ledger::LetterOf letter = is_known ? *found.value() : ledger::LetterOf{};
        KnownLetter out{letter.letter, letter.case_id,   {},
                        letter.kind,   letter.recipient, false};
        out.expired = letter.token_expires && *letter.token_expires <= read_clock().now;
        if (const auto root = ledger::root_case(*state_, letter.case_id)) out.case_id = *root;
        const auto of_case = ledger::find_case(*state_, out.case_id);
        if (of_case && of_case.value()) {
            out.number = of_case.value()->number;
            out.expired = out.expired || of_case.value()->state == "closed";
        }
        return is_known ? std::optional(std::move(out)) : std::nullopt;
    }

    std::mutex mutex_;
    std::unique_ptr<store::ReadOnly> state_, vault_;
    seal::ServerKeys keys_;
};

}  // namespace

std::string likeness_of(const seal::ServerKeys& keys, const message::ParsedMail& mail) {
    if (!mail.message_id) return "";
    return ledger::likeness_of(keys, *mail.message_id, mail.date.value_or(base::from_unix(0)),
                               mail.text.value_or(mail.html_text.value_or("")));
}

base::Result<std::unique_ptr<Memory>> open_memory(const std::filesystem::path& state,
                                                  const seal::ServerKeys& keys) {
    auto cases = store::ReadOnly::open(state, store::File::state);
    if (!cases) return cases.error();
    auto vault = store::ReadOnly::open(state, store::File::vault);
    if (!vault) return vault.error();
    return std::unique_ptr<Memory>(
        std::make_unique<StoredMemory>(std::move(*cases), std::move(*vault), keys));
}

}  // namespace pipeline
