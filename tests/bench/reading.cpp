// Reading speed: plain GMime (tree and decoding only), our reading in process, and through the
// jail, on the same mails. Prints one table; not a test.
#include <gmime/gmime.h>

#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "base/text.h"
#include "corpus/reading_cases.h"
#include "message/read_mail.h"
#include "reader/reader.h"

namespace {

using Mails = std::vector<std::string>;

void decode_part(GMimeObject*, GMimeObject* part, gpointer) {
    if (!GMIME_IS_PART(part)) return;
    GMimeDataWrapper* const content = g_mime_part_get_content(GMIME_PART(part));
    if (content == nullptr) return;
    GMimeStream* const out = g_mime_stream_mem_new();
    g_mime_data_wrapper_write_to_stream(content, out);
    g_object_unref(out);
}

void read_by_gmime(const std::string& raw) {
    GMimeStream* const stream = g_mime_stream_mem_new_with_buffer(raw.data(), raw.size());
    GMimeParser* const parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage* const mail = g_mime_parser_construct_message(parser, nullptr);
    if (mail != nullptr) {
        g_mime_message_foreach(mail, decode_part, nullptr);
        g_object_unref(mail);
    }
    g_object_unref(parser);
    g_object_unref(stream);
}

double seconds_for(const Mails& mails, int rounds,
                   const std::function<void(const std::string&)>& read) {
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < rounds; ++i) {
        for (const std::string& mail : mails) read(mail);
    }
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

void print(const char* mails_name, const char* way, const Mails& mails, int rounds,
           double seconds) {
    std::size_t octets = 0;
    for (const std::string& mail : mails) octets += mail.size();
    const double count = static_cast<double>(mails.size()) * rounds;
    std::printf("%-22s %-26s %9.0f mails/s %9.1f MB/s\n", mails_name, way, count / seconds,
                static_cast<double>(octets) * rounds / 1e6 / seconds);
}

std::string head(const std::string& type) {
    return "From: Anu K <anu@example.org>\r\nTo: complaints@example.org\r\nSubject: "
           "=?utf-8?B?4LSF4LSo4LWB?=\r\n"
           "Date: Sun, 22 Nov 2026 10:30:00 +0530\r\nMessage-ID: "
           "<1@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: " +
           type + "\r\n";
}

std::string text_of(std::size_t size) {
    std::string text;
    while (text.size() < size)
        text +=
            "He put my photo up and asks for money, \xE0\xB4\x85\xE0\xB4\xB5\xE0\xB5\xBB.\r\n";
    return text;
}

std::string base64_lines(const std::string& octets) {
    const std::string coded = base::to_base64(octets);
    std::string out;
    for (std::size_t at = 0; at < coded.size(); at += 76) out += coded.substr(at, 76) + "\r\n";
    return out;
}

Mails plain_8k() {
    return Mails(50, head("text/plain; charset=utf-8") + "\r\n" + text_of(8000));
}

Mails alternative_16k() {
    return Mails(50, head("multipart/alternative; boundary=b") +
                         "\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" +
                         text_of(7000) +
                         "\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>" +
                         text_of(9000) + "</p>\r\n--b--\r\n");
}

Mails attachment_1m() {
    return Mails(4, head("multipart/mixed; boundary=b") +
                        "\r\n--b\r\n\r\nsee\r\n--b\r\nContent-Type: image/jpeg\r\n"
                        "Content-Transfer-Encoding: base64\r\n\r\n" +
                        base64_lines(std::string(750000, '\x5A')) + "--b--\r\n");
}

void measure(const char* name, const Mails& mails, int rounds, reader::Reader& jailed) {
    print(name, "plain GMime", mails, rounds, seconds_for(mails, rounds, read_by_gmime));
    print(name, "read_mail, no jail", mails, rounds,
          seconds_for(mails, rounds, [](const std::string& raw) {
              static_cast<void>(message::read_mail(raw, message::Contents::kept));
          }));
    const auto through_jail = [&](const std::string& raw) {
        if (!jailed.read(raw, message::Contents::kept)) std::printf("a mail was not read\n");
    };
    print(name, "jailed, one at a time", mails, rounds,
          seconds_for(mails, rounds, through_jail));
    const auto begin = std::chrono::steady_clock::now();
    {
        const std::jthread one([&] { seconds_for(mails, rounds, through_jail); });
        const std::jthread two([&] { seconds_for(mails, rounds, through_jail); });
    }
    print(name, "jailed, two at a time", mails, 2 * rounds,
          std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
}

}  // namespace

int main() {
    auto jailed = reader::Reader::start({});
    if (!jailed) return 70;
    g_mime_init();
    Mails corpus_mails;
    for (corpus::Case& one : corpus::load_cases()) corpus_mails.push_back(std::move(one.mail));
    std::printf("jail: %s\n", std::string((*jailed)->jail()).c_str());
    measure("plain 8 KB", plain_8k(), 40, **jailed);
    measure("alternative 16 KB", alternative_16k(), 20, **jailed);
    measure("1 MB attachment", attachment_1m(), 20, **jailed);
    measure("the corpus", corpus_mails, 8, **jailed);
    return 0;
}
