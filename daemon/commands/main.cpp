// aparajita: one binary. Each subcommand is a file of its own beside this one.
#include <CLI/CLI.hpp>
#include <csignal>
#include <exception>
#include <iostream>

#include "commands/command.h"
#include "pipeline/version.h"

int main(int argc, char** argv) {
    // A mask is inherited: who started us may have blocked the very signals that end us.
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);

    commands::Context context;
    CLI::App app{"Carries complaints from one mailbox to the officers who should read them."};
    app.set_version_flag("--version", "aparajita " + std::string(pipeline::version()));
    app.add_option("--config", context.config, "settings file")->capture_default_str();
    app.require_subcommand(1);
    app.fallthrough();
    for (const auto add :
         {commands::add_run,       commands::add_check,       commands::add_parse,
          commands::add_explain,   commands::add_replay,      commands::add_cases,
          commands::add_route,     commands::add_queue,       commands::add_quarantine,
          commands::add_audit,     commands::add_certificate, commands::add_report,
          commands::add_purge,     commands::add_shred,       commands::add_legal_hold,
          commands::add_gazetteer, commands::add_keygen,      commands::add_open,
          commands::add_init,      commands::add_doctor,      commands::add_login,
          commands::add_backup}) {
        add(app, context);
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& wrong) {
        return app.exit(wrong) == 0 ? 0 : base::exit_code(base::FailureKind::usage);
    } catch (const std::exception&) {
        // The text of a library's exception may quote a mail: it is not printed.
        std::cerr << "error: a defect in the program stopped it\n";
        return base::exit_code(base::FailureKind::defect);
    }
    return context.exit_code;
}
