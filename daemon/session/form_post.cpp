#include "session/form_post.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include "session/post_form.h"
#include "session/waits.h"

namespace session {

namespace asio = boost::asio;

namespace {

constexpr std::size_t most_octets = std::size_t{64} * 1024;
constexpr std::chrono::seconds longest{30};

std::size_t keep_body(char* octets, std::size_t size, std::size_t count, void* into) {
    auto& body = *static_cast<std::string*>(into);
    if (body.size() + size * count > most_octets) return 0;  // ends the transfer
    body.append(octets, size * count);
    return size * count;
}

std::string host_of(const std::string& url) {
    const auto begin = url.find("://");
    if (begin == std::string::npos) return "the token server";
    const auto end = url.find_first_of("/:?", begin + 3);
    return url.substr(begin + 3, end == std::string::npos ? end : end - begin - 3);
}

void set_up(CURL* easy, const FormPost& post, std::string& body) {
    const std::string& form = post.form.reveal();
    curl_easy_setopt(easy, CURLOPT_URL, post.url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(form.size()));
    curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, form.c_str());
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &keep_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &body);
    if (post.ca_file.empty()) return;
    curl_easy_setopt(easy, CURLOPT_CAINFO, post.ca_file.c_str());
    curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
}

}  // namespace

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    std::string out;
    for (const char octet : text) {
        if (plain.find(octet) != std::string_view::npos) {
            out += octet;
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(octet));
        }
    }
    return out;
}

asio::awaitable<base::Result<FormReply>> post_form(std::shared_ptr<CurlLoop> loop,
                                                   FormPost post) {
    const auto failed = [&](const char* what) {
        return base::Failure{base::FailureKind::unreachable, host_of(post.url) + ": " + what,
                             "check token_url, network and name server"};
    };
    std::string body;
    Transfer transfer(loop);
    if (transfer.easy() == nullptr) co_return failed("no memory for a connection");
    set_up(transfer.easy(), post, body);
    const auto code = co_await transfer.run(shortened(longest));
    if (!code) co_return failed("no answer in time");
    if (*code == CURLE_PEER_FAILED_VERIFICATION)
        co_return failed("its certificate is not what we trust");
    if (*code != CURLE_OK) co_return failed("cannot be reached");
    long status = 0;
    curl_easy_getinfo(transfer.easy(), CURLINFO_RESPONSE_CODE, &status);
    FormReply reply;
    reply.status = static_cast<int>(status);
    reply.body = base::Sensitive<std::string>(std::move(body));
    co_return reply;
}

}  // namespace session
