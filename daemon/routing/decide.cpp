#include <fmt/format.h>

#include <algorithm>

#include "routing/decide_by_kind.h"
#include "routing/evidence.h"
#include "routing/in_words.h"
#include "routing/inside.h"

namespace routing {
namespace {

using understanding::Facts;
using understanding::MailKind;

constexpr std::size_t most_candidates = 3;  // what a person at the desk can weigh at a glance

class Decider {
  public:
    Decider(const RuleBook::Inside& inside, const Facts& facts)
        : inside_(inside),
          facts_(facts),
          picture_(look_at_places(facts, inside.directory, inside.weights)),
          standings_(stand(picture_.hints, inside.weights)) {}

    Decision decide() {
        describe();
        if (facts_.offender_in_police) return about_police();
        if (facts_.quoted_case_number)
            return triage(Reason::existing_number,
                          "it quotes a case number, which proves nothing by itself");
        for (const auto& rule : inside_.rules) {
            const auto failing = failing_field(rule, facts_);
            if (!failing) return by_rule(rule);
            say(fmt::format("rule '{}' does not fit: the mail does not satisfy its '{}'",
                            rule.id.str(), *failing));
        }
        return standings_.empty() ? without_station() : by_places();
    }

    // The rules in their order, until one holds for certain.
    bool turns_on_text(const std::set<std::string>& unread) const {
        const bool bulk = facts_.kind == MailKind::bulk;
        if (!bulk && (facts_.offender_in_police || facts_.quoted_case_number)) return false;
        for (const auto& rule : inside_.rules) {
            if (bulk && !speaks_of_bulk(rule)) continue;
            if (!may_hold(rule, facts_, unread)) continue;
            return rule.compiled != nullptr || !holds(rule, facts_);
        }
        return false;
    }

    // Bulk mail is listed for the desk unless a rule that speaks of bulk mail says otherwise.
    std::optional<Decision> decide_bulk() {
        for (const auto& rule : inside_.rules)
            if (speaks_of_bulk(rule) && holds(rule, facts_)) return by_rule(rule);
        return std::nullopt;
    }

  private:
    static bool speaks_of_bulk(const StaffRule& rule) {
        const auto kind = rule.when.find("kind");
        return kind != rule.when.end() && kind->second.contains("bulk");
    }

    void describe() {
        auto& evidence = decision_.evidence;
        for (const auto& hint : picture_.hints) evidence.push_back(hint.evidence);
        evidence.insert(evidence.end(), picture_.other.begin(), picture_.other.end());
        for (const auto& standing : standings_) {
            if (decision_.candidates.size() == most_candidates) break;
            if (is_retired(standing.station)) continue;
            decision_.candidates.push_back({standing.station, standing.score});
        }
        if (standings_.empty()) return;
        decision_.score = standings_.front().score;
        decision_.lead = decision_.score - (standings_.size() > 1 ? standings_[1].score : 0);
    }

    void say(std::string sentence) { decision_.trace.push_back(std::move(sentence)); }

    Decision triage(Reason reason, std::string sentence) {
        decision_.action = Action::triage;
        decision_.reason = reason;
        for (const auto& station : picture_.suggestions) add_suggestion(station);
        if (decision_.candidates.empty() && !facts_.offender_in_police) add_unconfirmed();
        say(std::move(sentence));
        return std::move(decision_);
    }

    // A place that fits by a slip of the pen is worth a look at the desk, never a letter.
    void add_suggestion(const base::StationId& station) {
        if (is_retired(station)) return;
        const bool known =
            std::any_of(decision_.candidates.begin(), decision_.candidates.end(),
                        [&](const Candidate& one) { return one.station == station; });
        if (!known && decision_.candidates.size() < most_candidates)
            decision_.candidates.push_back({station, 0});
    }

    // When nothing better is known, what the gazetteer has for her PIN. Nobody has confirmed
    // it, so it has no score and is told as what it is.
    void add_unconfirmed() {
        for (const auto& pin : facts_.pins) {
            const bool hers = pin.role != understanding::PlaceRole::offender &&
                              pin.role != understanding::PlaceRole::quoted &&
                              pin.role != understanding::PlaceRole::person_name;
            if (!hers || inside_.directory.lies_elsewhere(pin.pin)) continue;
            for (const auto& station : inside_.directory.hinted_for(pin.pin)) {
                if (is_retired(station) || picture_.complained_about.contains(station))
                    continue;
                const std::size_t before = decision_.candidates.size();
                add_suggestion(station);
                if (decision_.candidates.size() == before) continue;
                decision_.candidates.back().unconfirmed = true;
                say(
                    fmt::format("her PIN code may belong to {}: a row of the gazetteer that "
                                "nobody confirmed",
                                called(station)));
            }
        }
    }

    Decision forward(const base::StationId& station, Reason reason, std::string sentence) {
        if (is_retired(station))
            return triage(Reason::held,
                          fmt::format("{} is closed: 'retired: true'", called(station)));
        if (!facts_.complete)
            return triage(Reason::held, "it could not be examined to its end");
        decision_.action = Action::forward;
        decision_.reason = reason;
        decision_.station = station;
        say(std::move(sentence));
        return std::move(decision_);
    }

    // "Museum (tvc.museum)"
    std::string called(const base::StationId& station) const {
        const auto* entry = inside_.directory.station(station);
        return entry == nullptr ? station.str()
                                : fmt::format("{} ({})", entry->name, station.str());
    }

    bool is_retired(const base::StationId& station) const {
        const auto* entry = inside_.directory.station(station);
        return entry == nullptr || entry->state == understanding::StationState::retired;
    }

    // Never to a station whose own officers may be meant; nor is it offered to the desk as the
    // likely one.
    Decision about_police() {
        const auto& about = picture_.complained_about;
        if (about.empty()) {
            // Which station, nobody says: it may be the one that would have got the mail.
            for (const auto& likely : decision_.candidates)
                decision_.complained_about.push_back(likely.station);
            decision_.candidates.clear();
            return triage(Reason::offender_in_police, "the offender may be in the police");
        }
        decision_.complained_about.assign(about.begin(), about.end());
        auto& candidates = decision_.candidates;
        candidates.erase(
            std::remove_if(candidates.begin(), candidates.end(),
                           [&](const Candidate& one) { return about.contains(one.station); }),
            candidates.end());
        return triage(Reason::about_station,
                      "it may be about officers of the station it names");
    }

    // Those behind it that fit as well: whoever reads the trace sees that the order decided.
    void name_others(const StaffRule& first) {
        bool behind = false;
        for (const auto& rule : inside_.rules) {
            const bool asked = facts_.kind != MailKind::bulk || speaks_of_bulk(rule);
            if (behind && asked && holds(rule, facts_))
                say(fmt::format("rule '{}' fits as well; the first one decides",
                                rule.id.str()));
            behind = behind || rule.id == first.id;
        }
    }

    // Staff rules come before places, but not before the vetoes that protect her from a wrong
    // station.
    Decision by_rule(const StaffRule& rule) {
        decision_.rule = rule.id;
        decision_.thanks = rule.thanks;
        say(fmt::format("rule '{}' fits: {}", rule.id.str(), rule.why));
        name_others(rule);
        if (rule.action != Action::forward) {
            decision_.action = rule.action;
            decision_.reason = rule.reason;
            return std::move(decision_);
        }
        if (lives_elsewhere())
            return triage(Reason::other_state,
                          "but the place that would decide lies in another state or country");
        if (contradicts(rule.station, Level::incident))
            return triage(Reason::ambiguous_name, "but she names another district");
        return forward(rule.station, Reason::rule,
                       fmt::format("the rule sends it to {}", called(rule.station)));
    }

    // A named station decides, then residence; failing that, address or PIN; failing that,
    // incident; failing that, the subject.
    bool lives_elsewhere() const {
        for (const Level level : {Level::named, Level::residence, Level::address,
                                  Level::incident, Level::subject}) {
            if (picture_.elsewhere.contains(level)) return true;
            if (picture_.kerala.contains(level)) return false;
        }
        return false;
    }

    bool she_is_elsewhere() const {
        return picture_.elsewhere.contains(Level::residence) ||
               picture_.elsewhere.contains(Level::address);
    }

    // She gives districts, and none is the station's. The district of an incident does not
    // contradict her home.
    bool contradicts(const base::StationId& station, Level of) const {
        const auto* entry = inside_.directory.station(station);
        if (entry == nullptr || picture_.districts.contains(entry->district)) return false;
        const bool home = of == Level::residence || of == Level::address;
        return std::any_of(picture_.districts.begin(), picture_.districts.end(),
                           [&](const auto& given) {
                               return !home || given.second != std::set<Level>{Level::incident};
                           });
    }

    Decision without_station() {
        if (lives_elsewhere())
            return triage(Reason::other_state,
                          "the place that would decide lies in another state or country");
        if (!picture_.districts.empty())
            return triage(Reason::district_only, "only a district is named");
        if (picture_.offender_place)
            return triage(Reason::offender_only, "only the offender's place is named");
        return triage(Reason::none, "no place is named that a station answers for");
    }

    static Level level_of(EvidenceClass kind) {
        switch (kind) {
            case EvidenceClass::residence:
                return Level::residence;
            case EvidenceClass::pin:
            case EvidenceClass::address:
                return Level::address;
            case EvidenceClass::subject:
                return Level::subject;
            case EvidenceClass::incident:
            case EvidenceClass::explicit_station:
            case EvidenceClass::near:
            case EvidenceClass::district:
            case EvidenceClass::offender:
                break;
        }
        return Level::incident;
    }

    static Reason reason_of(EvidenceClass kind) {
        switch (kind) {
            case EvidenceClass::explicit_station:
                return Reason::explicit_station;
            case EvidenceClass::residence:
                return Reason::residence;
            case EvidenceClass::pin:
                return Reason::pin;
            case EvidenceClass::address:
                return Reason::address;
            case EvidenceClass::subject:
                return Reason::subject;
            case EvidenceClass::incident:
            case EvidenceClass::near:
            case EvidenceClass::district:
            case EvidenceClass::offender:
                break;
        }
        return Reason::incident;
    }

    Decision by_places() {
        const Standing& best = standings_.front();
        const std::string station = called(best.station);
        const bool is_explicit = best.strongest == EvidenceClass::explicit_station;
        if (!is_explicit) {
            if (lives_elsewhere())
                return triage(Reason::other_state,
                              "the place that would decide lies in another state or country");
            if (inside_.weights.other_district &&
                contradicts(best.station, level_of(best.strongest)))
                return triage(
                    Reason::ambiguous_name,
                    fmt::format("she names another district than that of {}", station));
            if (best.needs_district && inside_.weights.namesake_elsewhere)
                return triage(Reason::ambiguous_name,
                              fmt::format("a place of the same name as {} lies in another "
                                          "district, and no district is given",
                                          station));
        } else if (picture_.elsewhere.contains(Level::named)) {
            return triage(Reason::other_state,
                          "she also names a station in another state or country");
        } else if (contradicts(best.station, Level::incident) || she_is_elsewhere()) {
            say(fmt::format(
                "she names {} herself, though she also names another district or state",
                station));
        }
        return by_score(best);
    }

    void name_losers() {
        for (std::size_t i = 1; i < standings_.size() && i < most_candidates; ++i)
            say(fmt::format("{} loses with {:.4g} points; the best it has: {}",
                            called(standings_[i].station), standings_[i].score,
                            in_words(standings_[i].strongest)));
    }

    Decision by_score(const Standing& best) {
        const Weights& weights = inside_.weights;
        say(
            fmt::format("{} is best with {:.4g} points, {:.4g} more than the next; {:.4g} "
                        "points and a lead "
                        "of {:.4g} are needed",
                        called(best.station), decision_.score, decision_.lead,
                        weights.route_least, weights.lead_least));
        name_losers();
        const bool split = picture_.pin_split && best.strongest == EvidenceClass::pin;
        const bool enough =
            decision_.score >= weights.route_least && decision_.lead >= weights.lead_least;
        if (best.shared && split)
            return triage(Reason::pin_split, "the PIN is shared by several stations");
        if (best.shared)
            return triage(Reason::ambiguous_name, "the name is shared by several stations");
        if (best.undescribed)
            return triage(Reason::weak,
                          "nothing says that she lives there, that it happened there, or that "
                          "it is for that station");
        if (enough)
            return forward(best.station, reason_of(best.strongest),
                           fmt::format("so it goes to {}: {}", called(best.station),
                                       in_words(reason_of(best.strongest))));
        if (decision_.score < weights.route_least)
            return triage(Reason::weak, "that is too little");
        return triage(Reason::tie, "the next station is too close");
    }

    const RuleBook::Inside& inside_;
    const Facts& facts_;
    Picture picture_;
    std::vector<Standing> standings_;
    Decision decision_;
};

}  // namespace

Decision RuleBook::decide(const Facts& facts) const {
    std::optional<Decision> decision;
    if (facts.kind == MailKind::bulk) decision = Decider(*inside_, facts).decide_bulk();
    if (!decision) decision = decide_by_kind(facts);
    if (!decision) decision = Decider(*inside_, facts).decide();
    decision->rules_sha256 = inside_->fingerprint;
    return std::move(*decision);
}

bool RuleBook::turns_on_text(const Facts& facts, const std::set<std::string>& unread) const {
    const bool rules_are_asked = facts.kind == MailKind::bulk || !decide_by_kind(facts);
    return rules_are_asked && Decider(*inside_, facts).turns_on_text(unread);
}

}  // namespace routing
