#include "letter/pictures.h"

#include <catch2/catch.hpp>

#include "base/sha256.h"
#include "letter/fixtures.h"
#include "message/read_mail.h"
#include "message/strip_image.h"
#include "redaction/kit.h"
#include "support/pictures.h"

using namespace fixtures;

namespace {

using redaction::Destination;

void add_picture(kit::Case& made, const std::string& type, const std::string& octets) {
    message::Leaf leaf;
    leaf.type = type;
    leaf.filename = "Anitha_Thomas.jpg";
    leaf.disposition = message::Disposition::attachment;
    leaf.size = octets.size();
    leaf.sha256 = base::sha256_hex(octets);
    leaf.stripped = message::strip_image(type, octets);
    made.mail.parts.push_back(std::move(leaf));
}

kit::Case case_with_pictures() {
    kit::Case made = kit::mail_of("He made a false profile of me and calls from 9000000417.\n");
    made.facts.category = understanding::Category::impersonation;
    made.facts.language = understanding::Language::en;
    add_picture(made, "image/jpeg", pictures::chatty_jpeg());
    add_picture(made, "application/pdf", "%PDF-1.4");
    add_picture(made, "image/png", pictures::chatty_png());
    return made;
}

letter::Letter station_letter(const kit::Case& made) {
    auto written =
        letter::write_station_letter(shipped(), station_envelope(), sheet(), made.facts, {},
                                     kit::redacted(made, Destination::station).mail);
    if (!written) FAIL(written.error().what);
    return std::move(written).value();
}

// A PNG of about so many octets that decodes to nothing, but is well made.
std::string large_png(std::size_t size) {
    return pictures::png_signature() + pictures::png_header() +
           pictures::chunk("IDAT", std::string(size, '\x5A')) + pictures::png_end();
}

std::vector<bool> passing(const letter::Letter& letter) {
    std::vector<bool> out;
    for (const auto& note : letter.attachments) out.push_back(note.passes);
    return out;
}

}  // namespace

TEST_CASE("a station letter with pictures reads as agreed, octet for octet") {
    const letter::Letter letter = station_letter(case_with_pictures());
    CHECK(differs_from_golden("station_pictures", without_cr(letter.octets)) == "");
}

TEST_CASE("our reader finds the cleaned pictures in the letter, under names of ours") {
    const letter::Letter letter = station_letter(case_with_pictures());
    const auto mail = message::read_mail(letter.octets, message::Contents::kept);
    REQUIRE_FALSE(mail.unreadable);
    REQUIRE(mail.oddities.empty());
    std::vector<message::Leaf> images;
    for (const auto& leaf : mail.parts) {
        if (leaf.type.starts_with("image/")) images.push_back(leaf);
    }
    REQUIRE(images.size() == 2);
    CHECK(images[0].filename == "attachment-1.jpg");
    CHECK(images[0].type == "image/jpeg");
    CHECK(images[0].content == message::strip_jpeg(pictures::chatty_jpeg()));
    CHECK(images[1].filename == "attachment-3.png");
    CHECK(images[1].content == pictures::plain_png());
    for (const auto& leaf : mail.parts) CHECK(pictures::count_planted(leaf.content) == 0);
    // The list shows the originals.
    CHECK(letter.body.find(base::sha256_hex(pictures::chatty_jpeg())) != std::string::npos);
    CHECK(letter.body.find("image/png, " + std::to_string(pictures::chatty_png().size())) !=
          std::string::npos);
    CHECK(passing(letter) == std::vector<bool>{true, false, true});
    for (const auto& note : letter.attachments) CHECK(note.cleaned.empty());
}

TEST_CASE("a desk letter never holds a picture, not even from a station's rendering") {
    const kit::Case made = case_with_pictures();
    for (const auto destination : {Destination::station, Destination::desk}) {
        const auto written =
            letter::write_desk_letter(shipped(), desk_envelope(), sheet(), made.facts, {},
                                      kit::redacted(made, destination).mail);
        REQUIRE(written.ok());
        CHECK(passing(*written) == std::vector<bool>{false, false, false});
        CHECK(written->octets.find("image/jpeg;") == std::string::npos);
        CHECK(fixtures::read(written->octets).parts.empty());
    }
}

TEST_CASE("pictures that would make the letter too large are sealed, the others travel") {
    kit::Case made = case_with_pictures();
    made.mail.parts.resize(made.mail.parts.size() - 3);
    add_picture(made, "image/png", large_png(8'000'000));
    add_picture(made, "image/png", large_png(9'000'000));
    add_picture(made, "image/png", large_png(3'000'000));
    const letter::Letter letter = station_letter(made);
    CHECK(passing(letter) == std::vector<bool>{true, false, true});
    CHECK(letter.octets.size() < letter::largest_letter);
    CHECK(letter.octets.size() > 15'000'000);
    // Where her own words leave no room, all pictures are sealed; the words go.
    kit::Case wordy = made;
    std::string words;
    while (words.size() < 6'000'000) words += "He calls me again and again and again.\n";
    wordy.facts.texts.clear();
    kit::add_text(wordy, understanding::Where::text, words);
    const redaction::TokenSeed seed{base::Sensitive<std::string>(std::string(32, 's'))};
    const auto mail = redaction::redact(wordy.mail, wordy.facts, {}, {}, kit::policy(),
                                        Destination::station, seed);
    REQUIRE(mail.ok());
    const auto written = letter::write_station_letter(shipped(), station_envelope(), sheet(),
                                                      wordy.facts, {}, mail->mail);
    REQUIRE(written.ok());
    CHECK(passing(*written) == std::vector<bool>{false, false, false});
    CHECK(written->body.size() > 6'000'000);
}
