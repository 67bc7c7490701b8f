#include "understanding/who_lives.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace understanding {

namespace {

// Up to `count` words from `first` on, in the sentence of `token`.
Range words_from(const Passage& p, std::size_t token, std::size_t first, std::size_t count) {
    const std::size_t end = p.sentence_of(token).last;
    return {std::min(first, end), std::min(first + count, end)};
}

// Somebody who is only with her: "with my mother", "and my husband", "അമ്മയുടെ കൂടെ", "മകളും".
bool is_company(const Passage& p, std::size_t kin) {
    if (p.token_text(kin).ends_with(U"ും") || p.token_text(kin).ends_with(U"um")) return true;
    constexpr std::size_t reach = 4;  // "with my two little children"
    if (p.has("place.with_after", words_from(p, kin, kin + 1, reach))) return true;
    const std::size_t clause = p.clause_of(kin).first;
    if (p.has("place.with", {kin - std::min(reach, kin - clause), kin})) return true;
    const std::size_t first = p.sentence_of(kin).first;
    constexpr std::size_t near = 3;  // "me and my two kids"
    for (std::size_t t = kin - std::min(near, kin - first); t < kin; ++t) {
        if (p.has("place.with", {t, t + 1})) return true;
        const Range before{t - std::min<std::size_t>(1, t - first), t};
        const bool after_her = p.has("who.i", before) || p.has("who.me", before);
        if (after_her && p.has("place.and", {t, t + 1})) return true;  // "I and my husband"
    }
    return false;
}

// "I am a teacher", "njan oru teacher aanu": her own calling.
bool is_her_calling(const Passage& p, std::size_t noun) {
    constexpr std::size_t reach = 6;
    const std::size_t first = p.sentence_of(noun).first;
    return p.has("place.i_am", {noun - std::min(reach, noun - first), noun});
}

// "my" and the next two words: my house, my ex, my husband, with my husband.
Person whose(const Passage& p, std::size_t my) {
    // A word of kin may be four tokens long: "brother-in-law".
    const Range after = words_from(p, my, my + 1, 5);
    const auto* his = p.hit_in("who.he", after);
    if (his != nullptr && his->first == my + 1) return Person::offender;
    for (const auto* list : {"who.kin", "who.friend"}) {
        const auto* other = p.hit_in(list, after);
        if (other != nullptr && other->first <= my + 2)
            return is_company(p, other->first) ? Person::none : Person::third;
    }
    return Person::self;
}

// A mail about a daughter or a sister: "she" is the woman it is about.
bool is_about_another(const Passage& p) {
    return p.has("writer.other") || p.has("writer.for_other");
}

class DwellerFinder {
  public:
    DwellerFinder(const Passage& passage, Range name, Range cue, const Glued& glued,
                  const std::vector<bool>& places, const Sender& sender)
        : p_(passage),
          name_(name),
          cue_(cue),
          glued_(glued),
          places_(places),
          sender_(sender),
          clause_(passage.clause_of(cue.first)),
          sentence_(passage.sentence_of(cue.first)) {}

    Dweller find() const {
        if (!glued_.native && is_self(cue_.last)) return Dweller::she;  // "living there, I ..."
        if (is_former()) return Dweller::another;
        if (says_i_am() || stays_in_their_house()) return Dweller::she;
        if (is_house_of_another()) return Dweller::another;
        const Subject before = subject_before();
        Person subject = before.who;
        if (subject == Person::offender) return Dweller::he;
        if (sender_.writes == WrittenBy::other) {
            if (is_whom_it_is_about(before)) return Dweller::she;
            if (subject == Person::self && says_i()) return Dweller::writer;
        }
        if (subject == Person::self && is_said_of_another(before.at)) return Dweller::another;
        if (const auto noun = native_noun()) return by_noun(*noun, subject);
        if (subject == Person::none) subject = subject_after();
        if (subject == Person::offender) return Dweller::he;
        if (subject == Person::self) return Dweller::she;
        if (subject == Person::third) return Dweller::another;
        return without_subject();
    }

  private:
    bool is_self(std::size_t t) const {
        if (t >= sentence_.last) return false;
        const Range one{t, t + 1};
        return p_.has("who.me", one) || p_.has("who.i", one) || p_.has("who.my", one);
    }

    bool is_former() const {
        const Range around{std::min(clause_.first, p_.clause_of(name_.first).first),
                           std::max(clause_.last, p_.clause_of(name_.last - 1).last)};
        return p_.has("place.former", around);
    }

    // "रहती हूँ": the verb itself says who.
    bool says_i_am() const {
        return p_.has("who.am", words_from(p_, cue_.first, cue_.last, 2));
    }

    // "I am staying at my parents' house": whose house it is does not say who stays there.
    bool stays_in_their_house() const {
        if (!p_.has("place.dwelling", cue_)) return false;
        for (const auto* stay = p_.hit_in("place.residence", clause_); stay != nullptr;
             stay = p_.hit_in("place.residence", {stay->first + 1, clause_.last})) {
            const bool verb =
                !p_.has("place.dwelling", *stay) && !p_.has("place.native", *stay);
            const Person who = verb ? who_stays(*stay) : Person::offender;
            // "ഭർത്താവിന്റെ വീട്ടിലാണ് താമസം": nobody is said to stay there but the owner of the
            // house.
            if (who == Person::self || (who == Person::none && !speaks_of_him_before()))
                return true;
        }
        return false;
    }

    // "മാഷിന്റെ വീട്", "master ka ghar", "the master's house": whoever owns it, she is not named.
    bool is_house_of_another() const {
        if (!p_.has("place.dwelling", cue_) || cue_.first == clause_.first) return false;
        const std::size_t before = cue_.first - 1;
        if (p_.has("place.possessive", {before, cue_.first}) && before > clause_.first)
            return !places_[before - 1] && !is_self(before - 1);
        if (places_[before] || is_self(before)) return false;
        static constexpr std::array<std::u32string_view, 5> endings{U"ന്റെ", U"ുടെ", U"inte",
                                                                    U"nte", U"yude"};
        const auto owner = p_.token_text(before);
        return std::any_of(endings.begin(), endings.end(),
                           [&](std::u32string_view ending) { return owner.ends_with(ending); });
    }

    bool speaks_of_him_before() const {
        if (sentence_.first == 0) return false;
        return p_.has("who.he", sentence_) ||
               p_.has("who.he", p_.sentence_of(sentence_.first - 1));
    }

    // The nearest person before the verb who does not merely own a house there.
    Person who_stays(Range verb) const {
        constexpr std::size_t reach = 4;
        for (std::size_t t = verb.first; t-- > sentence_.first;) {
            const Person who = person_at(p_, t);
            const Range after = words_from(p_, t, t + 1, reach);
            const bool owner = who == Person::third && p_.has("place.dwelling", after);
            if (who != Person::none && !owner) return who;
        }
        return Person::none;
    }

    struct Subject {
        Person who = Person::none;
        std::size_t at = 0;
    };

    // The nearest person before the cue.
    Subject subject_before() const {
        for (std::size_t t = cue_.last; t-- > sentence_.first;) {
            const Person who = person_at(p_, t);
            // "ammaveettil", "amma veettil": whose house it is stands in the cue itself.
            if (who == Person::third && cue_.holds(t)) continue;
            if (who != Person::none) return {who, t};
        }
        const bool his = p_.has("place.name_after", clause_) || acts_on_her();
        return {his ? Person::offender : Person::none, cue_.first};
    }

    bool says_i() const { return p_.has("who.i", {sentence_.first, cue_.last}); }

    // "I" or "my" stands nearest, and somebody else is meant: "my superior Anwar, residing at",
    // for whose superior does not say who resides; "lives", "rehta", as the verb says.
    bool is_said_of_another(std::size_t nearest) const {
        if (!says_i() && name_before() == Dweller::another) return true;
        const bool she = p_.has("who.she", {nearest, nearest + 1});
        return !she && p_.has("place.lives", cue_) && !says_i_am();
    }

    // "My younger sister lives in Balussery", from somebody who writes for her.
    bool is_whom_it_is_about(const Subject& subject) const {
        constexpr std::size_t reach = 4;
        return subject.who == Person::third &&
               p_.has("writer.third", words_from(p_, subject.at, subject.at, reach));
    }

    // Else the nearest after it in its clause.
    Person subject_after() const {
        for (std::size_t t = cue_.last; t < clause_.last; ++t) {
            const Person who = person_at(p_, t);
            if (who != Person::none) return who;
        }
        return Person::none;
    }

    // "Vatakara native Rajesh harasses me": nobody else is named, so the native is who does it.
    bool acts_on_her() const {
        return p_.has("who.me", sentence_) && !p_.has("who.i", sentence_) &&
               !p_.has("who.my", sentence_);
    }

    // A noun or participle that may stand before somebody's name: native, resident, താമസിക്കുന്ന.
    std::optional<Range> native_noun() const {
        if (glued_.native) return Range{name_.last - 1, name_.last};
        const Range wide{cue_.first, std::min(cue_.last + 1, sentence_.last)};
        const auto* hit = p_.hit_in("place.native", wide);
        if (hit == nullptr || hit->first != cue_.first) return std::nullopt;
        return *hit;
    }

    Dweller by_noun(Range noun, Person subject) const {
        const bool i_before =
            noun.first > sentence_.first && p_.has("who.i", {noun.first - 1, noun.first});
        const bool i_at_end = p_.has("who.i", {sentence_.last - 1, sentence_.last});
        // "കൊല്ലങ്കോട്ടുകാരൻ": a man of that place.
        if (subject != Person::self && is_of_man(noun)) return Dweller::another;
        if (is_self(noun.last) || i_before || i_at_end) return Dweller::she;
        const bool noun_first = noun.last <= name_.first;  // "a native of Kovalam"
        const bool stands_alone =
            noun.last >= p_.clause_of(noun.first).last || ends_as_statement(noun);
        if (!noun_first && !stands_alone) return Dweller::another;
        if (subject == Person::self) return is_her_own(noun) ? Dweller::she : Dweller::another;
        if (subject == Person::third || noun_first) return Dweller::another;
        return without_subject();
    }

    // "My native place", "my name is Jincy, native of"; not "the president of our association,
    // a native of".
    bool is_her_own(Range noun) const {
        if (says_i()) return true;
        for (std::size_t t = noun.first; t-- > sentence_.first;) {
            if (!p_.has("who.my", {t, t + 1})) continue;
            return t == sentence_.first || p_.token_text(t - 1) != U"of";
        }
        return true;
    }

    bool is_of_man(Range noun) const {
        const auto last = p_.token_text(noun.last - 1);
        return last.ends_with(U"കാരൻ") || last.ends_with(U"karan") || last.ends_with(U"kaaran");
    }

    // "... സ്വദേശിനിയാണ്", "निवासी हूँ": said of the subject, not put before a name.
    bool ends_as_statement(Range noun) const {
        const Range clause = p_.clause_of(noun.first);
        constexpr std::size_t most_words = 2;
        if (clause.last > noun.last + most_words) return false;
        const auto last = p_.token_text(clause.last - 1);
        if (p_.has("who.he", {clause.last - 1, clause.last}))
            return false;  // "താമസിക്കുന്ന ഒരാളാണ്"
        return last.ends_with(U"ാണ്") || p_.has("place.copula", {clause.last - 1, clause.last});
    }

    // Nobody is named in the sentence: a name before the cue, else whom the sentence before
    // spoke of.
    Dweller without_subject() const {
        if (const auto named = name_before()) return *named;
        if (sentence_.first == 0 || !is_own(p_.zone_of(sentence_.first - 1)))
            return Dweller::she;
        const Range before = p_.sentence_of(sentence_.first - 1);
        const bool his = p_.has("who.he", before);
        return his ? Dweller::another : Dweller::she;
    }

    // "Suresh Kumar, residing at": her own name if it is the sender's.
    std::optional<Dweller> name_before() const {
        const std::size_t first = std::min(cue_.first, name_.first);
        if (first <= sentence_.first || places_[first - 1]) return std::nullopt;
        if (p_.has("place.dwelling", cue_))
            return std::nullopt;  // "Rose Villa House": a house has names too
        const auto& token = p_.tokens()[first - 1];
        const bool latin_name = token.kind == TokenKind::word && token.capital &&
                                p_.token_text(first - 1).front() < 0x80;
        if (!latin_name || p_.has("place.not_person", {first - 1, first})) return std::nullopt;
        return is_sender(p_.token_text(first - 1)) ? Dweller::she : Dweller::another;
    }

    bool is_sender(std::u32string_view word) const {
        const auto source = base::to_code_points(sender_.name);
        const View view = make_view(source);
        const auto tokens = tokenise(view, source);
        return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
            return std::u32string_view(view.text).substr(token.start,
                                                         token.end - token.start) == word;
        });
    }

    const Passage& p_;
    Range name_, cue_;
    Glued glued_;
    const std::vector<bool>& places_;
    const Sender& sender_;
    Range clause_, sentence_;
};

}  // namespace

Person person_at(const Passage& p, std::size_t t) {
    const Range one{t, t + 1};
    const auto* he = p.hit_in("who.he", words_from(p, t, t, 3));
    if (he != nullptr && he->first == t) return Person::offender;
    if (p.has("who.i", one)) return Person::self;
    if (p.has("who.my", one)) return whose(p, t);
    if (p.has("who.she", one)) return is_about_another(p) ? Person::self : Person::third;
    // "makan": a son in Malayalam, a house in Hindi.
    const auto* house = p.hit_in("place.dwelling", words_from(p, t, t, 2));
    const bool other = (p.has("who.kin", one) || p.has("who.friend", one)) &&
                       (house == nullptr || house->first != t);
    if (other && !is_company(p, t) && !is_her_calling(p, t)) return Person::third;
    return Person::none;
}

Dweller who_lives_there(const Passage& passage, Range name, Range cue, const Glued& glued,
                        const std::vector<bool>& places, const Sender& sender) {
    return DwellerFinder(passage, name, cue, glued, places, sender).find();
}

}  // namespace understanding
