// Text to zones and facts, with the shipped word lists: zones cover each text without gaps,
// every span lies inside.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/text.h"
#include "fuzz_input.h"
#include "understanding/find_facts.h"
#include "yaml/node.h"

namespace {

void add_lists(const yaml::Node& file, understanding::Vocabulary& vocabulary) {
    const auto* lists = file.find("words");
    fuzz::require(lists != nullptr);
    for (const auto& entry : lists->entries) {
        understanding::WordList list{entry.key->text, {}};
        for (const auto& writing : entry.value->entries) {
            for (const auto& word : writing.value->items)
                list.words[writing.key->text].push_back(word->text);
        }
        vocabulary.lists[list.id] = std::move(list);
    }
}

const understanding::Lexicon& lexicon() {
    static const understanding::Lexicon shipped = [] {
        understanding::Vocabulary vocabulary;
        const std::string folder = std::string(APARAJITA_SOURCE_DIR) + "/routing_rules/words";
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            std::ifstream in(entry.path());
            auto read = yaml::read(
                {entry.path().filename().string(), {std::istreambuf_iterator<char>(in), {}}});
            fuzz::require(read.ok());
            add_lists(*read->root, vocabulary);
        }
        fuzz::require(vocabulary.lists.size() > 50);
        understanding::StationEntry station;
        station.id = base::StationId("tvc.kazhakuttam");
        station.name = "Kazhakuttam";
        station.name_ml = "കഴക്കൂട്ടം";
        station.district = "Thiruvananthapuram";
        vocabulary.stations = {station};
        return understanding::Lexicon(std::move(vocabulary));
    }();
    return shipped;
}

void check_zones(const understanding::ExaminedText& text) {
    std::uint32_t at = 0;
    for (const auto& zone : text.zones) {
        fuzz::require(zone.span.start == at && zone.span.end >= at);
        at = zone.span.end;
    }
    fuzz::require(text.zones.empty() || at == text.text.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text = base::to_utf8(base::to_code_points(fuzz::text(data, size)));
    message::ParsedMail mail;
    mail.from.address = "asha@example.org";
    mail.all_from = {mail.from};
    mail.subject = text.substr(0, text.find('\n'));
    mail.text = text;
    const auto facts = understanding::find_facts(mail, lexicon(), {});
    for (const auto& examined : facts.texts) check_zones(examined);
    for (const auto& hit : facts.words) {
        const auto* examined = facts.text_of(hit.span.where);
        fuzz::require(examined != nullptr && hit.span.start <= hit.span.end &&
                      hit.span.end <= examined->text.size());
    }
    for (const auto& place : facts.places) {
        const auto* examined = facts.text_of(place.span.where);
        fuzz::require(examined != nullptr && place.span.end <= examined->text.size());
    }
    return 0;
}
