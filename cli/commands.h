#pragma once

#include "cli/command.h"

#include <memory>

namespace mbench {

// Each is defined in command_NAME.cpp.
std::unique_ptr<Command> make_command_completion();
std::unique_ptr<Command> make_command_config();
std::unique_ptr<Command> make_command_data_browse();
std::unique_ptr<Command> make_command_data_export();
std::unique_ptr<Command> make_command_data_fixture();
std::unique_ptr<Command> make_command_data_index();
std::unique_ptr<Command> make_command_data_layouts();
std::unique_ptr<Command> make_command_data_lint();
std::unique_ptr<Command> make_command_data_list();
std::unique_ptr<Command> make_command_data_query();
std::unique_ptr<Command> make_command_data_stats();
std::unique_ptr<Command> make_command_data_verify();
std::unique_ptr<Command> make_command_env();
std::unique_ptr<Command> make_command_fit();
std::unique_ptr<Command> make_command_manual();
std::unique_ptr<Command> make_command_matte();
std::unique_ptr<Command> make_command_models_add();
std::unique_ptr<Command> make_command_models_convert();
std::unique_ptr<Command> make_command_models_list();
std::unique_ptr<Command> make_command_models_show();
std::unique_ptr<Command> make_command_models_verify();
std::unique_ptr<Command> make_command_report();
std::unique_ptr<Command> make_command_run();
std::unique_ptr<Command> make_command_score();
std::unique_ptr<Command> make_command_suites();
std::unique_ptr<Command> make_command_synth_build();
std::unique_ptr<Command> make_command_synth_composite();
std::unique_ptr<Command> make_command_synth_degrade();
std::unique_ptr<Command> make_command_synth_foreground();
std::unique_ptr<Command> make_command_synth_refer();
std::unique_ptr<Command> make_command_synth_stream();
std::unique_ptr<Command> make_command_synth_trimap();
std::unique_ptr<Command> make_command_synth_verify();
std::unique_ptr<Command> make_command_version();
std::unique_ptr<Command> make_command_worker();

}  // namespace mbench
