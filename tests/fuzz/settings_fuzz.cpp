#include "cli/settings.h"
#include "core/error.h"
#include "core/filesystem.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/write_quickly.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const mbench::TemporaryFolder folder;
  write_quickly(folder.path() / "mbench.toml", bytes, size);
  mbench::SettingSources sources;
  sources.environment = {{"HOME", folder.path().string()}};
  sources.working_folder = folder.path();
  try {
    mbench::Settings::load({}, sources);
  } catch (const mbench::UsageError&) {
  }
  return 0;
}
