#include "redaction/namesakes.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "base/text.h"
#include "redaction/among.h"

namespace redaction {

namespace {

constexpr std::size_t shortest = 4;  // letters of a name, or of an account's
constexpr std::size_t shortest_inside = 5;
constexpr double slight = 0.2;  // speaks for nobody

bool has_account_name(ValueType type) {
    static constexpr std::array list{ValueType::email, ValueType::upi_vpa,
                                     ValueType::social_handle};
    return among(type, list);
}

// "praveen.k" of praveen.k@ybl and @praveen.k.
std::string account_name(const Candidate& candidate) {
    const auto& normal = candidate.normal;
    const auto at = normal.find('@');
    return at == 0 ? normal.substr(1) : normal.substr(0, at);
}

bool is_claimed(const Mention& mention) {
    return std::any_of(mention.verdict.scores.begin(), mention.verdict.scores.end(),
                       [](const auto& score) {
                           return score.first != Role::offender && score.second > slight;
                       });
}

class Namesakes {
  public:
    Namesakes(std::vector<Mention>& mentions, const People& people)
        : mentions_(mentions), people_(people) {
        for (const auto& mention : mentions) {
            if (mention.candidate.type != ValueType::person) continue;
            const auto* person = people.person(mention.candidate.normal);
            if (person == nullptr) continue;
            for (const auto& part : person->parts) learn(part, bearer_of(mention.verdict.role));
        }
        for (const auto& person : people.persons()) {
            for (const auto& part : person.parts)
                if (person.is_seed()) learn(part, another);
        }
    }

    void follow() {
        follow_payees();
        std::map<std::string, bool> accounts;  // false where one is somebody else's
        for (const auto& mention : mentions_) {
            const auto name = account_name(mention.candidate);
            if (!has_account_name(mention.candidate.type) || name.size() < shortest) continue;
            if (mention.verdict.role == Role::unknown || mention.verdict.only_prior) continue;
            const bool his = mention.verdict.role == Role::offender;
            const auto known = accounts.emplace(name, his).first;
            known->second = known->second && his;
        }
        for (auto& mention : mentions_) protect(mention);
        for (auto& mention : mentions_) {
            if (!has_account_name(mention.candidate.type) || mention.is_seed ||
                mention.verdict.role != Role::unknown || is_claimed(mention))
                continue;
            const auto name = account_name(mention.candidate);
            const auto like = accounts.find(name);
            if (like != accounts.end() ? like->second
                                       : bears_his_name(name, mention.candidate.type))
                accuse(mention,
                       like != accounts.end() ? "same account name" : "named after him");
        }
    }

  private:
    // "The agent Kuttan collects on kuttan.agent@paytm": who bears the name of a purse that is
    // the offender's by its own words, and of whom nobody says anything else.
    void follow_payees() {
        NameBook payees;
        for (const auto& mention : mentions_) {
            const auto word = first_word(account_name(mention.candidate));
            if (mention.candidate.type == ValueType::upi_vpa && word.size() >= shortest &&
                mention.verdict.role == Role::offender && !mention.verdict.only_prior &&
                !mention.holds_seed)
                payees.add(word, accused);
        }
        if (payees.empty()) return;
        const auto known = known_persons();
        for (auto& mention : mentions_) {
            if (mention.candidate.type != ValueType::person ||
                known.contains(mention.candidate.normal))
                continue;
            const auto* person = people_.person(mention.candidate.normal);
            if (person == nullptr || person->is_seed()) continue;
            if (!bears_one_of(*person, payees)) continue;
            accuse(mention, "named in his purse");
            for (const auto& part : person->parts) learn(part, accused);
        }
    }

    // Of whom one of the mentions says that they are somebody else.
    std::set<std::string> known_persons() const {
        std::set<std::string> known;
        for (const auto& mention : mentions_) {
            if (mention.candidate.type == ValueType::person &&
                (mention.verdict.role != Role::unknown || mention.is_seed ||
                 is_claimed(mention)))
                known.insert(mention.candidate.normal);
        }
        return known;
    }

    static bool bears_one_of(const Person& person, const NameBook& names) {
        return std::any_of(person.parts.begin(), person.parts.end(), [&](const auto& part) {
            const auto match = names.find(part).match;
            return match == NameMatch::same || match == NameMatch::sounds_alike;
        });
    }

    // Who bears a name, as the book counts persons.
    enum Bearer : int { another, accused, relative, friend_of_hers };

    static Bearer bearer_of(Role role) {
        if (role == Role::offender) return accused;
        if (role == Role::family) return relative;
        return role == Role::third_party ? friend_of_hers : another;
    }

    void learn(const std::u32string& part, Bearer bearer) {
        if (part.size() < shortest && part[0] < 0x80) return;
        if (!learned_.emplace(part, bearer).second) return;
        book_.add(part, bearer);
        if (part[0] < 0x80) (bearer == accused ? his_ : others_).push_back(base::to_utf8(part));
    }

    // "I told Anita of HR, anita.hr@...": a mailbox or purse whose first word is the name of
    // one of hers, in any writing. An account is kept where nobody knows whose it is.
    void protect(Mention& mention) const {
        const auto type = mention.candidate.type;
        if ((type != ValueType::email && type != ValueType::upi_vpa) || mention.is_seed ||
            mention.verdict.denied)
            return;
        auto& verdict = mention.verdict;
        const bool called_fake =
            std::any_of(verdict.cues.begin(), verdict.cues.end(),
                        [](const auto& cue) { return cue.starts_with("fake:"); });
        const bool open = verdict.role == Role::unknown || verdict.role == Role::offender;
        const auto role = role_by_first_word(account_name(mention.candidate));
        if (!role || called_fake || !open) return;
        verdict.role = *role;
        verdict.only_prior = false;
        verdict.cues.emplace_back("bears the name");
    }

    std::optional<Role> role_by_first_word(const std::string& name) const {
        const auto hit = heard(first_word(name));
        if (hit.match == NameMatch::none) return std::nullopt;
        const auto all = [&](Bearer bearer) {
            return std::all_of(hit.persons.begin(), hit.persons.end(),
                               [&](int person) { return person == bearer; });
        };
        if (all(relative)) return Role::family;
        return all(friend_of_hers) ? std::optional(Role::third_party) : std::nullopt;
    }

    static std::u32string first_word(const std::string& name) {
        std::u32string word;
        for (const char c : name) {
            if (c < 'a' || c > 'z') break;
            word.push_back(static_cast<char32_t>(c));
        }
        return word;
    }

    NameBook::Hit heard(const std::u32string& word) const {
        auto hit = word.size() < shortest ? NameBook::Hit{} : book_.find(word);
        if (hit.match != NameMatch::same && hit.match != NameMatch::sounds_alike) return {};
        return hit;
    }

    // "sindhu.vivek@...": in mailboxes and purses many bear a husband's or father's name behind
    // their own.
    bool bears_his_name(const std::string& name, ValueType type) const {
        const auto first = first_word(name);
        if (type != ValueType::social_handle && first.size() >= shortest &&
            first.size() < name.size() && !is_his(first))
            return false;
        const auto holds = [&](const std::string& part, std::size_t least) {
            return part.size() >= least && name.find(part) != std::string::npos;
        };
        if (std::any_of(others_.begin(), others_.end(),
                        [&](const auto& part) { return holds(part, shortest); }))
            return false;
        bool his = std::any_of(his_.begin(), his_.end(),
                               [&](const auto& part) { return holds(part, shortest_inside); });
        std::u32string word;
        for (const char c : name + ".") {
            if (c >= 'a' && c <= 'z') {
                word.push_back(static_cast<char32_t>(c));
                continue;
            }
            const auto hit = heard(word);
            word.clear();
            if (hit.match == NameMatch::none) continue;
            if (!std::all_of(hit.persons.begin(), hit.persons.end(),
                             [](int person) { return person == accused; }))
                return false;
            his = true;
        }
        return his;
    }

    bool is_his(const std::u32string& word) const {
        const auto text = base::to_utf8(word);
        return heard(word).match != NameMatch::none ||
               std::any_of(his_.begin(), his_.end(), [&](const auto& part) {
                   return part.size() >= shortest_inside &&
                          text.find(part) != std::string::npos;
               });
    }

    static void accuse(Mention& mention, const char* cue) {
        mention.verdict.role = Role::offender;
        mention.verdict.only_prior = false;
        mention.verdict.cues.emplace_back(cue);
    }

    std::vector<Mention>& mentions_;
    const People& people_;
    NameBook book_;
    std::set<std::pair<std::u32string, Bearer>> learned_;
    std::vector<std::string> his_, others_;
};

}  // namespace

void follow_names(std::vector<Mention>& mentions, const People& people) {
    Namesakes(mentions, people).follow();
}

}  // namespace redaction
