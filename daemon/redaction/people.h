// Names of persons: from the header, introduced by a cue, labelled, signed, or common given
// names; then every other place where such a name stands, in any writing and case
// (redaction.md 3.4, 5.2 step 0).
//
// Promises: a kin word alone is no name (fixed rule 4); a known name is found in every text of
// the mail. Inside the room only.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "message/parsed_mail.h"
#include "redaction/candidate.h"
#include "redaction/given_names.h"
#include "redaction/names.h"
#include "redaction/persons.h"
#include "understanding/facts.h"
#include "understanding/lexicon.h"

namespace redaction {

struct HeaderIdentity {
    std::vector<std::string> names;      // display names
    std::vector<std::string> mailboxes;  // lower case
    std::vector<std::string> addresses;  // IP
};
HeaderIdentity header_identity(const message::ParsedMail& mail,
                               const understanding::Facts& facts);

class People {
  public:
    People(const understanding::Lexicon& lexicon, const GivenNames& given,
           const HeaderIdentity& header);

    // First every page is asked for introductions, then every page is searched.
    void learn(const Page& page);
    Candidates find(const Page& page) const;

    const std::vector<Person>& persons() const { return persons_.all(); }
    // The person of a candidate's `normal`.
    const Person* person(const std::string& normal) const { return persons_.called(normal); }
    // Whether a Latin identifier contains a name of hers ("anu_thomas_fake").
    bool holds_seed_name(const std::string& identifier) const;
    // Whether it contains a given name that her mailbox is made of: anjana.k, anjana_fake_2026.
    bool holds_name_of_mailbox(const std::string& identifier, const std::string& local) const;

    // For those who look for introductions.
    int remember(std::vector<std::u32string> parts, KnownBy by);
    // Words that are everyday words elsewhere: hers with a capital only. -1: nobody yet.
    void remember_everyday(const std::vector<std::u32string>& words, int person, KnownBy by);
    const GivenNames& given_names() const { return given_; }

  private:
    void learn_given_names(const Page& page);
    bool begins_full_name(const Page& page, std::size_t token) const;
    bool goes_on_with(const Page& page, std::size_t token) const;
    bool is_first_name_before(const Page& page, std::size_t token) const;
    bool is_heard_person(const Page& page, std::size_t token) const;
    std::size_t run_from(const Page& page, std::size_t first, Candidates& found) const;
    std::size_t spaced_from(const Page& page, std::size_t first, Candidates& found) const;
    NameBook::Hit known(const Page& page, std::size_t token) const;
    bool is_everyday(std::u32string_view word) const;
    bool is_place(const std::u32string& word) const;

    const understanding::Lexicon& lexicon_;
    const GivenNames& given_;
    Persons persons_;
    NameBook book_;
    // Of the headers, where a word of some writing is her name: Rehna, Malik. Hers with a
    // capital.
    std::map<std::u32string, int, std::less<>> everyday_;
};

}  // namespace redaction
