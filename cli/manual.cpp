#include "cli/manual.h"

#include "cli/help.h"
#include "cli/settings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sstream>

namespace mbench {
namespace {

/// Text that roff shows as it is.
std::string roff(const std::string& text) {
  std::string out;
  for (const char letter : text) {
    if (letter == '\\') {
      out += "\\e";
    } else if (letter == '-') {
      out += "\\-";
    } else if ((letter == '.' || letter == '\'') && (out.empty() || out.back() == '\n')) {
      out += std::string("\\&") + letter;
    } else {
      out += letter;
    }
  }
  return out;
}

std::string bold(const std::string& text) { return "\\fB" + roff(text) + "\\fR"; }
std::string italic(const std::string& text) { return "\\fI" + roff(text) + "\\fR"; }

std::string option_entry(const OptionText& option) {
  std::string names;
  for (const std::string& name : option.names) names += (names.empty() ? "" : ", ") + bold(name);
  if (!option.value_name.empty()) names += (names.empty() ? "" : " ") + italic(option.value_name);
  std::string text = option.text;
  if (option.required && !option.is_argument()) text += " (required)";
  if (option.repeatable) text += " (may be repeated)";
  return fmt::format(".TP\n{}\n{}\n", names, roff(text));
}

std::string details_of(const CommandText& command) {
  std::string out;
  bool literal = false;
  std::istringstream lines(command.details);
  for (std::string line; std::getline(lines, line);) {
    const bool is_literal = line.starts_with("  ");
    if (is_literal != literal) out += is_literal ? ".PP\n.nf\n.RS\n" : ".RE\n.fi\n";
    literal = is_literal;
    out += line.empty() ? ".PP\n" : roff(line.substr(is_literal ? 2 : 0)) + "\n";
  }
  return literal ? out + ".RE\n.fi\n" : out;
}

std::string command_entry(const CommandText& command) {
  std::string out;
  if (command.runs) {
    out += fmt::format(".SS {}\n{}\n", roff(usage_line(command)), roff(sentence(command.summary)));
    for (const OptionText& option : command.options) {
      // The same for every command, so told once.
      if (option.group != "Everywhere") out += option_entry(option);
    }
    if (!command.details.empty()) out += ".PP\n" + details_of(command);
  }
  for (const CommandText& below : command.commands) out += command_entry(below);
  return out;
}

std::string everywhere(const CommandText& program) {
  for (const CommandText& command : program.commands) {
    std::string out;
    for (const OptionText& option : command.options) {
      if (option.group == "Everywhere") out += option_entry(option);
    }
    if (command.runs) return out;
  }
  return {};
}

std::string settings() {
  std::string out;
  for (const SettingKey& key : setting_keys()) {
    out += fmt::format(".TP\n{}\n{}{}\n", bold(key.name), roff(key.meaning),
                       key.fallback.empty() ? "" : " [" + roff(key.fallback) + "]");
  }
  return out;
}

constexpr const char* kFixedParts = R"(.SH ENVIRONMENT
.TP
\fBMBENCH_\fR\fINAME\fR
A setting, its name in capitals: MBENCH_DB, MBENCH_THREADS.
.TP
\fBNO_COLOR\fR, \fBCLICOLOR_FORCE\fR
No colours; colours even on a pipe.
.TP
\fBTERM\fR
With dumb there is no bar that redraws itself and no colour.
.TP
\fBSOURCE_DATE_EPOCH\fR
Seconds since 1970 that stand for now in whatever is written.
.SH FILES
.TP
\fB./mbench.toml\fR
Settings of this folder.
.TP
\fB$XDG_CONFIG_HOME/mbench/config.toml\fR
The user's settings; ~/.config where XDG_CONFIG_HOME is not set.
.SH EXIT STATUS
.TP
.B 0
Done.
.TP
.B 1
A check failed.
.TP
.B 2
Wrong usage or configuration.
.TP
.B 3
Finished, but some rows failed.
.TP
.B 4
Data, weights or the store are missing or damaged.
.TP
.B 5
Inconclusive, or not comparable.
.TP
.B 70
A fault of mbench.
.TP
.B 75
Stopped early; the same command with \-\-resume goes on.
)";

}  // namespace

std::string manual_page(const CommandText& program, const std::string& version,
                        const std::string& date) {
  std::string out = fmt::format(".TH MBENCH 1 \"{}\" \"mbench {}\" \"User Commands\"\n",
                                date.substr(0, 10), roff(version));
  out += ".SH NAME\nmbench \\- the benchmark of image matting\n";
  out += ".SH SYNOPSIS\n.B mbench\n.I COMMAND\n[\\fIoptions\\fR]\n";
  out += ".SH DESCRIPTION\n" + roff(program.summary) + "\n";
  out += "Data goes to standard output; progress, messages and hints go to standard error.\n";
  out += ".SH COMMANDS\n";
  for (const CommandText& command : program.commands) out += command_entry(command);
  out += ".SH OPTIONS OF EVERY COMMAND\n" + everywhere(program);
  out +=
      ".SH SETTINGS\nLooked for as a flag, in the environment, in ./mbench.toml, in the user's "
      "file; the first that has it decides.\n" +
      settings();
  return out + kFixedParts;
}

}  // namespace mbench
