#include "pipeline/answers.h"

#include <catch2/catch.hpp>

using pipeline::Dmarc;

namespace {

message::ParsedMail mail_with(std::vector<std::pair<std::string, std::string>> headers) {
    message::ParsedMail mail;
    for (auto& [name, text] : headers) mail.headers.push_back({name, text, text});
    return mail;
}

class OneLetter final : public pipeline::NoMemory {
  public:
    std::optional<pipeline::KnownLetter> by_token(std::string_view token) override {
        if (token != "abcdefghijklmnopqrstuvwx23") return std::nullopt;
        return letter;
    }
    std::optional<pipeline::KnownLetter> by_message_id(std::string_view id) override {
        if (id != "letter@example.org") return std::nullopt;
        return letter;
    }
    std::optional<pipeline::KnownLetter> by_return(std::string_view token) override {
        if (token != "abcdefghijklmnopqrstuvwx45") return std::nullopt;
        return letter;
    }
    pipeline::KnownLetter letter{7, base::CaseId("c"), base::CaseNumber(2026, 1), "station",
                                 base::RecipientId("tvc.museum")};
};

std::string registered(const base::RecipientId& id) {
    return id.str() == "tvc.museum" ? "sho.museum@tvc.ps.invalid" : "";
}

message::ParsedMail answer_from(const std::string& sender) {
    auto mail =
        mail_with({{"To", "complaints+received.abcdefghijklmnopqrstuvwx23@example.org"}});
    mail.from.address = sender;
    mail.all_from = {mail.from};
    return mail;
}

settings::IdentitySettings identity() {
    settings::IdentitySettings own;
    own.address = "complaints@example.org";
    return own;
}

}  // namespace

TEST_CASE("a tap address is found with its verb in any header that names recipients") {
    for (const char* field : {"To", "Cc", "Delivered-To", "X-Original-To"}) {
        const auto mail = mail_with(
            {{field,
              "x@y.test, <Complaints+Received.ABCDEFGHIJKLMNOPQRSTUVWX23@Example.org>"}});
        const auto found = pipeline::find_tap_addresses(mail, "complaints@example.org");
        REQUIRE(found.size() == 1);
        REQUIRE(found[0].verb == "received");
        REQUIRE(found[0].token == "abcdefghijklmnopqrstuvwx23");
    }
}

TEST_CASE("what is not our address, not a token or not a verb is no tap address") {
    for (const char* to :
         {"complaints@example.org", "complaints+received.short@example.org",
          "complaints+received.abcdefghijklmnopqrstuvwx23@elsewhere.test",
          "complaints+rec9.abcdefghijklmnopqrstuvwx23@example.org",
          "complaints+received.abcdefghijklmnopqrstuvwx18@example.org", "complaints+"}) {
        CAPTURE(to);
        REQUIRE(pipeline::find_tap_addresses(mail_with({{"To", to}}), "complaints@example.org")
                    .empty());
    }
}

TEST_CASE("only the mailbox that a letter was sent to answers it") {
    OneLetter memory;
    const auto right = pipeline::find_answer(answer_from("SHO.Museum@tvc.ps.invalid"),
                                             identity(), memory, registered);
    REQUIRE(right.letter->id == 7);
    REQUIRE(right.sender_matches);
    const auto wrong = pipeline::find_answer(answer_from("sho.fort@tvc.ps.invalid"), identity(),
                                             memory, registered);
    REQUIRE(wrong.letter.has_value());
    REQUIRE_FALSE(wrong.sender_matches);
}

TEST_CASE("where our server judges domains, an answer needs its dmarc=pass") {
    OneLetter memory;
    auto own = identity();
    own.authserv_id = "mx.example.org";
    auto mail = answer_from("sho.museum@tvc.ps.invalid");
    REQUIRE_FALSE(pipeline::find_answer(mail, own, memory, registered).sender_matches);
    mail.headers.push_back({"Authentication-Results", "",
                            "mx.example.org; spf=pass; dmarc=pass header.from=tvc.ps.invalid"});
    REQUIRE(pipeline::find_answer(mail, own, memory, registered).sender_matches);
}

TEST_CASE("only the topmost Authentication-Results of our own server counts") {
    const auto mail =
        mail_with({{"Authentication-Results", "forged.test; dmarc=pass"},
                   {"Authentication-Results", "mx.example.org; dmarc=fail (p=none)"},
                   {"Authentication-Results", "mx.example.org; dmarc=pass"}});
    REQUIRE(pipeline::dmarc_of(mail, "MX.example.org") == Dmarc::fail);
    REQUIRE(pipeline::dmarc_of(mail, "other.example") == Dmarc::none);
    REQUIRE(pipeline::dmarc_of(mail, "") == Dmarc::none);
}

TEST_CASE("a reply that carries our Message-ID is an answer without a token") {
    OneLetter memory;
    message::ParsedMail mail;
    mail.from.address = "sho.museum@tvc.ps.invalid";
    mail.all_from = {mail.from};
    mail.references = {"older@example.org", "letter@example.org"};
    const auto answer = pipeline::find_answer(mail, identity(), memory, registered);
    REQUIRE(answer.letter->id == 7);
    REQUIRE(answer.sender_matches);
    REQUIRE_FALSE(answer.came_to_token_address);
}

TEST_CASE("nothing a sender can put into a value or a comment is taken for a pass") {
    for (const char* field : {
             "mx.example.org; spf=pass smtp.mailfrom=\"a; dmarc=pass\"@x.test",
             "mx.example.org; spf=fail (dmarc=pass; dmarc=pass) smtp.mailfrom=x.test",
             "mx.example.org; auth=pass smtp.auth=dmarc=pass",
             "mx.example.org; xdmarc=pass header.from=tvc.ps.invalid",
             "mx.example.org; dmarc=passed header.from=tvc.ps.invalid",
             "mx.example.org; dmarc=pass header.from=elsewhere.test",
             "mx.example.org.elsewhere.test; dmarc=pass header.from=tvc.ps.invalid",
             "(mx.example.org) elsewhere.test; dmarc=pass header.from=tvc.ps.invalid",
             "mx.example.org",
             "",
         }) {
        CAPTURE(field);
        auto mail = answer_from("sho.museum@tvc.ps.invalid");
        mail.headers.push_back({"Authentication-Results", "", field});
        REQUIRE(pipeline::dmarc_of(mail, "mx.example.org") == Dmarc::none);
    }
}

TEST_CASE("a pass is read in the forms that servers write") {
    for (const char* field : {
             "mx.example.org; dmarc=pass (p=reject dis=none) header.from=tvc.ps.invalid",
             "MX.Example.ORG 1; spf=fail; DMARC=Pass header.from=TVC.ps.invalid",
             "mx.example.org;\tdkim=pass (2048-bit; a \\) b) header.d=x;\tdmarc=pass",
         }) {
        CAPTURE(field);
        auto mail = answer_from("sho.museum@tvc.ps.invalid");
        mail.headers.push_back({"Authentication-Results", "", field});
        REQUIRE(pipeline::dmarc_of(mail, "mx.example.org") == Dmarc::pass);
    }
}

TEST_CASE("one fail among several results is a fail") {
    auto mail = answer_from("sho.museum@tvc.ps.invalid");
    mail.headers.push_back(
        {"Authentication-Results", "",
         "mx.example.org; dmarc=pass header.from=tvc.ps.invalid; dmarc=fail"});
    REQUIRE(pipeline::dmarc_of(mail, "mx.example.org") == Dmarc::fail);
}

TEST_CASE("the trail names whoever answers by the registered mailbox's id") {
    REQUIRE(pipeline::actor_of(base::RecipientId("tvc.museum")) == "officer:tvc.museum");
    REQUIRE(pipeline::actor_of(base::RecipientId("approver.1")) == "desk:approver.1");
    REQUIRE(pipeline::actor_of(base::RecipientId("desk.triage")) == "desk:desk.triage");
}
