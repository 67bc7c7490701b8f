#include "redaction/bare_names.h"

#include <algorithm>
#include <array>
#include <map>

#include "redaction/grammar.h"

namespace redaction {

namespace {

using understanding::ZoneOwner;

constexpr std::size_t most_bare = 2;

class BareNames {
  public:
    BareNames(const std::vector<Page>& pages, const std::vector<std::size_t>& pages_of,
              const Story& story, std::vector<Mention>& mentions)
        : pages_(pages),
          pages_of_(pages_of),
          story_(story),
          mentions_(mentions),
          starts_(pages.size()) {}

    void decide() {
        for (std::size_t m = 0; m < mentions_.size(); ++m) {
            const auto& candidate = mentions_[m].candidate;
            if (candidate.type != ValueType::person) continue;
            groups_[candidate.normal].push_back(m);
            starts_[pages_of_[m]].push_back(candidate.range.start);
        }
        for (auto& starts : starts_) std::sort(starts.begin(), starts.end());
        doubt_mere_callings();
        std::vector<const Group*> doers, told_of;
        for (const auto& [normal, group] : groups_) {
            if (!is_undecided(group)) continue;
            if (any(group, [this](std::size_t m) { return witnesses(m); })) {
                settle(group, Role::third_party, "witness");
            } else if (any(group, [this](std::size_t m) { return does(m, Deed::harm); })) {
                doers.push_back(&group);
            } else if (any(group, [this](std::size_t m) { return does(m, Deed::anything); })) {
                told_of.push_back(&group);
            }
        }
        if (!tells_of_harm_to_herself()) return;
        accuse(doers, Deed::harm);
        if (!is_anybody_accused()) accuse(told_of, Deed::anything);
    }

  private:
    using Group = std::vector<std::size_t>;
    enum class Deed { harm, anything };

    // "Prakash threatens me. The mechanic Sajeevan opened the seat": where another stands
    // accused, mechanics, owners and messengers are as often witnesses.
    void doubt_mere_callings() {
        const auto is_accused = [this](std::size_t m) {
            return mentions_[m].verdict.role == Role::offender;
        };
        const auto says_more = [this](std::size_t m) {
            const auto& cues = mentions_[m].verdict.cues;
            return std::any_of(cues.begin(), cues.end(), [](const auto& cue) {
                return cue != "name" && !cue.starts_with("calling:");
            });
        };
        const auto by_deeds = [&](std::size_t m) { return is_accused(m) && says_more(m); };
        const bool another =
            std::any_of(groups_.begin(), groups_.end(),
                        [&](const auto& group) { return any(group.second, by_deeds); });
        for (const auto& [normal, group] : groups_) {
            if (another && any(group, is_accused) && !any(group, by_deeds))
                settle(group, Role::unknown, "called, not accused");
        }
    }

    // Too many names, and nobody can tell them apart.
    void accuse(const std::vector<const Group*>& groups, Deed deed) {
        if (groups.size() > most_bare) return;
        for (const auto* group : groups) {
            const auto stands_by = [&](std::size_t m) { return is_bystander(m, deed); };
            if (!any(*group, stands_by)) settle(*group, Role::offender, "nobody else's");
        }
    }

    // Counted with the others, for her name makes them harder to tell apart, but not accused:
    // "Sheeja madam changed my seat", "my boss X got the pictures".
    bool is_bystander(std::size_t m, Deed deed) const {
        const auto range = mentions_[m].candidate.range;
        return (deed == Deed::anything && is_titled_woman(page(m), range)) || receives(m);
    }

    bool is_anybody_accused() const {
        return std::any_of(mentions_.begin(), mentions_.end(), [](const Mention& mention) {
            // "X and his friend Y": who is accused as another's is not the one.
            const auto& cues = mention.verdict.cues;
            return mention.candidate.type == ValueType::person &&
                   mention.verdict.role == Role::offender &&
                   std::none_of(cues.begin(), cues.end(),
                                [](const auto& cue) { return cue.starts_with("his friend:"); });
        });
    }

    template <class Question>
    static bool any(const std::vector<std::size_t>& group, Question question) {
        return std::any_of(group.begin(), group.end(), question);
    }

    bool is_undecided(const std::vector<std::size_t>& group) const {
        return std::all_of(group.begin(), group.end(), [this](std::size_t m) {
            const auto& mention = mentions_[m];
            const auto* zone = page(m).zone_at(mention.candidate.range.start);
            const bool own =
                zone == nullptr || (zone->owner == ZoneOwner::writer &&
                                    zone->kind != understanding::ZoneKind::signature);
            return own && !mention.is_seed && mention.verdict.role == Role::unknown &&
                   claims(mention.verdict) <= slight;
        });
    }

    // How much speaks for a protected role.
    static constexpr double slight = 0.2;
    static double claims(const Verdict& verdict) {
        double most = 0;
        for (const auto role : {Role::complainant, Role::family, Role::third_party}) {
            const auto found = verdict.scores.find(role);
            if (found != verdict.scores.end()) most = std::max(most, found->second);
        }
        return most;
    }

    const Page& page(std::size_t mention) const { return pages_[pages_of_[mention]]; }

    // "Ancy from accounts has seen it", "HR Nandini ko bataya".
    bool witnesses(std::size_t m) const {
        const auto range = mentions_[m].candidate.range;
        const auto clause = page(m).clause_of(range.start);
        constexpr std::size_t reach = 60;
        const auto hit = page(m).first_cue_after("type.witness", range.end);
        if (!hit || hit->end > clause.end || hit->start > range.end + reach) return false;
        return !page(m).has_cue_in("role.his", {range.end, hit->start}) &&
               !page(m).has_cue_in("role.harm", {range.end, clause.end});
    }

    bool may_act(std::size_t m) const {
        return !is_only_told(m) && case_of(page(m), mentions_[m].candidate.range) == Case::bare;
    }

    // The name may be a subject, and behind it harm is told of, or that something was done to
    // her or to what is hers, or what "he" did.
    bool does(std::size_t m, Deed deed) const {
        if (!may_act(m)) return false;
        const auto& verdict = mentions_[m].verdict;
        const Range name = mentions_[m].candidate.range;
        const Range range{name.start, std::max(name.end, verdict.together)};
        const auto clause = page(m).clause_of(range.start);
        const auto before_end = [&](List list, std::size_t end) {
            const auto hit = page(m).first_cue_after(list, range.end);
            return hit && hit->start < end;
        };
        constexpr std::size_t reach = 120;
        const auto until = std::min({range.end + reach, next_person(m), since_then(m)});
        const auto end = std::min(clause.end, until);
        if (goes_on_with_woman(m, until) || is_told_young(page(m), name)) return false;
        if (!story_.she_is_offender && is_presented_as_woman(m)) return false;
        if (page(m).has_cue_in("role.passive", {range.end, end})) return false;
        if (verdict.taken_up != TakenUp::no) return true;
        if (is_where_she_stays(m, end)) return false;
        const bool to_her = before_end("role.me", end) || tells_of_hers(m, end) ||
                            page(m).has_cue_in("role.me", {clause.start, range.start});
        const bool harms = before_end("role.harm", end);
        if (!is_grave(m, std::min(end, since_then(m))) && is_at_her_side(m, clause))
            return false;
        if (deed == Deed::harm) return harms && (to_her || is_grave(m, end));
        if (!harms && is_called_hers(m)) return false;
        return harms || to_her || is_the_one(m) || before_end("role.his", until) ||
               before_end("role.i", end);
    }

    // "X stays with me", "X മാഡം എന്റെ കൂടെ വന്നു", "X printed it for me".
    bool is_at_her_side(std::size_t m, Range clause) const {
        clause.end = std::min(clause.end, next_person(m));
        static constexpr std::array<List, 3> words{"role.beside_her", "role.help",
                                                   "type.witness"};
        const bool friendly = std::any_of(words.begin(), words.end(), [&](List list) {
            return page(m).has_cue_in(list, clause);
        });
        return friendly || goes_with_her(m);
    }

    // "One of our girls, Ansu": right before the name a word for a woman.
    bool is_presented_as_woman(std::size_t m) const {
        const auto first = page(m).token_at(mentions_[m].candidate.range.start);
        constexpr std::size_t close = 2;
        for (auto t = first; t > 0 && first - t < close; --t) {
            if (page(m).covered_by("role.woman", page(m).tokens()[t - 1].start)) return true;
        }
        return false;
    }

    // "X and I", "Xum njanum".
    bool goes_with_her(std::size_t m) const {
        const auto& tokens = page(m).tokens();
        const auto next = page(m).token_at(mentions_[m].candidate.range.end);
        const auto is_i = [&](std::size_t token) {
            return token < tokens.size() && page(m).covered_by("role.i", tokens[token].start);
        };
        if (next >= tokens.size()) return false;
        const auto last = page(m).word(next - 1);
        const bool joined = last.ends_with(U"um") || last.ends_with(U"ും");
        return (joined && is_i(next)) ||
               (page(m).covered_by("role.and", tokens[next].start) && is_i(next + 1));
    }

    // "Sunita ke ghar pe main chhupi hun", "X ke saath main gayi": in another case, and she
    // acts.
    bool is_where_she_stays(std::size_t m, std::size_t end) const {
        const auto range = mentions_[m].candidate.range;
        const auto next = page(m).token_at(range.end);
        return next < page(m).tokens().size() && is_hindi_of(page(m).word(next)) &&
               page(m).has_cue_in("role.i", {range.end, end}) && !is_grave(m, end);
    }

    // "X ne sab suna, uske baad se pareshan karta hai": of whom the story tells, not of X.
    std::size_t since_then(std::size_t m) const {
        const auto from = mentions_[m].candidate.range.end;
        const auto then = page(m).first_cue_after("role.since_then", from);
        return then ? then->start : static_cast<std::size_t>(-1);
    }

    // "My boy Arun": behind hers a word that tells nothing.
    bool is_called_hers(std::size_t m) const {
        static const ListSet neutral =
            set_of(std::array<List, 2>{"role.neutral", "role.suspect_noun"});
        const auto first = page(m).token_at(mentions_[m].candidate.range.start);
        constexpr std::size_t close = 2;
        for (auto t = first; t > 0 && first - t < close; --t) {
            if (page(m).covered_by("role.mine", page(m).tokens()[t - 1].start)) return true;
            if ((page(m).lists_of(t - 1) & neutral).any()) return false;
        }
        return false;
    }

    // "X took my photos", but not "X and my aunt".
    bool tells_of_hers(std::size_t m, std::size_t end) const {
        const auto mine =
            page(m).first_cue_after("role.mine", mentions_[m].candidate.range.end);
        if (!mine || mine->start >= end) return false;
        const auto next = page(m).token_at(mine->end);
        if (next >= page(m).tokens().size()) return true;
        const auto start = page(m).tokens()[next].start;
        const bool somebody =
            page(m).covered_by("role.kin", start) &&
            page(m).last_cue_before("role.and", mine->start) &&
            page(m).last_cue_before("role.and", mine->start)->end + 2 >= mine->start;
        return !somebody;
    }

    // "My boss X got the pictures": the first that is told of X is that something reached him.
    bool receives(std::size_t m) const {
        const auto from = mentions_[m].candidate.range.end;
        constexpr std::size_t reach = 120;
        const auto end = std::min({page(m).clause_of(from).end, from + reach, next_person(m)});
        const auto got = page(m).first_cue_after("role.receive", from);
        const auto harm = page(m).first_cue_after("role.harm", from);
        if (!got || got->end > end || (harm && harm->start < got->start)) return false;
        // "X got my number" is what he did.
        constexpr std::size_t touching = 2;
        const auto mine = page(m).first_cue_after("role.mine", got->end);
        if (mine && mine->start - got->end <= touching) return false;
        // Not "came", which is among the same words.
        static constexpr std::array<std::u32string_view, 8> beginnings{
            U"got", U"get", U"receiv", U"kitt", U"കിട്ട", U"ലഭ", U"mil", U"मिल"};
        const auto word = page(m).word(page(m).token_at(got->start));
        return std::any_of(beginnings.begin(), beginnings.end(),
                           [&](auto beginning) { return word.starts_with(beginning); });
    }

    // "Sabu aanu.": the sentence says who it is.
    bool is_the_one(std::size_t m) const {
        const auto next = page(m).token_at(mentions_[m].candidate.range.end);
        return next < page(m).tokens().size() &&
               page(m).covered_by("role.copula", page(m).tokens()[next].start);
    }

    // A deed that no friend does.
    bool is_grave(std::size_t m, std::size_t end) const {
        auto harm = page(m).first_cue_after("role.harm", mentions_[m].candidate.range.end);
        while (harm && harm->end <= end && page(m).covered_by("role.contact_deed", harm->start))
            harm = page(m).first_cue_after("role.harm", harm->end);
        return harm && harm->end <= end;
    }

    // "Priya ... she": no man, and no woman is accused here. Of one who suffers "her" is said.
    bool goes_on_with_woman(std::size_t m, std::size_t until) const {
        if (story_.she_is_offender) return false;
        // "फुलवा गई थी", "Phulwa boli"
        const auto next = page(m).token_at(mentions_[m].candidate.range.end);
        if (next < page(m).tokens().size() &&
            page(m).covered_by("role.she_acts", page(m).tokens()[next].start))
            return true;
        const auto hit = page(m).first_cue_after("role.hers", mentions_[m].candidate.range.end);
        return hit && hit->start < until && case_of(page(m), *hit) == Case::bare;
    }

    std::size_t next_person(std::size_t m) const {
        const auto& starts = starts_[pages_of_[m]];
        const auto next = std::upper_bound(
            starts.begin(), starts.end(),
            std::max(mentions_[m].candidate.range.end, mentions_[m].verdict.together));
        return next == starts.end() ? static_cast<std::size_t>(-1) : *next;
    }

    // "peru X", "I am X", "account as X": a name is told, whose is open.
    bool is_only_told(std::size_t m) const {
        static constexpr std::array<List, 5> told{"type.name_intro", "type.my_name",
                                                  "type.i_am", "type.name_label", "role.i"};
        static const ListSet set = set_of(told);
        const auto first = page(m).token_at(mentions_[m].candidate.range.start);
        constexpr std::size_t close = 2;
        for (auto t = first > close ? first - close : 0; t < first; ++t) {
            const auto gap =
                std::u32string_view(page(m).text())
                    .substr(page(m).tokens()[t].end,
                            page(m).tokens()[first].start - page(m).tokens()[t].end);
            if (gap.find_first_of(U"\n।;") != std::u32string_view::npos) continue;
            if ((page(m).lists_of(t) & set).any()) return true;
        }
        return false;
    }

    // A writing that needs no subject may speak of her without a word for her.
    bool tells_of_harm_to_herself() const {
        const auto has = [this](List list) {
            return std::any_of(pages_.begin(), pages_.end(),
                               [&](const Page& page) { return !page.cues(list).empty(); });
        };
        const bool herself =
            has("role.me") || has("role.mine") || has("role.i") ||
            (!story_.for_another && std::any_of(pages_.begin(), pages_.end(), drops_subject));
        return herself && (has("role.harm") || has("role.his") || has("role.offender_noun"));
    }

    void settle(const std::vector<std::size_t>& group, Role role, const char* cue) {
        for (const auto m : group) {
            mentions_[m].verdict.role = role;
            mentions_[m].verdict.only_prior = false;
            mentions_[m].verdict.cues.emplace_back(cue);
        }
    }

    const std::vector<Page>& pages_;
    const std::vector<std::size_t>& pages_of_;
    const Story& story_;
    std::vector<Mention>& mentions_;
    std::map<std::string, std::vector<std::size_t>> groups_;
    std::vector<std::vector<std::size_t>> starts_;  // of the persons of each page, in order
};

}  // namespace

void decide_bare_names(const std::vector<Page>& pages, const std::vector<std::size_t>& pages_of,
                       const Story& story, std::vector<Mention>& mentions) {
    BareNames(pages, pages_of, story, mentions).decide();
}

}  // namespace redaction
