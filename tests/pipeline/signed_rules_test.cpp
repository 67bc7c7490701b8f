#include "pipeline/signed_rules.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "support/shipped_installation.h"
#include "support/temporary_folder.h"

namespace {

const base::Instant noon = *base::from_rfc3339("2026-11-22T12:00:00Z");

audit::Signer signer(const std::string& name, char octet) {
    return {name, seal::Key(std::string(32, octet))};
}

struct Office {
    audit::Signer sp = signer("sp.women", 'a');
    audit::Signer head = signer("head.cell", 'b');
    settings::Settings settings = support::rehearsal_settings();
    pipeline::RuleFiles files = pipeline::shipped_files();

    Office() {
        settings.rules_signed_by = {audit::verifier_key(sp), audit::verifier_key(head)};
    }
    void sign(const audit::Signer& by, base::Instant at = noon) {
        files.signature =
            audit::add_signature(by, files.signature, pipeline::fingerprint(files), at);
    }
    std::string told(base::Instant now = noon, std::optional<std::int64_t> newest = {}) const {
        std::string sentences;
        for (const auto& one : pipeline::check_signatures(files, settings, now, newest))
            sentences += one.file + ": " + one.sentence + "\n";
        return sentences;
    }
};

}  // namespace

TEST_CASE("rules that must be signed are refused with what is missing, and taken when it is not") {
    Office office;
    CHECK(office.told() == "rules.signature: the rules are not signed\n");
    office.files.signature = "aparajita/rules\n";
    CHECK(office.told() == "rules.signature: this is no signature of rules\n");
    office.sign(signer("sp.women", 'x'));
    CHECK(office.told() ==
          "rules.signature: not signed by 'sp.women'\nrules.signature: not signed by 'head.cell'\n");
    office.files.signature.clear();
    office.sign(office.sp);
    CHECK(office.told() == "rules.signature: not signed by 'head.cell'\n");
    office.sign(office.head);
    CHECK(office.told() == "");
    // Templates are of the set, too: what a letter says is as good as where it goes.
    office.files.templates.front().text += " ";
    CHECK(office.told() == "rules.signature: the rules are not those that were signed\n");
    office.settings.rules_signed_by.clear();
    CHECK(office.told() == "");
}

TEST_CASE("an older signature than that of the set in force is refused, and one of the future") {
    Office office;
    office.sign(office.sp);
    office.sign(office.head);
    const auto moment = base::unix_seconds(noon);
    CHECK(office.told(noon, moment) == "");
    CHECK(office.told(noon, moment + 1) ==
          "rules.signature: these rules were signed at 2026-11-22T12:00:00Z, before those in "
          "force (2026-11-22T12:00:01Z)\n");
    CHECK(office.told(noon - std::chrono::days(1)) == "");
    CHECK(office.told(noon - std::chrono::days(1) - base::Seconds(1)) ==
          "rules.signature: signed at 2026-11-22T12:00:00Z, which is more than a day from now\n");
}

TEST_CASE("a signature goes through the database with its rules, and garbage in its place does not") {
    Office office;
    office.sign(office.sp);
    auto back = pipeline::from_stored(pipeline::to_stored(office.files));
    CHECK(back.signature == office.files.signature);
    CHECK(pipeline::fingerprint(back) == pipeline::fingerprint(office.files));
    office.files.signature = "\xFF\xFE";
    back = pipeline::from_stored(pipeline::to_stored(office.files));
    CHECK(back.signature.empty());
}

TEST_CASE("signing writes the file beside the rules and says who is still to sign") {
    Office office;
    const support::TemporaryFolder folder;
    office.settings.rules = folder.path();
    auto missing = pipeline::sign_rules(office.files, office.settings, office.sp, noon);
    REQUIRE(missing.ok());
    CHECK(*missing == std::vector<std::string>{"head.cell"});
    std::ifstream in(folder / "rules.signature");
    office.files.signature = {std::istreambuf_iterator<char>(in), {}};
    missing = pipeline::sign_rules(office.files, office.settings, office.head, noon);
    REQUIRE(missing.ok());
    CHECK(missing->empty());
    office.settings.rules = folder / "nowhere";
    CHECK(pipeline::sign_rules(office.files, office.settings, office.sp, noon).error().kind ==
          base::FailureKind::storage);
}
