#include "understanding/speakers.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.h"

namespace understanding {

namespace {

// Two speakers of whom one only demands and the other only refuses; nobody when words say less
// than that.
std::optional<std::string> speaker_who_asks(const Passage& passage,
                                            const std::vector<Line>& lines,
                                            const std::set<std::string>& speakers,
                                            const std::vector<Zone>& zones) {
    if (speakers.size() != 2) return std::nullopt;
    std::map<std::string, int> asking;
    std::set<std::string> refusing;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (zones[i].kind != ZoneKind::chat_line) continue;
        if (passage.has("zone.demand", lines[i].tokens)) ++asking[zones[i].owner_name];
        if (passage.has("zone.refusal", lines[i].tokens)) refusing.insert(zones[i].owner_name);
    }
    if (asking.size() != 1) return std::nullopt;
    const bool other_refuses =
        std::any_of(refusing.begin(), refusing.end(),
                    [&](const auto& name) { return !asking.contains(name); });
    constexpr int again = 2;
    const auto& [speaker, times] = *asking.begin();
    return other_refuses || times >= again ? std::optional(speaker) : std::nullopt;
}

}  // namespace

bool is_sender(const Sender& sender, const std::string& speaker) {
    const auto name = base::lower_ascii(speaker);
    if (name == "you" || name == "me") return true;
    if (sender.name.empty()) return false;
    const auto known = base::lower_ascii(sender.name);
    if (name == known) return true;
    const auto first = known.substr(0, known.find(' '));
    constexpr std::size_t shortest = 3;
    return first.size() >= shortest && name.substr(0, name.find(' ')) == first;
}

// Two speakers of whom one is the sender: the other is the other side.
void settle_speakers(const Passage& passage, const Sender& sender,
                     const std::vector<Line>& lines, const std::set<std::string>& speakers,
                     std::vector<Zone>& zones) {
    std::set<std::string> own;
    for (const auto& speaker : speakers) {
        if (is_sender(sender, speaker)) own.insert(speaker);
    }
    if (own.empty()) {
        if (const auto asks = speaker_who_asks(passage, lines, speakers, zones)) {
            own = speakers;
            own.erase(*asks);
        }
    }
    const bool others_known = !own.empty() || speakers.size() == 1;
    for (auto& zone : zones) {
        if (zone.kind != ZoneKind::chat_line) continue;
        if (own.contains(zone.owner_name))
            zone.owner = ZoneOwner::writer;
        else if (others_known && speakers.size() <= 2)
            zone.owner = ZoneOwner::other;
    }
}

}  // namespace understanding
