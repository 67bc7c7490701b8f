#include "understanding/who_writes.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace understanding {

namespace {

constexpr int adult = 18;

bool own_hit(const Passage& p, std::string_view list) {
    const auto& hits = p.hits(list);
    return std::any_of(hits.begin(), hits.end(),
                       [&](const Range& hit) { return is_own(p.zone_of(hit.first)); });
}

bool any_own(const std::vector<Passage>& passages, std::string_view list) {
    return std::any_of(passages.begin(), passages.end(),
                       [&](const Passage& p) { return own_hit(p, list); });
}

std::optional<int> number_at(const Passage& p, std::size_t token) {
    const auto text = p.token_text(token);
    if (p.tokens()[token].kind != TokenKind::digits || text.size() > 2) return std::nullopt;
    int value = 0;
    for (const char32_t c : text) value = value * 10 + static_cast<int>(c - U'0');
    return value;
}

// The clauses that speak of somebody below 18.
class ChildFinder {
  public:
    ChildFinder(const Passage& passage, WrittenBy writer) : p_(passage), writer_(writer) {}

    Child find() {
        for (const auto& hit : p_.hits("child.word"))
            if (!is_of_grown_writer(hit)) note(hit);
        for (const auto& hit : p_.hits("child.spoken_of")) note_spoken(hit);
        for (std::size_t t = 0; t < p_.tokens().size(); ++t) {
            const auto years = number_at(p_, t);
            const bool digits = years && *years > 0 && *years < adult;
            const bool young = digits || p_.has("age.young", {t, t + 1});
            const bool worded = (young && is_told_of_kin(t)) ||
                                (p_.has("age.young", {t, t + 1}) && is_named_age(t));
            if (worded || (digits && is_age(t))) note({t, t + 1});
        }
        return found_;
    }

  private:
    // The words behind a figure, up to a comma: "aged 12, gets messages" counts no messages.
    Range behind(std::size_t t) const {
        const bool apart = p_.gap_after(t).find_first_of(U",;)") != std::u32string_view::npos;
        return {t + 1, apart ? t + 1 : std::min(t + 4, p_.sentence_of(t).last)};
    }

    // "14 years old", "എട്ട് വയസ്സുള്ള"; not "14 years ago", and not the four of thirty-four.
    bool is_named_age(std::size_t t) const {
        if (t > 0 && p_.has("age.tens", {t - 1, t})) return false;
        const Range after = behind(t);
        const auto* label = p_.hit_in("age.after", after);
        return label != nullptr && label->first == t + 1 && !p_.has("age.not_after", after);
    }

    bool is_age(std::size_t t) const {
        const Range sentence = p_.sentence_of(t);
        const Range before{t - std::min<std::size_t>(3, t - sentence.first), t};
        if (is_named_age(t)) return true;
        if (p_.has("age.not_after", behind(t))) return false;
        if (is_bare_age_of_kin(t, before)) return true;
        const auto* cue = p_.hit_in("age.before", before);
        if (cue != nullptr && cue->last == t) return true;
        return is_in_brackets_after_kin(t, before);
    }

    // "my daughter 8 years was raped"
    bool is_bare_age_of_kin(std::size_t t, Range before) const {
        const auto* kin = p_.hit_in("child.kin", before);
        const auto* years = p_.hit_in("age.bare", behind(t));
        return kin != nullptr && kin->last == t && years != nullptr && years->first == t + 1;
    }

    // "My daughter is twelve.", "I am seventeen."
    bool is_told_of_kin(std::size_t t) const {
        const Range clause = p_.clause_of(t);
        if (t + 1 != clause.last || t == clause.first) return false;
        const Range before{t - std::min<std::size_t>(4, t - clause.first), t};
        const auto* label = p_.hit_in("age.before", before);
        if (label != nullptr && label->last == t) return true;
        return p_.has("age.is", {t - 1, t}) &&
               (p_.has("child.kin", before) || p_.has("who.she", before));
    }

    // "my daughter (14)", "my son, 9, saw it"
    bool is_in_brackets_after_kin(std::size_t t, Range before) const {
        if (t == before.first) return false;
        const auto gap = p_.gap_after(t - 1);
        const auto next = p_.gap_after(t);
        const bool apart = gap.find_first_of(U"(,") != std::u32string_view::npos &&
                           next.find_first_of(U"),") != std::u32string_view::npos;
        return apart && (p_.has("who.kin", before) || p_.has("child.kin", before));
    }

    // "I am 19. I study at St Mary's School": an age beside it says more than a school, when
    // the sentence speaks of nobody else.
    bool is_of_grown_writer(Range hit) const {
        const Range here = p_.sentence_of(hit.first);
        const bool of_other = p_.has("child.kin", here) || p_.has("who.kin", here) ||
                              p_.has("who.she", here) || writer_ == WrittenBy::other;
        if (of_other) return false;
        const Range from = here.first > 0 ? p_.sentence_of(here.first - 1) : here;
        if (p_.has("child.kin", from) || p_.has("who.kin", from)) return false;
        for (std::size_t t = from.first; t < here.last; ++t) {
            const auto years = number_at(p_, t);
            if (years && *years >= adult && is_age(t)) return true;
        }
        return false;
    }

    void note(Range hit) {
        if (is_quoted(hit)) return;
        const Range sentence = p_.sentence_of(hit.first);
        const bool looks_on = p_.has("child.looks_on", sentence);
        const bool his_age =
            p_.has("child.he_is", p_.clause_of(hit.first)) && !p_.has("child.kin", hit);
        raise((looks_on || his_age) && writer_ != WrittenBy::other ? Child::mentioned
                                                                   : Child::victim);
    }

    // "I have two children": spoken of, unless harm is said of them.
    void note_spoken(Range hit) {
        if (is_quoted(hit)) return;
        const Range sentence = p_.sentence_of(hit.first);
        const bool harmed =
            p_.has("child.harm", sentence) && !p_.has("child.looks_on", sentence);
        raise(harmed ? Child::victim : Child::mentioned);
    }

    bool is_quoted(Range hit) const { return p_.zone_of(hit.first).kind == ZoneKind::quoted; }
    void raise(Child child) { found_ = std::max(found_, child); }

    const Passage& p_;
    WrittenBy writer_;
    Child found_ = Child::no;
};

// "Do not send a policeman in uniform" says nothing of the offender.
bool is_only_idiom(const Passage& p, Range hit) {
    const auto& idioms = p.hits("police.idiom");
    return std::any_of(idioms.begin(), idioms.end(), [&](const Range& idiom) {
        return idiom.first <= hit.first && hit.last <= idiom.last;
    });
}

// "I am a civil police officer", "my brother is a constable".
bool is_her_own(const Passage& p, Range hit) {
    const Range clause = p.clause_of(hit.first);
    const Range before{clause.first, hit.first};
    return p.has("police.own_family", clause) ||
           (p.has("place.i_am", before) && !p.has("who.he", before));
}

// "To the Sub Inspector", or "To" on the line before.
bool begins_address(const Passage& p, Range sentence) {
    constexpr std::size_t longest = 3;  // tokens
    Range from = sentence;
    if (sentence.first > 0) {
        const Range before = p.sentence_of(sentence.first - 1);
        if (before.last - before.first <= longest) from.first = before.first;
    }
    const auto* word = p.hit_in("police.addressed", from);
    return word != nullptr && (word->first == from.first || word->first == sentence.first);
}

// "थानेदार महोदय".
bool is_honoured(const Passage& p, Range hit) {
    constexpr std::size_t reach = 2;
    return p.has("police.honoured",
                 {hit.last, std::min(hit.last + reach, p.sentence_of(hit.first).last)});
}

// "To the Sub Inspector, Museum Police Station": the head of a letter, where nobody does
// anything.
bool is_addressed(const Passage& p, Range hit) {
    constexpr std::size_t head = 30, line = 9;  // tokens
    const Range sentence = p.sentence_of(hit.first);
    if (p.where() == Where::subject || hit.first > head ||
        sentence.last - sentence.first > line ||
        !(begins_address(p, sentence) || is_honoured(p, hit)))
        return false;
    static constexpr std::array<std::string_view, 5> lives{"who.he", "who.i", "who.me",
                                                           "who.my", "role.harm"};
    return std::none_of(lives.begin(), lives.end(),
                        [&](std::string_view list) { return p.has(list, sentence); });
}

// "The constable asked me to write to you", and does nothing else in that sentence.
bool only_helps(const Passage& p, Range hit) {
    const Range sentence = p.sentence_of(hit.first);
    if (!p.has("police.helper", sentence)) return false;
    const auto& deeds = p.hits("role.harm");
    return std::none_of(deeds.begin(), deeds.end(), [&](const Range& deed) {
        const bool behind = deed.first >= hit.last && deed.last <= sentence.last;
        const auto* help = p.hit_in("police.helper", {deed.first, sentence.last});
        return behind && (help == nullptr || help->first > deed.first);
    });
}

// "Kindly do not send this to the local station": she need not say why.
bool fears_the_local_station(const Passage& p) {
    const auto& hits = p.hits("police.local");
    return std::any_of(hits.begin(), hits.end(), [&](const Range& hit) {
        return is_own(p.zone_of(hit.first)) && p.has("place.refused", p.sentence_of(hit.first));
    });
}

// Whoever serves in the police and is spoken of may be the one. She would be sent to him: so
// any of them counts who is not hers and does not merely help; a person decides.
bool tells_police(const Passage& p) {
    const auto counts = [&](std::string_view list, auto&& is_harmless) {
        const auto& hits = p.hits(list);
        return std::any_of(hits.begin(), hits.end(), [&](const Range& hit) {
            return is_own(p.zone_of(hit.first)) && !is_only_idiom(p, hit) &&
                   !is_her_own(p, hit) && !is_harmless(hit);
        });
    };
    return counts("police.phrase", [](const Range&) { return false; }) ||
           counts(
               "police.person",
               [&](const Range& hit) { return only_helps(p, hit) || is_addressed(p, hit); }) ||
           fears_the_local_station(p);
}

bool holds_address(const Passage& p, Range range, const std::string& address) {
    const Span span = p.span_of(range);
    const auto text =
        base::to_utf8(std::u32string_view(p.text()).substr(span.start, span.end - span.start));
    return base::lower_ascii(text).find(address) != std::string::npos;
}

// Her own mailbox called his: its address stands beside an offender's cue and no word of hers.
bool calls_mailbox_his(const Passage& p, const std::string& address) {
    constexpr std::size_t shortest = 6;
    if (address.size() < shortest) return false;
    return std::any_of(p.sentences().begin(), p.sentences().end(), [&](Range sentence) {
        return is_own(p.zone_of(sentence.first)) && p.has("who.he", sentence) &&
               !p.has("who.my", sentence) && holds_address(p, sentence, address);
    });
}

// "A man named <the sender's display name>".
bool names_sender_as_offender(const Passage& p, const std::string& name) {
    const auto wanted = make_view(base::to_code_points(name)).text;
    constexpr std::size_t shortest = 4;
    const auto first = std::u32string_view(wanted).substr(0, wanted.find(U' '));
    if (first.size() < shortest) return false;
    for (std::size_t t = 0; t < p.tokens().size(); ++t) {
        if (p.token_text(t) != first || !is_own(p.zone_of(t)) ||
            p.zone_of(t).kind == ZoneKind::signature)
            continue;
        const Range clause = p.clause_of(t);
        const Range before{t - std::min<std::size_t>(3, t - clause.first), t};
        const Range after{t + 1, std::min(t + 4, clause.last)};
        const bool framed =
            p.has("place.name_after", after) || p.has("account.name_before", before);
        if (framed && !p.has("who.my", before)) return true;
    }
    return false;
}

}  // namespace

WrittenBy find_writer(const std::vector<Passage>& passages) {
    if (any_own(passages, "writer.for_other")) return WrittenBy::other;
    const bool self = any_own(passages, "writer.self");
    const bool other = any_own(passages, "writer.other");
    if (!self && !other) {
        // "I am a student": nobody else is spoken of whom it could be about.
        const bool first_person = any_own(passages, "who.i") || any_own(passages, "who.my");
        const bool alone = !any_own(passages, "writer.third") && !any_own(passages, "who.she");
        return first_person && alone ? WrittenBy::self : WrittenBy::unclear;
    }
    if (self == other) return WrittenBy::unclear;
    return self ? WrittenBy::self : WrittenBy::other;
}

Child find_child(const std::vector<Passage>& passages, WrittenBy writer) {
    Child child = Child::no;
    for (const auto& passage : passages)
        child = std::max(child, ChildFinder(passage, writer).find());
    return child;
}

bool is_offender_in_police(const std::vector<Passage>& passages) {
    return std::any_of(passages.begin(), passages.end(), tells_police);
}

bool may_account_be_his(const std::vector<Passage>& passages, const Sender& sender) {
    if (any_own(passages, "account.his")) return true;
    return std::any_of(passages.begin(), passages.end(), [&](const Passage& p) {
        return calls_mailbox_his(p, sender.address) || names_sender_as_offender(p, sender.name);
    });
}

bool is_mail_unsafe(const std::vector<Passage>& passages) {
    return any_own(passages, "account.unsafe");
}

}  // namespace understanding
