#include "cli/settings.h"

#include "core/error.h"
#include "core/filesystem.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

/// A working folder and a user's folder, both empty.
class SettingsTest : public testing::Test {
 protected:
  SettingsTest() {
    sources.working_folder = folder.path() / "work";
    fs::create_directories(sources.working_folder);
    sources.environment["XDG_CONFIG_HOME"] = (folder.path() / "config").string();
  }
  void write_local(const std::string& text) {
    write_file_atomically(sources.working_folder / "mbench.toml", text);
  }
  void write_user(const std::string& text) {
    write_file_atomically(folder.path() / "config/mbench/config.toml", text);
  }
  Settings load(const std::map<std::string, std::string>& flags = {}) const {
    return Settings::load(flags, sources);
  }

  /// What load() refuses with.
  UsageError refusal() const {
    try {
      load();
    } catch (const UsageError& error) {
      return error;
    }
    ADD_FAILURE() << "nothing was refused";
    return UsageError("");
  }

  TemporaryFolder folder;
  SettingSources sources;
};

TEST_F(SettingsTest, BeginWithTheirDefaults) {
  EXPECT_EQ(load().text("db"), "mbench.db");
  EXPECT_EQ(load().find("db").origin, "default");
  EXPECT_FALSE(load().seconds("timeout").has_value());
}

TEST_F(SettingsTest, AFlagBeatsTheEnvironmentBeatsTheFolderBeatsTheUser) {
  write_user("repetitions = 2\n");
  EXPECT_EQ(load().count("repetitions"), 2);
  EXPECT_EQ(load().find("repetitions").origin,
            (folder.path() / "config/mbench/config.toml").string() + ":1");
  write_local("\nrepetitions = 3\n");
  EXPECT_EQ(load().count("repetitions"), 3);
  EXPECT_EQ(load().find("repetitions").origin, "./mbench.toml:2");
  sources.environment["MBENCH_REPETITIONS"] = "4";
  EXPECT_EQ(load().count("repetitions"), 4);
  EXPECT_EQ(load().find("repetitions").origin, "MBENCH_REPETITIONS");
  EXPECT_EQ(load({{"repetitions", "5"}}).count("repetitions"), 5);
  EXPECT_EQ(load({{"repetitions", "5"}}).find("repetitions").origin, "flag --repetitions");
}

TEST_F(SettingsTest, AnEmptyVariableIsNotSet) {
  sources.environment["MBENCH_DB"] = "";
  EXPECT_EQ(load().find("db").origin, "default");
}

TEST_F(SettingsTest, AnUnknownKeyIsNamedWithItsLineAndTheNearestRightOne) {
  write_local("db = \"x.db\"\nthread = 2\n");
  const UsageError error = refusal();
  EXPECT_STREQ(error.what(), "./mbench.toml:2: there is no setting named 'thread'");
  EXPECT_NE(error.hint().find("threads"), std::string::npos);
}

TEST_F(SettingsTest, ABrokenFileIsNamedWithItsLine) {
  write_local("db = \"x.db\"\nthreads = = 2\n");
  EXPECT_EQ(std::string(refusal().what()).rfind("./mbench.toml:2: not TOML", 0), 0U);
}

TEST_F(SettingsTest, AValueOfTheWrongKindIsRefusedWhereItStands) {
  write_local("threads = \"many\"\n");
  EXPECT_STREQ(refusal().what(), "./mbench.toml:1: 'many' is not a whole number");
  write_local("threads = 0\n");
  EXPECT_STREQ(refusal().what(), "./mbench.toml:1: '0' is outside 1..1024");
  write_local("");
  sources.environment["MBENCH_OUTPUT"] = "cvs";
  EXPECT_STREQ(refusal().what(), "MBENCH_OUTPUT: 'cvs' is not one of the choices");
  EXPECT_NE(refusal().hint().find("csv"), std::string::npos);
}

TEST_F(SettingsTest, TakesNumbersTruthsAndTextsFromToml) {
  write_local("threads = 3\nquiet = true\ntimeout = 1.5\nconvention = 'mmagic'\n");
  EXPECT_EQ(load().threads(), 3);
  EXPECT_TRUE(load().is_true("quiet"));
  EXPECT_EQ(load().seconds("timeout"), 1.5);
  EXPECT_EQ(load().text("convention"), "mmagic");
}

TEST_F(SettingsTest, APercentageIsAboveZeroAndAtMostAHundred) {
  EXPECT_FALSE(load().share("max_noise").has_value());
  write_local("max_noise = 2.5\n");
  EXPECT_EQ(load().share("max_noise"), 0.025);
  for (const char* wrong : {"0", "-1", "100.5", "2%", "nan"}) {
    EXPECT_THROW(load({{"max_noise", wrong}}), UsageError) << wrong;
  }
}

TEST_F(SettingsTest, AutoThreadsAreAtLeastOne) { EXPECT_GE(load().threads(), 1); }

TEST_F(SettingsTest, ATildeInAFileIsTheHomeFolder) {
  sources.environment["HOME"] = "/home/somebody";
  write_local("db = \"~/runs.db\"\n");
  EXPECT_EQ(load().text("db"), "/home/somebody/runs.db");
}

TEST_F(SettingsTest, MisspeltVariablesAreTold) {
  sources.environment["MBENCH_THREDS"] = "2";
  const std::vector<std::string> lines = unknown_variables(sources);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_NE(lines[0].find("MBENCH_THREADS"), std::string::npos);
}

}  // namespace
}  // namespace mbench
