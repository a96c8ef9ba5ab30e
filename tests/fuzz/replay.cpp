// Feeds every file of the folders given to a fuzzer's entry point.

#include "core/filesystem.h"
#include "tests/fuzz/fuzz_target.h"

#include <cstdio>

int main(int argc, char** argv) {
  int files = 0;
  for (int i = 1; i < argc; ++i) {
    for (const auto& entry : mbench::fs::directory_iterator(argv[i])) {
      std::printf("%s\n", entry.path().c_str());
      const std::vector<unsigned char> bytes = mbench::read_file(entry.path());
      LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
      ++files;
    }
  }
  std::printf("%d files\n", files);
  return files > 0 ? 0 : 1;
}
