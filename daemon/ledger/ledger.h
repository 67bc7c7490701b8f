// Cases and mails as rows: custody, decision, filing, and what lies in the vault for them.
//
// Promises: nobody else writes SQL about a case or a mail. Everything that writes takes the
// transaction of its step and appends its own audit events there, so a step and its event stand
// or fall together (promises.md 1.3, 2.3). No word of a mail and no address goes into
// aparajita.db; what is personal goes to the vault, locked under the key of its case. Failures
// are values; none carries personal data.
#pragma once

#include "ledger/answers.h"     // answers to our letters, her contact number
#include "ledger/custody.h"     // V1, T1, T1b, quarantine, T5
#include "ledger/forgetting.h"  // retention, shredding, legal hold
#include "ledger/life.h"        // from the station's RECEIVED to the closing of a case
#include "ledger/look_up.h"     // questions: read-only, any time
#include "ledger/progress.h"    // T2: decision and effects
#include "ledger/reconcile.h"   // mailbox and vault compared with our rows
#include "ledger/reveals.h"     // covered values that stations ask for
#include "ledger/rule_sets.h"   // sets of rules that were active or refused
#include "ledger/senders.h"     // mails of one address, by its keyed hash
#include "ledger/troubles.h"    // what the operators were told of
#include "ledger/vault.h"       // case keys, working copies, secrets, letters as octets
