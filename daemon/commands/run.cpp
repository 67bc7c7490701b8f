#include <iostream>

#include "commands/command.h"
#include "pipeline/daemon.h"
#include "pipeline/log.h"

namespace commands {
namespace {

// Without personal data in core files: there are none (promises.md 5.8).
void run(Context& context, pipeline::RunMode mode) {
    auto settings = settings_or_problems(context);
    if (!settings) return;
    reader::ReaderSettings limits;
    limits.processes = settings->reader_processes;
    limits.mails_per_child = settings->reader_mails_per_child;
    // First of all: the reader's parent is forked while this process is small and has one
    // thread.
    auto reader = reader::Reader::start(limits);
    if (!reader) return report(reader.error(), context);
    pipeline::start_log();
    context.exit_code = pipeline::run_daemon(*settings, std::move(*reader), mode);
}

}  // namespace

void add_run(CLI::App& app, Context& context) {
    auto* command =
        app.add_subcommand("run", "the daemon, in the foreground; log to standard error");
    auto once = std::make_shared<bool>(false);
    command->add_flag(
        "--once", *once,
        "drain what is in the mailbox now, send what is due, end (75: something was deferred)");
    command->callback([&context, once] {
        run(context, *once ? pipeline::RunMode::once : pipeline::RunMode::forever);
    });
}

}  // namespace commands
