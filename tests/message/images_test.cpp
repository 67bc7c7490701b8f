#include <catch2/catch.hpp>

#include "base/sha256.h"
#include "base/text.h"
#include "message/read_mail.h"
#include "message/strip_image.h"
#include "support/pictures.h"

namespace {

using message::strip_image;
using namespace pictures;

struct Sample {
    std::string type;
    std::string chatty;
    std::string plain;
    std::size_t words;  // planted in `chatty`
};

std::vector<Sample> samples() {
    std::string animated = animated_webp(false);
    return {{"image/jpeg", chatty_jpeg(), "", 14},
            {"image/png", chatty_png(), plain_png(), 8},
            {"image/webp", chatty_webp(), plain_webp(), 5},
            {"image/webp", animated_webp(true), animated, 5}};
}

std::string with_adobe_jpeg() {
    return jpeg_start() + jpeg_jfif("") +
           segment(0xEE, "Adobe" + of_octets({0, 100, 0, 0, 0, 0, 0})) + jpeg_head() +
           jpeg_scan() + jpeg_end();
}

bool is_refused(const std::string& type, const std::string& octets) {
    return !strip_image(type, octets);
}

}  // namespace

TEST_CASE("what a picture says beside the picture is gone, and every other octet stays") {
    for (Sample sample : samples()) {
        INFO(sample.type);
        if (sample.plain.empty()) sample.plain = with_adobe_jpeg();
        CHECK(count_planted(sample.chatty) == sample.words);
        const auto stripped = strip_image(sample.type, sample.chatty);
        REQUIRE(stripped);
        CHECK(count_planted(*stripped) == 0);
        CHECK(base::to_hex(*stripped) == base::to_hex(sample.plain));
        CHECK(strip_image(sample.type, sample.plain) == sample.plain);
    }
}

TEST_CASE("image data stays as it is, also with stuffed octets, restarts and several scans") {
    const std::string first = of_octets({0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD7, 0x56});
    const std::string second = of_octets({0xFF, 0x00, 0xFF, 0x00, 0x01});
    const std::string scan_head = segment(0xDA, of_octets({1, 1, 0, 0, 63, 0}));
    const std::string table = jpeg_table(0x01);
    const auto jpeg = [&](const std::string& between) {
        return jpeg_start() + jpeg_head() + scan_head + first + between + table + scan_head +
               second + jpeg_end();
    };
    CHECK(strip_image("image/jpeg", jpeg(segment(0xFE, planted) + "\xFF")) == jpeg(""));
}

TEST_CASE("palette, transparency and colour numbers of a PNG stay, words about colour go") {
    const std::string header =
        chunk("IHDR", high_first(2, 4) + high_first(1, 4) + of_octets({8, 3, 0, 0, 0}));
    const std::string palette = chunk("PLTE", of_octets({1, 2, 3, 4, 5, 6}));
    const std::string clear = chunk("tRNS", of_octets({0, 255}));
    const std::string chroma = chunk("cHRM", std::string(32, '\1'));
    const auto png = [&](const std::string& more) {
        return png_signature() + header + chroma + more + palette + clear + png_data() +
               png_data() + png_end();
    };
    CHECK(strip_image("image/png", png(chunk("sBIT", "\x8\x8\x8"))) == png(""));
}

TEST_CASE("a picture that is cut anywhere is refused") {
    for (const Sample& sample : samples()) {
        const std::string whole = strip_image(sample.type, sample.chatty).value();
        for (std::size_t size = 0; size < whole.size(); ++size) {
            INFO(sample.type << " cut to " << size);
            REQUIRE(is_refused(sample.type, whole.substr(0, size)));
        }
    }
}

TEST_CASE(
    "a picture with any octet changed is refused, or strips to something that is stripped") {
    int refused = 0, taken = 0;
    for (const Sample& sample : samples()) {
        for (std::size_t at = 0; at < sample.chatty.size(); ++at) {
            for (const int change : {1, 2, 0x10, 0x80, 0xFF}) {
                std::string bent = sample.chatty;
                bent[at] = static_cast<char>(bent[at] ^ change);
                const auto once = strip_image(sample.type, bent);
                ++(once ? taken : refused);
                if (!once) continue;
                INFO(sample.type << " at " << at);
                REQUIRE(once->size() <= bent.size());
                REQUIRE(strip_image(sample.type, *once) == once);
            }
        }
    }
    CHECK(refused > 1000);
    CHECK(taken > 1000);
}

TEST_CASE("a PNG chunk whose check sum is wrong is refused, wherever it stands") {
    const std::string whole = chatty_png();
    const std::size_t end = whole.find("IEND") + 8;
    for (std::size_t at = 0; at < end; ++at) {
        std::string bent = whole;
        bent[at] = static_cast<char>(bent[at] ^ 0x20);
        INFO(at);
        REQUIRE(is_refused("image/png", bent));
    }
}

TEST_CASE("malformed pictures are refused") {
    const std::string head = jpeg_start() + jpeg_head();
    const std::string end = jpeg_scan() + jpeg_end();
    CHECK(is_refused("image/jpeg", ""));
    CHECK(is_refused("image/jpeg", jpeg_start() + jpeg_end()));
    CHECK(is_refused("image/jpeg", jpeg_start() + end));                   // no frame
    CHECK(is_refused("image/jpeg", head + jpeg_head() + end));             // two frames
    CHECK(is_refused("image/jpeg", head + "\xFF\xF0" + end));              // unknown marker
    CHECK(is_refused("image/jpeg", head + segment(0xDB, planted) + end));  // no table
    CHECK(is_refused("image/jpeg", head + segment(0xDD, "\0\0\0") + end));
    CHECK(is_refused("image/jpeg", head + segment(0xC4, planted) + end));
    // words behind the fields of a segment that stays
    CHECK(is_refused("image/jpeg",
                     jpeg_start() +
                         segment(0xC0, of_octets({8, 0, 8, 0, 16, 1, 1, 0x11, 0}) + planted) +
                         end));
    CHECK(is_refused("image/jpeg", head +
                                       segment(0xDA, of_octets({1, 1, 0, 0, 63, 0}) + planted) +
                                       jpeg_scan_data() + jpeg_end()));
    // 65535 x 65535
    CHECK(is_refused(
        "image/jpeg",
        jpeg_start() + segment(0xC0, of_octets({8, 255, 255, 255, 255, 1, 1, 0x11, 0})) + end));

    const std::string start = png_signature() + png_header();
    CHECK(strip_image("image/png", start + png_data() + png_end()));
    CHECK(is_refused("image/png", png_signature() + png_data() + png_end()));
    CHECK(is_refused("image/png", start + png_end()));
    CHECK(is_refused("image/png", start + png_header() + png_data() + png_end()));
    CHECK(is_refused("image/png",
                     start + png_data() + chunk("tEXt", "a") + png_data() + png_end()));
    CHECK(is_refused("image/png", start + chunk("PRIV", planted) + png_data() + png_end()));
    CHECK(is_refused("image/png", start + chunk("gAMA", planted) + png_data() + png_end()));
    CHECK(is_refused("image/png", start + chunk("tRNS", planted) + png_data() + png_end()));
    CHECK(is_refused("image/png", start + png_data() + chunk("IEND", planted)));
    CHECK(is_refused("image/png",
                     png_signature() +
                         chunk("IHDR", high_first(0x7FFFFFFF, 4) + high_first(0x7FFFFFFF, 4) +
                                           of_octets({8, 2, 0, 0, 0})) +
                         png_data() + png_end()));

    const std::string pixel = riff_chunk("VP8L", lossless_pixel());
    CHECK(strip_image("image/webp", webp(pixel)));
    CHECK(is_refused("image/webp", webp("")));
    CHECK(is_refused("image/webp", webp(pixel + pixel)));
    CHECK(is_refused("image/webp", webp(pixel + webp_head(0))));
    CHECK(is_refused("image/webp", webp(riff_chunk("VP8L", planted))));
    CHECK(is_refused("image/webp", webp(riff_chunk("VP8 ", lossless_pixel()))));
    CHECK(is_refused("image/webp", webp(riff_chunk("EXIF", planted))));
    CHECK(is_refused("image/webp", webp(webp_head(2) + pixel)));
    CHECK(is_refused("image/webp", webp(webp_head(0) + animation_frame(0, pixel))));
    CHECK(is_refused("image/webp", "RIFF" + low_first(0xFFFFFFFF, 4) + "WEBP" + pixel));
    CHECK(is_refused("image/webp", "RIFF" + low_first(0, 4) + "WEBP" + pixel));
}

TEST_CASE("a picture is what its type says, or refused") {
    CHECK(is_refused("image/png", plain_jpeg()));
    CHECK(is_refused("image/jpeg", plain_webp()));
    CHECK(is_refused("image/gif", plain_jpeg()));
    CHECK(is_refused("application/pdf", plain_jpeg()));
    CHECK(is_refused("", plain_png()));
}

TEST_CASE("a mail gives stripped pictures only when asked, hashed as they came") {
    const std::string raw =
        "From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        "Content-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
        base::to_base64(chatty_jpeg()) +
        "\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
        base::to_base64(chatty_png().substr(0, 60)) +
        "\r\n--b\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n--b--\r\n";
    const auto asked = message::read_mail(raw, message::Contents::images);
    REQUIRE(asked.parts.size() == 3);
    CHECK(asked.parts[0].stripped == with_adobe_jpeg());
    CHECK(asked.parts[0].content.empty());
    CHECK(asked.parts[0].size == chatty_jpeg().size());
    CHECK(asked.parts[0].sha256 == base::sha256_hex(chatty_jpeg()));
    CHECK_FALSE(asked.parts[1].stripped);
    CHECK_FALSE(asked.parts[2].stripped);
    for (const auto contents : {message::Contents::kept, message::Contents::hashed_only})
        CHECK_FALSE(message::read_mail(raw, contents).parts[0].stripped);
}
