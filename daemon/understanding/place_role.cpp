#include "understanding/place_role.h"

#include <algorithm>
#include <optional>

#include "understanding/beside.h"
#include "understanding/larger_name.h"
#include "understanding/others_place.h"
#include "understanding/reported.h"
#include "understanding/residence_cue.h"
#include "understanding/stated_place.h"
#include "understanding/station_word.h"
#include "understanding/who_lives.h"

namespace understanding {

namespace {

class RoleFinder {
  public:
    RoleFinder(const Passage& passage, Range name, const Glued& glued,
               const std::vector<bool>& places, const Sender& sender)
        : p_(passage),
          name_(name),
          glued_(glued),
          places_(places),
          sender_(sender),
          beside_(passage, name),
          others_(passage, name, places),
          clause_{p_.clause_of(name.first).first, p_.clause_of(name.last - 1).last},
          sentence_{p_.sentence_of(name.first).first, p_.sentence_of(name.last - 1).last} {}

    RoleFound find() {
        const Zone& zone = p_.zone_of(name_.first);
        note_direct_cues();
        if (!is_own(zone))
            return done(zone.kind == ZoneKind::form_line && zone.owner == ZoneOwner::other
                            ? PlaceRole::offender
                            : PlaceRole::quoted,
                        "zone");
        if (is_in_speech(p_, name_)) return done(PlaceRole::quoted, "place.said");
        if (const auto name = larger_name_at(p_, name_, glued_, places_, found_.direct))
            return done(name->role, name->cue);
        if (glued_.near || beside_.has("place.near_before", Side::left, 2) ||
            beside_.has("place.near_after", Side::right, 2)) {
            return done(PlaceRole::near_by, "place.near");
        }
        const auto residence = find_residence_cue(p_, name_, glued_, places_);
        if (is_beside_station()) return by_station(residence);
        if (p_.where() == Where::subject) return done(PlaceRole::subject, "zone");
        if (p_.has("place.denied", clause_)) return done(PlaceRole::near_by, "place.denied");
        if (is_reported(p_, name_)) return done(PlaceRole::near_by, "place.reported");
        return by_home(zone, residence);
    }

  private:
    // Her home, that of others, or neither.
    RoleFound by_home(const Zone& zone, const std::optional<Range>& residence) {
        if (has_moved_here()) {
            found_.cues.emplace_back("place.now");
            return at_home();
        }
        if (has_moved_away()) return done(PlaceRole::near_by, "place.former");
        if (others_.is_destination()) return done(PlaceRole::near_by, "place.to");
        const Person native = others_.native_person();
        if (native == Person::offender) return done(PlaceRole::offender, "place.from");
        if (native == Person::third && sender_.writes != WrittenBy::other)
            return done(PlaceRole::near_by, "third_party");
        return by_words_of_living(zone, residence);
    }

    RoleFound by_words_of_living(const Zone& zone, const std::optional<Range>& residence) {
        // "mere maike Jaipur ka ek ladka": the word of living belongs to what stands before.
        if (residence && residence->last <= name_.first && others_.owner() == Person::offender)
            return done(PlaceRole::offender, "place.from");
        if (residence) return by_residence(*residence);
        if (says_where_she_is()) {
            if (sender_.writes == WrittenBy::other)
                return done(PlaceRole::signature, "writer.other");
            return at_home();
        }
        if (sender_.writes == WrittenBy::other && others_.is_where_she_is()) return at_home();
        return without_residence(zone);
    }

    RoleFound done(PlaceRole role, std::string cue) {
        found_.role = role;
        found_.cues.push_back(std::move(cue));
        return found_;
    }

    void note_direct_cues() {
        const bool at = beside_.has("place.at", Side::left, 2) ||
                        beside_.has("place.after", Side::right, 1);
        const bool address = beside_.has("place.address", Side::right, 2) ||
                             beside_.has("place.address", Side::left, 1);
        found_.district_word = glued_.district ||
                               beside_.has("place.district", Side::right, 1) ||
                               beside_.has("place.district", Side::left, 2);
        found_.direct = at || address || glued_.station || glued_.native || glued_.district ||
                        found_.district_word || is_beside_station();
    }

    RoleFound by_station(const std::optional<Range>& residence) {
        if (p_.has("place.refused", sentence_) || has_turned_her_away(p_, sentence_, places_))
            found_.cues.emplace_back("place.refused");
        const bool his = residence && who_lives_there(p_, name_, *residence, glued_, places_,
                                                      sender_) == Dweller::he;
        if (his) return done(PlaceRole::offender, "place.station");
        const bool asked =
            (p_.has("who.me", clause_) && !begins_with_him()) || !found_.cues.empty();
        if (!asked && (p_.has("place.station_told", clause_) || is_told_of_others()))
            return done(PlaceRole::near_by, "place.station_told");
        if (!asked && !is_asked_of_the_station()) found_.cues.emplace_back("station.not_asked");
        return done(PlaceRole::explicit_station, "place.station");
    }

    // In its sentence, or the line above: "To\nThe Station House Officer\nVarkala".
    bool is_asked_of_the_station() const {
        constexpr std::size_t line = 6;  // tokens
        const Range near{sentence_.first - std::min(sentence_.first, line), sentence_.last};
        return p_.has("place.request", sentence_) || p_.has("place.asked", near) ||
               is_all_of_its_sentence();
    }

    // "He sends her photos. Museum police station."
    bool is_all_of_its_sentence() const {
        constexpr std::size_t words = 3;  // "police station", "the SHO of"
        return sentence_.last - sentence_.first <= name_.last - name_.first + words &&
               !p_.has("who.he", sentence_) && !p_.has("who.me", sentence_);
    }

    // "He has given a false complaint against me at Kunnamkulam police station".
    bool begins_with_him() const {
        for (std::size_t t = clause_.first; t < name_.first; ++t) {
            const Person who = person_at(p_, t);
            if (who != Person::none || p_.has("place.request", {t, t + 1}))
                return who == Person::offender;
        }
        return false;
    }

    // "He is a driver at Nilambur station", "my friend got help from Varkala police": told of
    // others, and nothing is asked of the station.
    bool is_told_of_others() const {
        if (begins_with_him()) return true;
        if (p_.has("place.request", clause_) || p_.has("who.i", clause_)) return false;
        if (p_.has("place.former", clause_)) return true;
        bool others = false;
        for (std::size_t t = sentence_.first; t < sentence_.last; ++t) {
            const Person who = person_at(p_, t);
            if (who == Person::self) return false;
            others = others || who != Person::none;
        }
        return others;
    }

    bool is_beside_station() const {
        return glued_.station || stands_beside_station(p_, name_, places_);
    }

    // At most one word between, and that not "with": "live with Fida" names no place.
    bool touches(Range cue) const {
        const Range between{std::min(cue.last, name_.last), std::max(cue.first, name_.first)};
        constexpr std::size_t reach = 2;
        return between.last <= between.first + reach && !p_.has("place.with", between) &&
               !p_.has("place.with_after", between);
    }

    RoleFound by_residence(Range cue) {
        switch (who_lives_there(p_, name_, cue, glued_, places_, sender_)) {
            case Dweller::he:
                return done(PlaceRole::offender, "who.he");
            case Dweller::another:
                if (p_.has("place.two_homes")) break;
                return done(PlaceRole::near_by, "third_party");
            case Dweller::writer:
                return done(PlaceRole::signature, "writer.other");
            case Dweller::she:
                break;
        }
        found_.beside_residence = touches(cue);
        return at_home();
    }

    RoleFound at_home() {
        if (is_present()) found_.cues.emplace_back("place.now");
        const bool address = p_.has("place.address", sentence_) ||
                             p_.zone_of(name_.first).kind == ZoneKind::signature;
        return done(address ? PlaceRole::signature : PlaceRole::residence, "place.residence");
    }

    // "Now" belongs to the names behind it, else to those before it.
    bool is_present() const {
        for (const auto* now = p_.hit_in("place.now", clause_); now != nullptr;
             now = p_.hit_in("place.now", {now->first + 1, clause_.last})) {
            if (now->last <= name_.first) return true;
            const bool nearest =
                now->first <= name_.last || !holds_place(places_, {name_.last, now->first});
            if (nearest && !holds_place(places_, {now->last, clause_.last})) return true;
        }
        return false;
    }

    // "I came back with my son to my parents' house at Koyilandy", "Kondottyil ninnu
    // Manjeriyilekku shift cheythu".
    bool has_moved_here() const {
        const auto* moved = p_.hit_in("place.moved", clause_);
        if (moved == nullptr) return false;
        if (moved->first > name_.first && !is_towards(moved->first)) return false;
        for (std::size_t t = std::min(moved->first, name_.first); t-- > sentence_.first;) {
            const Person who = person_at(p_, t);
            if (who != Person::none) return who == Person::self;
        }
        return false;
    }
    bool is_towards(std::size_t verb) const {
        const auto last = p_.token_text(name_.last - 1);
        return verb == name_.last || last.ends_with(U"ലേക്ക്") || last.ends_with(U"ലേയ്ക്ക്") ||
               last.ends_with(U"lekku") || last.ends_with(U"lekk") || last.ends_with(U"lek");
    }
    bool has_moved_away() const {
        return others_.comes_from_there() && p_.has("place.moved", clause_);
    }

    // "I am a student from Kayamkulam", "now I am in Kumily", "njan ippo Kumilyil aanu".
    bool says_where_she_is() {
        const Range before{clause_.first, name_.first};
        const bool from =
            beside_.has("place.from", Side::left, 1) && p_.has("place.i_am", before);
        const bool in = beside_.has("place.i_am_in", Side::left, 5) || is_with_hers(before);
        if (!from && !in && !is_now_at(before)) return false;
        if (in) found_.cues.emplace_back("place.now");
        for (std::size_t t = before.first; t < before.last; ++t) {
            const Person who = person_at(p_, t);
            if (who == Person::third || who == Person::offender) return false;
        }
        return true;
    }
    // "I am with my husband at Kuravilangadu".
    bool is_with_hers(Range before) const {
        return p_.has("place.i_am_with", before) && beside_.has("place.at", Side::left, 1);
    }
    bool is_now_at(Range before) const {
        const bool hers = p_.has("who.i", before) || ends_the_statement(p_, name_);
        if (!is_present() || !hers) return false;
        return p_.has("place.copula", {clause_.last - 1, clause_.last}) ||
               p_.token_text(clause_.last - 1).ends_with(U"ാണ്");
    }

    RoleFound without_residence(const Zone& zone) {
        if (is_stated_alone(p_, name_, places_)) {
            found_.direct = true;
            if (others_.comes_from_there()) found_.cues.emplace_back("place.from");
            return done(sender_.writes == WrittenBy::other ? PlaceRole::signature
                                                           : PlaceRole::residence,
                        "place.statement");
        }
        if (p_.has("place.two_homes", sentence_)) return at_home();
        if (others_.is_on_a_route()) return done(PlaceRole::near_by, "place.to");
        if (p_.has("place.passing", clause_) &&
            (!p_.has("place.incident", clause_) || !names_her()))
            return done(PlaceRole::near_by, "place.passing");
        const bool his = p_.has("who.he", clause_);
        if (his && names_his_place() && !p_.has("who.me", clause_))
            return done(PlaceRole::offender, "who.he");
        const Person owner = others_.owner();
        if (owner == Person::offender || (his && others_.comes_from_there()))
            return done(PlaceRole::offender, "place.from");
        if (owner == Person::third) return done(PlaceRole::near_by, "third_party");
        return address_or_scene(zone);
    }

    RoleFound address_or_scene(const Zone& zone) {
        const bool his = p_.has("who.he", clause_);
        const Person spoken_of = others_.goes_on_about();
        const bool may_be_hers = spoken_of != Person::offender;
        const bool in_address = zone.kind == ZoneKind::signature ||
                                zone.kind == ZoneKind::form_line || closes_the_mail(p_, name_);
        if (may_be_hers && in_address) {
            found_.direct = true;
            return done(PlaceRole::signature, "zone");
        }
        if (may_be_hers && !his && p_.has("place.address", sentence_)) {
            found_.direct = true;
            return done(PlaceRole::signature, "place.address");
        }
        if (p_.has("place.withheld")) return done(PlaceRole::near_by, "place.withheld");
        if (tells_things_apart()) return done(PlaceRole::near_by, "place.of_a_thing");
        if (p_.has("place.incident", clause_) || p_.has("place.incident", sentence_))
            return done(PlaceRole::incident, "place.incident");
        if (p_.has("place.own", clause_) && names_her())
            return done(PlaceRole::incident, "place.own");
        if (is_where_she_was_harmed()) return done(PlaceRole::incident, "place.deed");
        if (p_.has("place.former", clause_) || others_.goes_on_about_the_past())
            return done(PlaceRole::near_by, "place.former");
        if (his && !names_her()) return done(PlaceRole::offender, "who.he");
        return others_or_unknown(spoken_of);
    }

    // "A man grabbed me at the market of Perumbavoor": a deed that needs both of them there.
    bool is_where_she_was_harmed() const {
        if (!p_.has("place.deed", sentence_)) return false;
        for (std::size_t t = sentence_.first; t < sentence_.last; ++t)
            if (p_.has("who.me", {t, t + 1}) || p_.has("who.my", {t, t + 1}) ||
                p_.has("who.i", {t, t + 1}))
                return true;
        return false;
    }

    // Nothing says that it is hers, his or the scene: is it named in passing?
    RoleFound others_or_unknown(Person spoken_of) {
        if (others_.is_of_another() || others_.is_of_named() || others_.is_in_anothers())
            return done(PlaceRole::near_by, "third_party");
        if (spoken_of == Person::offender) return done(PlaceRole::offender, "who.he");
        if (spoken_of == Person::third) return done(PlaceRole::near_by, "third_party");
        if (p_.has("place.past", clause_)) return done(PlaceRole::near_by, "place.past");
        if (is_written_somewhere()) return done(PlaceRole::near_by, "place.reported");
        if (is_on_a_trip()) return done(PlaceRole::near_by, "place.visited");
        if (beside_.has("place.from_after", Side::right, 1) && !names_her())
            return done(PlaceRole::near_by, "place.from");
        return done(PlaceRole::unknown, "none");
    }

    // "the Aluva case", "an Aluva registration": it only tells one thing from others.
    bool tells_things_apart() const {
        if (found_.direct || name_.first == sentence_.first) return false;
        const auto before = p_.token_text(name_.first - 1);
        return before == U"the" || before == U"a" || before == U"an" || before == U"this" ||
               before == U"that";
    }

    // "Our parish went to Velankanni and stopped for dinner at Walayar".
    bool is_on_a_trip() const {
        const Range before{sentence_.first, name_.first};
        return p_.has("place.visited", {sentence_.first, clause_.last}) ||
               (p_.has("place.travel", before) && p_.has("place.to", before));
    }

    // "On the back is written Santhosh, Thekkedath, Kunnamkulam": an address inside a sentence
    // that does not speak of her.
    bool is_written_somewhere() const {
        constexpr std::size_t bare = 2, sentence = 6;  // tokens
        if (clause_.last - clause_.first > bare || sentence_.last - sentence_.first < sentence)
            return false;
        for (std::size_t t = sentence_.first; t < sentence_.last; ++t)
            if (p_.has("who.me", {t, t + 1}) || person_at(p_, t) == Person::self) return false;
        return p_.has("place.said", sentence_) || p_.has("place.written", sentence_);
    }

    // His shop or work; not "in front of my shop".
    bool names_his_place() const {
        const auto* his = p_.hit_in("who.his_place", clause_);
        return his != nullptr &&
               (his->first == clause_.first || !p_.has("who.my", {his->first - 1, his->first}));
    }

    // "My ex has shifted to Kodungallur" is about him alone.
    bool names_her() const {
        for (std::size_t t = clause_.first; t < clause_.last; ++t)
            if (p_.has("who.me", {t, t + 1}) || person_at(p_, t) == Person::self) return true;
        return false;
    }

    const Passage& p_;
    Range name_;
    Glued glued_;
    const std::vector<bool>& places_;
    const Sender& sender_;
    Beside beside_;
    OthersPlace others_;
    Range clause_, sentence_;
    RoleFound found_;
};

}  // namespace

RoleFound find_role(const Passage& passage, Range name, const Glued& glued,
                    const std::vector<bool>& places, const Sender& sender) {
    return RoleFinder(passage, name, glued, places, sender).find();
}

}  // namespace understanding
