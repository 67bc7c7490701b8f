// A Reader without a jail, for tests of the rooms behind it: the same message::read_mail, in
// this process.
#pragma once

#include <vector>

#include "reader/reader.h"

namespace support {

class InProcessReader final : public reader::Reader {
  public:
    base::Result<message::ParsedMail, reader::ReadFault> read(
        std::string_view raw, message::Contents contents, reader::ChildChoice choice) override {
        choices.push_back(choice);
        if (dies_next > 0) {
            --dies_next;
            return reader::ReadFault{reader::ReadFaultKind::killed, 31};
        }
        return message::read_mail(raw, contents);
    }
    std::string_view jail() const override { return "none"; }

    int dies_next = 0;
    std::vector<reader::ChildChoice> choices;  // of each reading
};

}  // namespace support
