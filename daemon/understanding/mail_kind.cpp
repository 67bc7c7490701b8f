#include "understanding/mail_kind.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "understanding/answers.h"

namespace understanding {

namespace {

std::string header(const message::ParsedMail& mail, std::string_view name) {
    const auto* field = mail.first(name);
    if (field == nullptr) return {};
    return base::lower_ascii(base::trim_ascii(field->text));
}

// The keyword of a structured field: comments and parameters cut off ("no (by hand); x=y").
std::string keyword(std::string value) {
    value = value.substr(0, value.find_first_of(";( \t"));
    return value;
}

std::string domain_of(std::string_view address) {
    const auto at = address.rfind('@');
    return at == std::string_view::npos ? std::string()
                                        : base::lower_ascii(address.substr(at + 1));
}

std::string local_part_of(std::string_view address) {
    return base::lower_ascii(address.substr(0, std::min(address.rfind('@'), address.size())));
}

// As mail systems call their own hand. Some write its name as return path where others write
// the empty one.
bool is_daemon_local(std::string_view local) {
    constexpr std::array<std::string_view, 7> names{
        "mailer-daemon", "mailer_daemon", "mailerdaemon",        "mail-daemon",
        "maildaemon",    "mdaemon",       "mail.delivery.system"};
    return std::find(names.begin(), names.end(), local) != names.end();
}

bool is_platform(const Vocabulary& vocabulary, std::string domain) {
    while (!domain.empty()) {
        if (vocabulary.platform_domains.contains(domain)) return true;
        const auto dot = domain.find('.');
        if (dot == std::string::npos) return false;
        domain.erase(0, dot + 1);
    }
    return false;
}

class KindFinder {
  public:
    KindFinder(const message::ParsedMail& mail, const std::vector<Passage>& passages,
               const Lexicon& lexicon, const Circumstances& circumstances,
               const Urgency& urgency, Tells tells)
        : mail_(mail),
          passages_(passages),
          lexicon_(lexicon),
          circumstances_(circumstances),
          urgency_(urgency),
          tells_(tells) {}

    KindFound find() const {
        const bool automatic = is_automatic();
        if (circumstances_.is_canary) return {MailKind::canary, true};
        if (is_bounce()) return {MailKind::bounce, true};
        // An officer's answer may quote an alert; whoever proved to be our reader is not a
        // platform.
        // The same holds for the machine that answers in that officer's name.
        if (circumstances_.sender_matches_letter) {
            if (is_auto_reply()) return {MailKind::auto_reply, true};
            if (const auto answer = as_answer()) return {*answer, automatic};
        }
        if (is_platform_alert()) return {MailKind::platform_alert, true};
        if (is_auto_reply()) return {MailKind::auto_reply, true};
        if (const auto answer = as_answer()) return {*answer, automatic};
        if (is_empty()) return {MailKind::empty, automatic};
        if (is_bulk()) return {MailKind::bulk, true};
        return {
            circumstances_.same_sender_open_case ? MailKind::follow_up : MailKind::complaint,
            automatic};
    }

  private:
    bool has(std::string_view list) const {
        return std::any_of(passages_.begin(), passages_.end(),
                           [list](const Passage& p) { return p.has(list); });
    }
    bool subject_has(std::string_view list) const {
        return std::any_of(passages_.begin(), passages_.end(), [list](const Passage& p) {
            return p.where() == Where::subject && p.has(list);
        });
    }

    std::string auto_submitted() const { return keyword(header(mail_, "auto-submitted")); }

    bool is_automatic() const {
        const auto marked = auto_submitted();
        if (!marked.empty() && marked != "no") return true;
        const auto precedence = keyword(header(mail_, "precedence"));
        if (precedence == "bulk" || precedence == "list" || precedence == "junk" ||
            precedence == "auto_reply")
            return true;
        for (const auto* name : {"list-id", "list-unsubscribe", "x-autoreply", "x-autorespond",
                                 "x-autoresponder", "x-failed-recipients"}) {
            if (mail_.first(name) != nullptr) return true;
        }
        return has_machine_return_path() || is_daemon() || is_no_reply();
    }

    bool has_machine_return_path() const {
        const auto path = header(mail_, "return-path");
        const auto open = path.find('<');
        if (path == "<>" || open == std::string::npos) return path == "<>";
        const auto address = path.substr(open + 1, path.find('>') - open - 1);
        return is_daemon_local(local_part_of(address));
    }
    std::string sender_local() const {
        return mail_.from.address ? local_part_of(*mail_.from.address) : std::string();
    }
    bool is_daemon() const {
        if (is_daemon_local(sender_local()) || sender_local() == "postmaster") return true;
        const auto name = base::lower_ascii(mail_.from.name.value_or(""));
        return name.starts_with("mail delivery s");  // System, Subsystem, Service
    }
    bool is_no_reply() const {
        const auto local = sender_local();
        return local == "noreply" || local == "no-reply" || local == "donotreply" ||
               local == "do-not-reply";
    }

    bool has_own_part(std::string_view type) const {
        return std::any_of(mail_.parts.begin(), mail_.parts.end(),
                           [type](const message::Leaf& leaf) {
                               return leaf.enclosing_mail == 0 && leaf.type == type;
                           });
    }

    // Several marks together: a person who forwards a bounce carries at most its wording.
    bool is_bounce() const {
        int marks = 0;
        const auto type = header(mail_, "content-type");
        const bool is_report = type.find("report-type") != std::string::npos &&
                               type.find("delivery-status") != std::string::npos;
        if (is_report || has_own_part("message/delivery-status")) marks += 2;
        if (has_machine_return_path()) marks += 1;
        if (is_daemon()) marks += 1;
        if (mail_.first("x-failed-recipients") != nullptr) marks += 1;
        if (subject_has("kind.bounce_subject")) marks += 1;
        if (has("kind.bounce_text")) marks += 1;
        const auto marked = auto_submitted();
        if (!marked.empty() && marked != "no") marks += 1;
        constexpr int enough = 2;
        const bool by_machine = has_machine_return_path() || is_daemon() ||
                                mail_.first("x-failed-recipients") != nullptr ||
                                has_own_part("message/delivery-status");
        const bool is_vacation = auto_submitted() == "auto-replied" && !is_daemon() &&
                                 !has_own_part("message/delivery-status");
        return marks >= enough && by_machine && !is_vacation;
    }

    bool is_auto_reply() const {
        if (auto_submitted() == "auto-replied") return true;
        if (keyword(header(mail_, "precedence")) == "auto_reply") return true;
        for (const auto* name : {"x-autoreply", "x-autorespond", "x-autoresponder"}) {
            const auto value = keyword(header(mail_, name));
            if (!value.empty() && value != "no") return true;
        }
        if (has_own_part("message/disposition-notification")) return true;
        const bool worded = subject_has("kind.auto_reply_subject");
        const bool answers_us =
            !mail_.in_reply_to.empty() || circumstances_.answers_to != AnswersTo::nothing;
        const auto marked = auto_submitted();
        const bool generated = !marked.empty() && marked != "no";
        if (tells_ == Tells::of_harm && !answers_us) return false;
        return (worded && (is_automatic() || answers_us || has("kind.auto_reply_text"))) ||
               (generated && answers_us);
    }

    bool is_platform_alert() const {
        const auto& vocabulary = lexicon_.vocabulary();
        const bool alarming = has("kind.alert") || urgency_.flagged();
        const auto from_platform = [&](const std::optional<std::string>& address) {
            return address && is_platform(vocabulary, domain_of(*address));
        };
        if (from_platform(mail_.from.address) && !is_forged()) {
            return alarming || !looks_like_list();
        }
        if (!alarming) return false;
        for (const auto& inner : mail_.nested) {
            if (from_platform(inner.from.address)) return true;
        }
        for (const auto& passage : passages_) {
            for (const auto& zone : passage.zones()) {
                const bool forwarded =
                    zone.kind == ZoneKind::forwarded || zone.kind == ZoneKind::quoted;
                if (forwarded && is_platform(vocabulary, domain_of(zone.owner_address)) &&
                    (has("kind.alert") || tells_of_self_harm(passage, zone)))
                    return true;
            }
        }
        return has("kind.alert") && has_alert_lines();
    }

    // Our own mail server says that the sender's domain is forged (RFC 8601). Without its word
    // nothing is known.
    bool is_forged() const {
        const auto& ours = circumstances_.authserv_id;
        if (ours.empty()) return false;
        for (const auto* field : mail_.all("authentication-results")) {
            const auto value = base::lower_ascii(base::trim_ascii(field->text));
            const bool by_us = value.starts_with(base::lower_ascii(ours)) &&
                               value.find_first_of("; \t") == ours.size();
            if (by_us) return value.find("dmarc=fail") != std::string::npos;
        }
        return false;
    }

    // The platform says it, not whoever passes its mail on: she may do so with the notice of a
    // login, and write of herself above it.
    bool tells_of_self_harm(const Passage& passage, const Zone& zone) const {
        const Range words{passage.token_at(zone.span.start), passage.token_at(zone.span.end)};
        return passage.has("urgent.self_harm", words) && has_alert_lines();
    }

    // An alert's own form: lines with a profile, an address and the post.
    bool has_alert_lines() const {
        constexpr std::size_t enough = 3;
        for (const auto& passage : passages_) {
            std::size_t labels = 0;
            for (const auto& hit : passage.hits("kind.alert_label")) {
                labels += passage.gap_after(hit.last - 1).starts_with(U":") ? 1U : 0U;
            }
            if (labels >= enough) return true;
        }
        return false;
    }

    bool looks_like_list() const {
        const auto precedence = keyword(header(mail_, "precedence"));
        return mail_.first("list-unsubscribe") != nullptr ||
               mail_.first("list-id") != nullptr || precedence == "bulk" ||
               precedence == "list" || precedence == "junk";
    }
    bool is_bulk() const {
        return looks_like_list() && tells_ == Tells::nothing && !urgency_.flagged();
    }

    bool is_empty() const {
        const bool no_words = std::all_of(passages_.begin(), passages_.end(),
                                          [](const Passage& p) { return p.tokens().empty(); });
        const bool no_files =
            std::all_of(mail_.parts.begin(), mail_.parts.end(), [](const message::Leaf& leaf) {
                const bool read = leaf.type.starts_with("text/") &&
                                  leaf.disposition == message::Disposition::inline_part;
                return leaf.size == 0 || read;
            });
        return no_words && no_files;
    }

    std::optional<MailKind> as_answer() const {
        switch (circumstances_.answers_to) {
            case AnswersTo::station_letter:
                return MailKind::officer_answer;
            case AnswersTo::desk_letter:
                return MailKind::desk_answer;
            case AnswersTo::auditor_letter:
                return MailKind::auditor_answer;
            case AnswersTo::complainant_letter:
            case AnswersTo::nothing:
                break;
        }
        if (!urgency_.flagged()) {
            if (const auto word = find_request(passages_)) return word;
        }
        if (circumstances_.answers_to == AnswersTo::complainant_letter)
            return MailKind::follow_up;
        return std::nullopt;
    }

    const message::ParsedMail& mail_;
    const std::vector<Passage>& passages_;
    const Lexicon& lexicon_;
    const Circumstances& circumstances_;
    const Urgency& urgency_;
    Tells tells_;
};

}  // namespace

KindFound find_kind(const message::ParsedMail& mail, const std::vector<Passage>& passages,
                    const Lexicon& lexicon, const Circumstances& circumstances,
                    const Urgency& urgency, Tells tells) {
    return KindFinder(mail, passages, lexicon, circumstances, urgency, tells).find();
}

}  // namespace understanding
