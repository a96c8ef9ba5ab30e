// Several programs index into one store, and some are killed at it.

#include "store/sample_store.h"
#include "tests/cli/data_program.h"

#include <fmt/format.h>

#include <chrono>
#include <random>

namespace mbench {
namespace {

using ProgramDataStore = DataProgram;

TEST_F(ProgramDataStore, TwoProgramsIndexTwoFoldersAtOnce) {
  write_fixture("aim500", 100);
  write_fixture("folder", 100);
  for (int round = 0; round < 5; ++round) {
    output_of("rm -f mbench.db*");  // both make the store, too
    output_of(
        "mbench data index aim500 -q & first=$!; mbench data index folder -q || exit; "
        "wait $first");
    const auto listed = json_of("mbench data list -o json");
    ASSERT_EQ(listed.size(), 2U);
    for (const auto& dataset : listed) EXPECT_EQ(dataset["samples"], 100);
  }
}

TEST_F(ProgramDataStore, TwoProgramsIndexOneFolderAtOnce) {
  write_fixture("aim500", 100);
  output_of(
      "mbench data index aim500 -q & first=$!; mbench data index aim500 -q --hash || exit; "
      "wait $first");
  ASSERT_EQ(json_of("mbench data list -o json").size(), 1U);
  EXPECT_EQ(json_of("mbench data query aim500 -o json").size(), 100U);
}

/// How many samples the store holds, which must be in order.
std::size_t samples_in(const fs::path& path) {
  Database database(path, Database::Open::existing);
  EXPECT_NO_THROW(database.verify());
  const SampleStore store(database);
  const std::vector<DatasetRecord> datasets = store.datasets();
  EXPECT_EQ(datasets.size(), 1U);
  std::size_t count = 0;
  for (const DatasetRecord& dataset : datasets) {
    store.for_each_sample(dataset.root, [&](const SampleRecord&) { ++count; });
    EXPECT_EQ(static_cast<std::int64_t>(count), dataset.samples);
    EXPECT_GE(store.files(dataset.root).size(), 3 * count);
  }
  return count;
}

TEST_F(ProgramDataStore, AKilledIndexLeavesTheOldOneOrTheNewOne) {
  constexpr std::size_t kPhotographs = 667;  // of three files each
  index_fixture("folder", "", kPhotographs);
  const auto change = [&](std::size_t number) {
    for (const char* file :
         {"images/photo-{:03}.jpg", "alpha/photo-{:03}.png", "trimaps/photo-{:03}.png"}) {
      fs::remove(path("folder") / fmt::format(fmt::runtime(file), number));
    }
    output_of("find folder -type f -exec touch {} +");  // so all headers are read
  };
  change(0);
  const auto begin = std::chrono::steady_clock::now();
  output_of("mbench data index folder -q");
  const std::chrono::duration<double> whole = std::chrono::steady_clock::now() - begin;
  std::size_t before = samples_in(path("mbench.db"));
  ASSERT_EQ(before, kPhotographs - 1);

  std::mt19937 random(11);
  std::uniform_real_distribution<double> share(0.1, 1.1);
  int killed = 0;
  for (std::size_t round = 1; round <= 8; ++round) {
    change(round);
    const ProgramResult result =
        run(fmt::format("exec timeout --signal KILL {:.4f} mbench data index folder -q",
                        share(random) * whole.count()));
    if (result.exit_code != 0) ++killed;
    const std::size_t now = samples_in(path("mbench.db"));
    const std::size_t wanted = kPhotographs - 1 - round;
    const bool is_old = now == before && result.exit_code != 0;
    EXPECT_TRUE(is_old || now == wanted) << now << " of " << before;
    before = now;
  }
  EXPECT_GT(killed, 0);
  output_of("mbench data index folder -q");
  EXPECT_EQ(samples_in(path("mbench.db")), kPhotographs - 9);
}

}  // namespace
}  // namespace mbench
