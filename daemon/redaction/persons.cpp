#include "redaction/persons.h"

#include <algorithm>

#include "base/text.h"
#include "redaction/among.h"
#include "redaction/names.h"

namespace redaction {

namespace {

using Parts = std::vector<std::u32string>;

constexpr std::size_t shortest_key = 3;

std::string joined(const Parts& parts) {
    std::string text;
    for (const auto& part : parts) {
        if (!text.empty()) text.push_back(' ');
        text += base::to_utf8(part);
    }
    return text;
}

bool contains_all(const Parts& whole, const Parts& some) {
    return std::all_of(some.begin(), some.end(),
                       [&](const auto& part) { return among(part, whole); });
}

// Anitha and അനിത, Remya and രമ്യ; of the same writing only longer names: Fathima and Fatima.
bool sounds_like(const std::u32string& one, const std::u32string& other) {
    const bool same_writing = (one[0] < 0x80) == (other[0] < 0x80);
    constexpr std::size_t shortest_here = 4;
    const auto key = sound_key(one);
    if (same_writing)
        return one[0] < 0x80 && key.size() >= shortest_here && key == sound_key(other);
    return key.size() >= shortest_key &&
           (key == sound_key(other) || key == other_sound_key(other) ||
            other_sound_key(one) == sound_key(other));
}

bool is_same_name(const Person& known, const Parts& parts) {
    const bool hers = known.by == KnownBy::header;
    const auto fits = [&](const std::u32string& part) {
        return std::any_of(known.parts.begin(), known.parts.end(), [&](const auto& name) {
            const bool same_writing = (part[0] < 0x80) == (name[0] < 0x80);
            return part == name || ((hers || !same_writing) && sounds_like(part, name));
        });
    };
    // "Kavya" in the header, "Kavya Suresh" in what he wrote of her.
    if (hers && known.parts.size() == 1) return fits(parts[0]);
    return std::all_of(parts.begin(), parts.end(), fits);
}

std::size_t size_of(const std::vector<const std::vector<int>*>& lists) {
    std::size_t size = 0;
    for (const auto* list : lists) size += list->size();
    return size;
}

}  // namespace

int Persons::add(Parts parts, KnownBy by) {
    const int number = static_cast<int>(all_.size());
    const auto list = [number](Numbers& numbers) {
        if (numbers.empty() || numbers.back() != number) numbers.push_back(number);
    };
    for (const auto& part : parts) {
        list(by_part_[part]);
        list(by_sound_[sound_key(part)]);
        list(by_sound_[other_sound_key(part)]);
    }
    if (by == KnownBy::header) of_header_.push_back(number);
    auto normal = joined(parts);
    return take({std::move(normal), std::move(parts), by});
}

int Persons::add_unnamed(const std::u32string& word, KnownBy by) {
    return take({base::to_utf8(word), {}, by});
}

int Persons::take(Person person) {
    const int number = static_cast<int>(all_.size());
    by_normal_.emplace(person.normal, number);
    all_.push_back(std::move(person));
    return number;
}

void Persons::know(int number, KnownBy by) {
    auto& person = all_[static_cast<std::size_t>(number)];
    person.by = std::min(person.by, by);
}

const Person* Persons::called(const std::string& normal) const {
    const auto found = by_normal_.find(normal);
    return found == by_normal_.end() ? nullptr : &at(found->second);
}

int Persons::holder_of(const Parts& parts) const {
    const Numbers* fewest = nullptr;
    for (const auto& part : parts) {
        const auto found = by_part_.find(part);
        if (found == by_part_.end()) return -1;
        if (fewest == nullptr || found->second.size() < fewest->size()) fewest = &found->second;
    }
    if (fewest == nullptr) return -1;
    const auto found = std::find_if(fewest->begin(), fewest->end(), [&](int number) {
        return contains_all(at(number).parts, parts);
    });
    return found == fewest->end() ? -1 : *found;
}

std::vector<const Persons::Numbers*> Persons::bearers_of(const std::u32string& part) const {
    std::vector<const Numbers*> lists;
    if (const auto same = by_part_.find(part); same != by_part_.end())
        lists.push_back(&same->second);
    for (const auto& key : {sound_key(part), other_sound_key(part)}) {
        const auto alike = by_sound_.find(key);
        if (key.size() >= shortest_key && alike != by_sound_.end())
            lists.push_back(&alike->second);
    }
    return lists;
}

int Persons::namesake_of(const Parts& parts) const {
    // Who bears the whole name bears its rarest part.
    auto lists = bearers_of(parts[0]);
    for (const auto& part : parts) {
        if (auto rarer = bearers_of(part); size_of(rarer) < size_of(lists)) lists = rarer;
    }
    lists.push_back(&of_header_);
    int first = -1;
    for (const auto* list : lists) {
        for (const int number : *list) {
            if (first >= 0 && number >= first) break;
            if (!is_same_name(at(number), parts)) continue;
            first = number;
            break;
        }
    }
    return first;
}

}  // namespace redaction
