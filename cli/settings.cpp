#include "cli/settings.h"

#include "core/error.h"
#include "core/nearest_names.h"

#include <fmt/format.h>
#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <thread>

namespace mbench {
namespace {

constexpr std::string_view kPrefix = "MBENCH_";

/// Variables that other parts of mbench, its tests and its scripts read.
const std::vector<std::string> kOtherVariables{"MBENCH_NVML", "MBENCH_REFERENCE_DIR"};

std::string variable_name(const SettingKey& key) {
  std::string name(kPrefix);
  for (const char letter : key.name) {
    name += letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  }
  return name;
}

/// The flag as people write it: the long one.
std::string flag_name(const SettingKey& key) {
  const std::size_t comma = key.flags.rfind(',');
  return comma == std::string::npos ? key.flags : key.flags.substr(comma + 1);
}

std::optional<long> whole_number(const std::string& text) {
  long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> real_number(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

[[noreturn]] void refuse(const std::string& text, const std::string& origin, const std::string& why,
                         const std::string& hint = {}) {
  throw UsageError(fmt::format("{}: '{}' {}", origin, text, why), hint);
}

std::string checked_count(const SettingKey& key, const std::string& text, const std::string& origin,
                          long low, long high) {
  const std::optional<long> value = whole_number(text);
  if (!value) refuse(text, origin, "is not a whole number");
  if (*value < low || *value > high) {
    refuse(text, origin, fmt::format("is outside {}..{}", low, high),
           fmt::format("{}: {}", key.name, key.meaning));
  }
  return std::to_string(*value);
}

const std::string* variable(const SettingSources& sources, const std::string& name) {
  const auto found = sources.environment.find(name);
  return found == sources.environment.end() || found->second.empty() ? nullptr : &found->second;
}

std::string with_home(const SettingSources& sources, const std::string& path) {
  const std::string* home = variable(sources, "HOME");
  return home && path.starts_with("~/") ? *home + path.substr(1) : path;
}

/// A TOML value as the text that a flag would hold.
std::string toml_text(const toml::node& node, const std::string& origin) {
  if (const auto text = node.value_exact<std::string>()) return *text;
  if (const auto whole = node.value_exact<std::int64_t>()) return std::to_string(*whole);
  if (const auto real = node.value_exact<double>()) return fmt::format("{}", *real);
  if (const auto truth = node.value_exact<bool>()) return *truth ? "true" : "false";
  throw UsageError(fmt::format("{}: a setting is a text, a number, true or false", origin));
}

using Values = std::map<std::string, Setting, std::less<>>;

void take_file(const fs::path& path, const std::string& shown, const SettingSources& sources,
               Values& values) {
  boost::system::error_code absent;
  if (!fs::is_regular_file(path, absent)) return;
  toml::table table;
  try {
    table = toml::parse(read_text(path), shown);
  } catch (const toml::parse_error& error) {
    throw UsageError(
        fmt::format("{}:{}: not TOML: {}", shown, error.source().begin.line, error.description()),
        "a setting is written `threads = 4` or `db = \"runs.db\"`");
  }
  for (const auto& [toml_key, node] : table) {
    const std::string name(toml_key.str());
    const std::string origin = fmt::format("{}:{}", shown, toml_key.source().begin.line);
    const auto& keys = setting_keys();
    const auto key = std::find_if(keys.begin(), keys.end(),
                                  [&](const SettingKey& known) { return known.name == name; });
    if (key == keys.end()) {
      std::vector<std::string> names;
      for (const SettingKey& known : keys) names.push_back(known.name);
      throw UsageError(fmt::format("{}: there is no setting named '{}'", origin, name),
                       did_you_mean(name, names));
    }
    std::string text = checked_setting(*key, toml_text(node, origin), origin);
    if (key->kind == SettingKind::path) text = with_home(sources, text);
    values[name] = {std::move(text), origin};
  }
}

void take_user_file(const SettingSources& sources, Values& values) {
  const std::string* config = variable(sources, "XDG_CONFIG_HOME");
  const std::string* home = variable(sources, "HOME");
  if (!config && !home) return;
  const fs::path folder = config ? fs::path(*config) : fs::path(*home) / ".config";
  const fs::path path = folder / "mbench" / "config.toml";
  take_file(path, path.string(), sources, values);
}

bool is_device(const std::string& text) {
  constexpr std::string_view kNumbered = "cuda:";
  if (text == "cpu" || text == "cuda") return true;
  return text.size() > kNumbered.size() && text.size() <= kNumbered.size() + 3 &&
         text.starts_with(kNumbered) &&
         text.find_first_not_of("0123456789", kNumbered.size()) == std::string::npos;
}

}  // namespace

std::string checked_setting(const SettingKey& key, const std::string& text,
                            const std::string& origin) {
  switch (key.kind) {
    case SettingKind::text:
    case SettingKind::path:
      return text;
    case SettingKind::count:
      return checked_count(key, text, origin, key.low, key.high);
    case SettingKind::threads:
      return text == "auto" ? text : checked_count(key, text, origin, key.low, key.high);
    case SettingKind::seconds: {
      if (text.empty()) return text;
      const std::optional<double> value = real_number(text);
      if (!value || !(*value > 0)) refuse(text, origin, "is not a number of seconds above 0");
      return text;
    }
    case SettingKind::percent: {
      if (text.empty()) return text;
      const std::optional<double> value = real_number(text);
      if (!value || !(*value > 0 && *value <= 100)) {
        refuse(text, origin, "is not a percentage above 0 and at most 100");
      }
      return text;
    }
    case SettingKind::choice:
      if (std::find(key.choices.begin(), key.choices.end(), text) != key.choices.end()) return text;
      refuse(text, origin, "is not one of the choices", did_you_mean(text, key.choices));
    case SettingKind::device:
      if (is_device(text)) return text;
      refuse(text, origin, "is none of cpu, cuda and cuda:N");
    case SettingKind::boolean:
      if (text == "true" || text == "1" || text == "yes" || text == "on") return "true";
      if (text == "false" || text == "0" || text == "no" || text == "off") return "false";
      refuse(text, origin, "is neither true nor false");
  }
  throw InternalError("a setting of an unknown kind");
}

SettingSources SettingSources::of_process() {
  SettingSources sources;
  for (char** entry = environ; entry && *entry; ++entry) {
    const std::string_view text(*entry);
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    sources.environment.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  sources.working_folder = ".";
  return sources;
}

Settings Settings::load(const std::map<std::string, std::string>& flags,
                        const SettingSources& sources) {
  Settings settings;
  for (const SettingKey& key : setting_keys())
    settings.values_[key.name] = {key.fallback, "default"};
  if (!sources.working_folder.empty()) {
    take_user_file(sources, settings.values_);
    take_file(sources.working_folder / "mbench.toml", "./mbench.toml", sources, settings.values_);
  }
  for (const SettingKey& key : setting_keys()) {
    const std::string name = variable_name(key);
    if (const std::string* value = variable(sources, name)) {
      settings.values_[key.name] = {checked_setting(key, *value, name), name};
    }
    const auto flag = flags.find(key.name);
    if (flag != flags.end()) {
      settings.values_[key.name] = {checked_setting(key, flag->second, flag_name(key)),
                                    "flag " + flag_name(key)};
    }
  }
  return settings;
}

const Setting& Settings::find(std::string_view name) const {
  const auto found = values_.find(name);
  if (found == values_.end()) throw InternalError(fmt::format("no setting is named {}", name));
  return found->second;
}

int Settings::count(std::string_view name) const {
  const std::optional<long> value = whole_number(text(name));
  if (!value) throw InternalError(fmt::format("the setting {} is not a number", name));
  return static_cast<int>(*value);
}

std::optional<double> Settings::seconds(std::string_view name) const {
  return real_number(text(name));
}

std::optional<double> Settings::share(std::string_view name) const {
  const std::optional<double> percent = real_number(text(name));
  if (!percent) return std::nullopt;
  return *percent / 100;
}

int Settings::threads() const {
  if (text("threads") != "auto") return count("threads");
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

std::vector<std::string> unknown_variables(const SettingSources& sources) {
  std::vector<std::string> known = kOtherVariables;
  for (const SettingKey& key : setting_keys()) known.push_back(variable_name(key));
  std::vector<std::string> lines;
  for (const auto& [name, value] : sources.environment) {
    if (!name.starts_with(kPrefix)) continue;
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    lines.push_back(
        fmt::format("{} is set but is no setting; {}", name, did_you_mean(name, known)));
  }
  return lines;
}

}  // namespace mbench
