// A mail as one destination may see it. Only redact() constructs one, and kept_rendering.h reads
// back what it made: who holds a RedactedMail holds text that went through the policy. The letter
// room accepts nothing else.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "redaction/values.h"

namespace redaction {

struct RenderedSpan {
    understanding::Span span;
    ValueType type = ValueType::misc_id;
    Role role = Role::unknown;
    Action action = Action::mask;
    std::string
        token;  // "[PHONE-K7Q2]", "[AADHAAR]" for drop, the band for band; empty for keep
    bool flag = false;
    std::vector<std::string> cues;
    bool released = false;  // covered by the policy's row, kept because a life is in danger
};

struct AttachmentNote {
    std::string name;  // "attachment-1.jpg"
    std::string type;
    std::uint64_t size = 0;  // of the original, as its SHA-256
    std::string sha256;
    bool passes = false;  // false: sealed
    std::string cleaned;  // octets of the picture that passes; empty when sealed
};

// An offender's identifier, whole, for evidence.txt.
struct EvidenceItem {
    ValueType type = ValueType::url;
    std::string value;
};

class RedactedMail {
  public:
    Destination destination() const { return destination_; }
    const std::string& subject() const { return subject_; }
    const std::string& body() const { return body_; }  // UTF-8, LF line ends, links whole
    const std::vector<RenderedSpan>& spans() const { return spans_; }
    const std::map<ValueType, int>& covered() const {
        return covered_;
    }  // mask + drop, per type
    const std::vector<EvidenceItem>& evidence() const { return evidence_; }
    const std::vector<AttachmentNote>& attachments() const { return attachments_; }
    // Mail programs may show another sender, subject or text than ours.
    bool has_two_readings() const { return two_readings_; }
    int count(Action action) const;
    int count_released() const;

  private:
    friend class Renderer;
    friend class KeptRendering;
    RedactedMail() = default;

    Destination destination_ = Destination::auditors;
    std::string subject_, body_;
    std::vector<RenderedSpan> spans_;
    std::map<ValueType, int> covered_;
    std::vector<EvidenceItem> evidence_;
    std::vector<AttachmentNote> attachments_;
    bool two_readings_ = false;
};

// What stands behind a token; goes to the vault under the case key, nowhere else.
struct CoveredValue {
    std::string token;
    ValueType type = ValueType::misc_id;
    Role role = Role::unknown;
    base::Sensitive<std::string> value;
};

}  // namespace redaction
