#include "redaction/namesakes.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"

namespace redaction {

namespace {

constexpr std::size_t shortest = 4;  // letters of a name, or of an account's
constexpr std::size_t shortest_inside = 5;
constexpr double slight = 0.2;  // speaks for nobody

bool has_account_name(ValueType type) {
    static constexpr std::array list{ValueType::email, ValueType::upi_vpa,
                                     ValueType::social_handle};
    return std::find(list.begin(), list.end(), type) != list.end();
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
    Namesakes(std::vector<Mention>& mentions, const People& people) : mentions_(mentions) {
        for (const auto& mention : mentions) {
            if (mention.candidate.type != ValueType::person) continue;
            const auto* person = people.person(mention.candidate.normal);
            if (person == nullptr) continue;
            const bool his = mention.verdict.role == Role::offender;
            for (const auto& part : person->parts) learn(part, his);
        }
        for (const auto& person : people.persons()) {
            for (const auto& part : person.parts)
                if (person.is_seed()) learn(part, false);
        }
    }

    void follow() {
        std::map<std::string, bool> accounts;  // false where one is somebody else's
        for (const auto& mention : mentions_) {
            const auto name = account_name(mention.candidate);
            if (!has_account_name(mention.candidate.type) || name.size() < shortest) continue;
            if (mention.verdict.role == Role::unknown || mention.verdict.only_prior) continue;
            const bool his = mention.verdict.role == Role::offender;
            const auto known = accounts.emplace(name, his).first;
            known->second = known->second && his;
        }
        for (auto& mention : mentions_) {
            if (!has_account_name(mention.candidate.type) || mention.is_seed ||
                mention.verdict.role != Role::unknown || is_claimed(mention))
                continue;
            const auto name = account_name(mention.candidate);
            const auto like = accounts.find(name);
            if (like != accounts.end() ? like->second : bears_his_name(name))
                accuse(mention,
                       like != accounts.end() ? "same account name" : "named after him");
        }
    }

  private:
    void learn(const std::u32string& part, bool his) {
        if (part.size() < shortest && part[0] < 0x80) return;
        constexpr int accused = 1, another = 0;
        book_.add(part, his ? accused : another);
        if (part[0] < 0x80) (his ? his_ : others_).push_back(base::to_utf8(part));
    }

    bool bears_his_name(const std::string& name) const {
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
            const auto hit = word.size() < shortest ? NameBook::Hit{} : book_.find(word);
            word.clear();
            if (hit.match != NameMatch::same && hit.match != NameMatch::sounds_alike) continue;
            if (std::find(hit.persons.begin(), hit.persons.end(), 0) != hit.persons.end())
                return false;
            his = true;
        }
        return his;
    }

    static void accuse(Mention& mention, const char* cue) {
        mention.verdict.role = Role::offender;
        mention.verdict.only_prior = false;
        mention.verdict.cues.emplace_back(cue);
    }

    std::vector<Mention>& mentions_;
    NameBook book_;
    std::vector<std::string> his_, others_;
};

}  // namespace

void follow_names(std::vector<Mention>& mentions, const People& people) {
    Namesakes(mentions, people).follow();
}

}  // namespace redaction
