#include "understanding/life_facts.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

#include "understanding/relation.h"
#include "understanding/safe_hours.h"

namespace understanding {

namespace {

struct Named {
    std::string_view list;
    std::string_view name;
};

constexpr std::array<Named, 10> platforms{{{"platform.instagram", "instagram"},
                                           {"platform.facebook", "facebook"},
                                           {"platform.whatsapp", "whatsapp"},
                                           {"platform.telegram", "telegram"},
                                           {"platform.snapchat", "snapchat"},
                                           {"platform.youtube", "youtube"},
                                           {"platform.x", "x"},
                                           {"platform.gmail", "email"},
                                           {"platform.dating", "dating app"},
                                           {"platform.sms", "sms"}}};

constexpr std::array<Named, 5> threats{{{"threat.kill", "kill"},
                                        {"threat.attack", "attack"},
                                        {"threat.publish", "publish"},
                                        {"threat.tell_family", "tell family"},
                                        {"threat.self_harm", "harm himself"}}};

constexpr std::array<Named, 5> whens{{{"when.now", "now"},
                                      {"when.tonight", "tonight"},
                                      {"when.today", "today"},
                                      {"when.tomorrow", "tomorrow"},
                                      {"when.days", "within days"}}};

bool is_own_hit(const Passage& p, Range hit) { return is_own(p.zone_of(hit.first)); }

std::size_t count_own(const Passage& p, std::string_view list) {
    std::set<std::u32string_view> distinct;
    for (const auto& hit : p.hits(list)) {
        if (p.zone_of(hit.first).kind == ZoneKind::quoted) continue;
        distinct.insert(p.token_text(hit.first));
    }
    return distinct.size();
}

bool tells(const std::vector<Passage>& passages, std::string_view list) {
    return std::any_of(passages.begin(), passages.end(), [&](const Passage& p) {
        const auto& hits = p.hits(list);
        return std::any_of(hits.begin(), hits.end(), [&](const Range& hit) {
            if (!is_own_hit(p, hit)) return false;
            const Range clause = p.clause_of(hit.first);
            constexpr std::size_t reach = 3;
            const Range before{std::max(clause.first, hit.first - std::min(hit.first, reach)),
                               hit.first};
            const Range after{hit.last, std::min(hit.last + 1, clause.last)};
            return !p.has("money.not_before", before) && !p.has("money.not_after", after);
        });
    });
}

void find_when(const Passage& p, Range range, LifeFacts& life) {
    for (const auto& when : whens) {
        if (!life.threat_when && p.has(when.list, range))
            life.threat_when = std::string(when.name);
    }
}

// In the sentence of the threat, or as a limit in the next two: "Pay tonight before ten."
void find_threat_when(const Passage& p, const Range& hit, LifeFacts& life) {
    constexpr int sentences = 2;
    Range at = p.sentence_of(hit.first);
    find_when(p, at, life);
    for (int i = 0; i < sentences && at.last < p.tokens().size(); ++i) {
        at = p.sentence_of(at.last);
        if (p.has("hours.before", at)) find_when(p, at, life);
    }
}

// "I will kill myself": her own danger, not his threat.
bool is_of_herself(const Passage& p, const Range& hit) {
    return hit.first > p.clause_of(hit.first).first &&
           p.has("who.i", {hit.first - 1, hit.first});
}

void find_threat(const std::vector<Passage>& passages, LifeFacts& life) {
    for (const auto& threat : threats) {
        for (const auto& p : passages) {
            for (const auto& hit : p.hits(threat.list)) {
                if (p.zone_of(hit.first).kind == ZoneKind::quoted || is_of_herself(p, hit))
                    continue;
                if (!life.threat) life.threat = std::string(threat.name);
                find_threat_when(p, hit, life);
            }
        }
        if (life.threat) return;
    }
}

constexpr std::array<Category, 14> by_weight{
    Category::image_abuse,       Category::blackmail, Category::dowry,
    Category::impersonation,     Category::domestic,  Category::hacking,
    Category::workplace,         Category::stalking,  Category::fraud,
    Category::public_harassment, Category::obscene,   Category::defamation,
    Category::threats,           Category::self_harm};

}  // namespace

LifeFacts find_life_facts(const std::vector<Passage>& passages) {
    LifeFacts life;
    for (const auto& p : passages) {
        if (!life.safe_hours) life.safe_hours = find_safe_hours(p);
    }
    life.money_paid = tells(passages, "money.paid");
    life.same_house = tells(passages, "life.same_house");
    life.relation = find_relation(passages);
    for (const auto& platform : platforms) {
        const bool named = std::any_of(passages.begin(), passages.end(), [&](const Passage& p) {
            return count_own(p, platform.list) > 0;
        });
        if (named) life.platforms.emplace_back(platform.name);
    }
    find_threat(passages, life);
    return life;
}

Category find_category(const std::vector<Passage>& passages, const LifeFacts& life) {
    Category best = Category::other;
    std::size_t most = 0;
    for (const auto category : by_weight) {
        std::size_t weight = 0;
        const auto list = "category." + std::string(name_of(category));
        for (const auto& p : passages) weight += count_own(p, list);
        // A husband is spoken of in many mails; it is domestic where he is the one.
        const bool his_house = life.relation == "husband" || life.relation == "in-law";
        if (category == Category::domestic && his_house) ++weight;
        if (weight > most) {
            most = weight;
            best = category;
        }
    }
    return best;
}

}  // namespace understanding
