#pragma once

#include "core/filesystem.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// What a setting's text must be.
enum class SettingKind {
  text,
  path,     ///< `~/` at its beginning is the home folder
  count,    ///< a whole number within low..high
  threads,  ///< a whole number from 1, or `auto`: every CPU that this process may use
  seconds,  ///< a number above 0, or empty for no limit
  percent,  ///< a number above 0 and at most 100, or empty for no limit
  choice,   ///< one of the choices
  device,   ///< cpu, cuda or cuda:N
  boolean,  ///< true or false
};

/// One thing the user may set: as a flag, as MBENCH_NAME, or as `name = value` in a file.
struct SettingKey {
  std::string name;  ///< "data_dir": MBENCH_DATA_DIR, `data_dir = ...`
  SettingKind kind = SettingKind::text;
  std::string fallback;  ///< the default; may be empty
  std::string flags;     ///< "-o,--format"
  std::string value_name;
  std::string meaning;
  long low = 0;
  long high = 0;
  std::vector<std::string> choices = {};
};

/// Every setting, in the order in which people see them.
const std::vector<SettingKey>& setting_keys();

/// Throws InternalError for an unknown name.
const SettingKey& setting_key(std::string_view name);

/// A value and where it came from: "flag --threads", "MBENCH_THREADS",
/// "./mbench.toml:3", "default".
struct Setting {
  std::string value;
  std::string origin;
};

/// Where settings are looked for besides the command line.
struct SettingSources {
  std::map<std::string, std::string> environment;
  fs::path working_folder;  ///< empty: no files are read

  /// Of this process.
  static SettingSources of_process();
};

/// What the user set, by the precedence flag > MBENCH_* > ./mbench.toml >
/// $XDG_CONFIG_HOME/mbench/config.toml (or ~/.config/...) > default.
class Settings {
 public:
  /// `flags` are the values given on the command line, by the settings' names.
  ///
  /// Throws UsageError: a file that is not TOML, an unknown key (naming file and line,
  /// with a suggestion), a value of the wrong kind (naming where it stands).
  static Settings load(const std::map<std::string, std::string>& flags,
                       const SettingSources& sources);

  const Setting& find(std::string_view name) const;
  std::string text(std::string_view name) const { return find(name).value; }
  int count(std::string_view name) const;
  bool is_true(std::string_view name) const { return find(name).value == "true"; }
  /// None where the value is empty.
  std::optional<double> seconds(std::string_view name) const;
  /// As a share of 1; none where the value is empty.
  std::optional<double> share(std::string_view name) const;
  /// The number of threads, `auto` resolved.
  int threads() const;

 private:
  std::map<std::string, Setting, std::less<>> values_;
};

/// `text` brought to the key's canonical form. Throws UsageError whose message begins
/// with `origin`.
std::string checked_setting(const SettingKey& key, const std::string& text,
                            const std::string& origin);

/// MBENCH_* variables that are no settings, with a suggestion each, for `mbench config`.
std::vector<std::string> unknown_variables(const SettingSources& sources);

}  // namespace mbench
