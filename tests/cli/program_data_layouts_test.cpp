// The fixture of every layout goes through every command that reads a data set.

#include "datasets/layout.h"
#include "tests/cli/data_program.h"

namespace mbench {
namespace {

std::vector<std::string> layouts_with_fixture() {
  std::vector<std::string> names;
  for (const Layout& layout : layouts()) {
    if (layout.write_fixture != nullptr) names.push_back(layout.name);
  }
  return names;
}

class EveryLayout : public DataProgram, public testing::WithParamInterface<std::string> {};

TEST_P(EveryLayout, IsWrittenIndexedVerifiedLintedQueriedAndExported) {
  const std::string& name = GetParam();
  index_fixture(name);
  const auto listed = json_of("mbench data list -o json");
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0]["layout"], name) << "told from the folder alone";
  const auto samples = listed[0]["samples"].get<std::size_t>();
  EXPECT_GE(samples, 2U);

  for (const std::string& line :
       {"mbench data verify " + name + " --level pixels --fail-on info",
        "mbench data lint " + name + " --fail-on warning", "mbench data stats " + name}) {
    const ProgramResult result = run(line);
    EXPECT_EQ(result.exit_code, 0) << line << "\n" << result.out << result.err;
  }
  EXPECT_EQ(json_of("mbench data verify " + name + " --level pixels -o json").size(), 0U);
  EXPECT_EQ(json_of("mbench data query " + name + " -o json").size(), samples);
  const std::string csv = output_of("mbench data export " + name + " --format csv");
  EXPECT_EQ(count_lines(csv), samples + 1) << "and a line of headings";
  EXPECT_TRUE(says(run("mbench data index " + name).err, {" 0 opened", "nothing has changed"}));
}

TEST_P(EveryLayout, IsToldByNameToo) {
  write_fixture(GetParam());
  // Neither the path nor the folder's name says anything.
  fs::rename(path(GetParam()), path("set"));
  output_of("mbench data index set --hash --layout " + GetParam());
  const auto rows = json_of("mbench data query set --columns '*' -o json");
  ASSERT_GE(rows.size(), 2U);
  for (const auto& row : rows) {
    EXPECT_EQ(row["layout"], GetParam());
    EXPECT_GT(row["width"], 0) << row;
    EXPECT_TRUE(row["image"].is_null() || row["image_sha256"].is_string()) << row;
    EXPECT_TRUE(row["trimap"].is_null() || row["unknown_share"].is_number()) << row;
  }
}

INSTANTIATE_TEST_SUITE_P(Program, EveryLayout, testing::ValuesIn(layouts_with_fixture()),
                         [](const auto& layout) {
                           std::string name = layout.param;
                           std::erase(name, '-');
                           return name;
                         });

TEST(LayoutsWithoutFixture, AreOnlyTheDemo) {
  EXPECT_EQ(layouts_with_fixture().size() + 1, layouts().size());
}

}  // namespace
}  // namespace mbench
