// The durable protocol as data: its steps in order, what each needs and what it leaves behind.
//
// Promises: this table is the only place that says which step may follow which. The daemon
// walks it (Walk stops at a step whose needs are not met, and that is a bug of ours), the check
// of the trail reads it, and the model in tests/model searches every interleaving of it.
// Letters of the names: V is a commit in vault.db, T one in aparajita.db, S an act in the
// world.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace protocol {

enum class Step : std::uint8_t { v1, t1, t1b, v2, t2, t3, ta, s4, t4, s5, t5 };
inline constexpr std::size_t step_count = 11;

enum class Home : std::uint8_t { vault, state, world };

enum class Fact : std::uint8_t {
    copy_kept,     // a sealed copy of the mail is on our disk
    custody,       // the mail has a case; from now on it is ours
    counted,       // this reading of it is on record
    letters_kept,  // the finished letters are on our disk
    queued,        // a letter waits to be sent
    begun,         // this attempt is on record
    answered,      // the server said something, or the line broke
    settled,       // what became of the attempt is on record
    somebody,      // a server took a letter to a station or the desk, or no letter is needed
    moved,         // out of the watched folder
    filed
};

class Facts {
  public:
    constexpr Facts() = default;
    constexpr Facts(std::initializer_list<Fact> facts) {
        for (const Fact fact : facts) bits_ |= bit(fact);
    }
    constexpr bool has(Fact fact) const { return (bits_ & bit(fact)) != 0; }
    constexpr bool covers(Facts needed) const { return (needed.bits_ & ~bits_) == 0; }
    constexpr void add(Facts more) { bits_ |= more.bits_; }
    friend constexpr bool operator==(Facts, Facts) = default;

  private:
    static constexpr std::uint16_t bit(Fact fact) {
        return static_cast<std::uint16_t>(1U << static_cast<unsigned>(fact));
    }
    std::uint16_t bits_ = 0;
};

struct Row {
    Step step;
    std::string_view name;
    Home home;
    Facts needs;
    Facts gives;
};
using Table = std::array<Row, step_count>;

// Where an acknowledgement is concerned, TA stands for T3: it counts as sent from there on.
// `somebody` follows from the answer, so T4 does not give it by itself.
inline constexpr Table table{{
    {Step::v1, "V1", Home::vault, {}, {Fact::copy_kept}},
    {Step::t1, "T1", Home::state, {Fact::copy_kept}, {Fact::custody}},
    {Step::t1b, "T1b", Home::state, {Fact::copy_kept, Fact::custody}, {Fact::counted}},
    {Step::v2, "V2", Home::vault, {Fact::counted}, {Fact::letters_kept}},
    {Step::t2, "T2", Home::state, {Fact::counted, Fact::letters_kept}, {Fact::queued}},
    {Step::t3, "T3", Home::state, {Fact::custody, Fact::queued}, {Fact::begun}},
    {Step::ta, "TA", Home::state, {Fact::custody, Fact::queued}, {Fact::begun}},
    {Step::s4, "S4", Home::world, {Fact::begun}, {Fact::answered}},
    {Step::t4, "T4", Home::state, {Fact::begun, Fact::answered}, {Fact::settled}},
    {Step::s5, "S5", Home::world, {Fact::custody, Fact::somebody}, {Fact::moved}},
    {Step::t5, "T5", Home::state, {Fact::custody, Fact::somebody, Fact::moved}, {Fact::filed}},
}};

constexpr const Row& row_of(Step step, const Table& in = table) {
    return in[static_cast<std::size_t>(step)];
}
constexpr std::string_view name_of(Step step) { return row_of(step).name; }
constexpr bool may_take(Step step, Facts known, const Table& in = table) {
    return known.covers(row_of(step, in).needs);
}

// One mail, or one letter, on its way through the table.
class Walk {
  public:
    explicit Walk(Facts known) : known_(known) {}
    // Ends the program where the table does not allow this step.
    void take(Step step);
    Facts known() const { return known_; }

  private:
    Facts known_;
};

}  // namespace protocol
