#include "cli/commands.h"

namespace mbench {

const std::vector<CommandEntry>& commands() {
  static constexpr const char* kHidden = "";
  static const std::vector<CommandEntry> list{
      {"run", "Benchmark", "run models on suites and store every row", make_command_run},
      {"report", "Benchmark", "write a leaderboard from a store", make_command_report},
      {"score", "Alphas", "score alphas that any program made", make_command_score},
      {"matte", "Alphas", "make the alpha of one image", make_command_matte},
      {"data", "Data", "index data sets and look into them"},
      {"data index", "Commands", "find a data set's samples and store them",
       make_command_data_index},
      {"data list", "Commands", "list the indexed data sets", make_command_data_list},
      {"data stats", "Commands", "sizes, unknown shares and categories of data sets",
       make_command_data_stats},
      {"data query", "Commands", "find samples by what is known of them", make_command_data_query},
      {"data browse", "Commands", "write a page that shows the samples' pictures",
       make_command_data_browse},
      {"data export", "Commands", "write the index for other programs", make_command_data_export},
      {"data verify", "Commands", "whether a data set is complete, readable and the published one",
       make_command_data_verify},
      {"data lint", "Commands", "what is wrong within the pictures of a data set",
       make_command_data_lint},
      {"data layouts", "Commands",
       "list the layouts: which data sets can be read, and where to "
       "obtain them",
       make_command_data_layouts},
      {"data fixture", "Commands", "write a small synthetic data set in a layout",
       make_command_data_fixture},
      {"synth", "Data", "make pictures from pictures"},
      {"synth composite", "Commands", "put one foreground over one background",
       make_command_synth_composite},
      {"models", "What there is", "list the models, or show one", make_command_models_list},
      {"models list", "Commands", "list the models", make_command_models_list},
      {"models show", "Commands", "what to know of a model before running it",
       make_command_models_show},
      {"suites", "What there is", "list the suites", make_command_suites},
      {"env", "What there is", "what figures depend on: this machine and its software",
       make_command_env},
      {"config", "What there is", "the settings in force", make_command_config},
      {"version", "What there is", "this program's version and libraries", make_command_version,
       false},
      {"completion", "Shell", "print completions for bash, zsh or fish", make_command_completion,
       false},
      {"manual", kHidden, "print the manual page", make_command_manual, false},
      {"worker", kHidden, "serve inference to a run", make_command_worker, false},
  };
  return list;
}

}  // namespace mbench
