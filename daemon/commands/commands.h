#pragma once

#include "daemon/process/exit_code.h"

namespace CLI {
class App;
}

namespace newswatch::daemon {

/// Makes `app` the command line of the program.
void add_commands(CLI::App& app, ExitCode& exit_code);

// Each adds one command to the command line. When that command is chosen it runs inside CLI11's
// parsing, and leaves in `exit_code` what the process ends with.
void add_annotate_command(CLI::App& app, ExitCode& exit_code);
void add_config_command(CLI::App& app, ExitCode& exit_code);
void add_demo_command(CLI::App& app, ExitCode& exit_code);
void add_diff_command(CLI::App& app, ExitCode& exit_code);
void add_doctor_command(CLI::App& app, ExitCode& exit_code);
void add_explain_command(CLI::App& app, ExitCode& exit_code);
void add_import_command(CLI::App& app, ExitCode& exit_code);
void add_query_command(CLI::App& app, ExitCode& exit_code);
void add_replay_command(CLI::App& app, ExitCode& exit_code);
void add_run_command(CLI::App& app, ExitCode& exit_code);
void add_stats_command(CLI::App& app, ExitCode& exit_code);
void add_tail_command(CLI::App& app, ExitCode& exit_code);
void add_test_command(CLI::App& app, ExitCode& exit_code);
void add_top_command(CLI::App& app, ExitCode& exit_code);
void add_validate_command(CLI::App& app, ExitCode& exit_code);
void add_version_command(CLI::App& app, ExitCode& exit_code);

}  // namespace newswatch::daemon
