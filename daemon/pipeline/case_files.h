// What the vault keeps of a case, opened for one journey.
#pragma once

#include "pipeline/journey.h"
#include "pipeline/workshop.h"

namespace pipeline {

struct CaseFiles {
    seal::Key case_key;
    RawMail raw;
};
base::Result<CaseFiles> open_case_files(Workshop& shop, const ledger::MailRow& mail);

// REF and mask tokens are the case's own: those it has, or new ones where it has none yet.
CaseStamp stamp_for(Workshop& shop, const ledger::MailRow& mail, const seal::Key* case_key);

// The journey on a thinker, with the set of rules it began with, also through a reload.
asio::awaitable<base::Result<Journey>> travel(
    Workshop& shop, const RawMail& raw, const CaseStamp& stamp,
    reader::ChildChoice child = reader::ChildChoice::any);

}  // namespace pipeline
