// The persons of a mail, and which of them bears a name.
//
// Promises: to ask costs no more where a mail names thousands; of several the first one counts.
// Inside the room only.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

namespace redaction {

// How we came to know a person; the first three make a seed.
enum class KnownBy {
    header,
    own_statement,
    signature,
    introduction,
    quoted_sender,
    given_name
};

struct Person {
    std::string normal;  // view of the name, words parted by one space
    std::vector<std::u32string> parts;
    KnownBy by = KnownBy::introduction;
    bool is_seed() const { return by <= KnownBy::signature; }
};

class Persons {
  public:
    // The number of the new person.
    int add(std::vector<std::u32string> parts, KnownBy by);
    // Of one whose name is an everyday word, with which no name is compared.
    int add_unnamed(const std::u32string& word, KnownBy by);
    // Somebody may be known more surely than before.
    void know(int number, KnownBy by);

    const std::vector<Person>& all() const { return all_; }
    const Person& at(int number) const { return all_[static_cast<std::size_t>(number)]; }
    const Person* called(const std::string& normal) const;
    // Who has all the words in his name; -1: nobody.
    int holder_of(const std::vector<std::u32string>& parts) const;
    // Who bears the name, in whatever writing; -1: nobody.
    int namesake_of(const std::vector<std::u32string>& parts) const;

  private:
    using Numbers = std::vector<int>;
    int take(Person person);
    // All who might bear the word, in lists that may share some.
    std::vector<const Numbers*> bearers_of(const std::u32string& part) const;

    std::vector<Person> all_;
    Numbers of_header_;
    std::unordered_map<std::string, int> by_normal_;
    std::unordered_map<std::u32string, Numbers> by_part_;
    std::unordered_map<std::string, Numbers> by_sound_;
};

}  // namespace redaction
