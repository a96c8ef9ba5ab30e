#include "core/sha256.h"

#include <openssl/evp.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

#include <fmt/format.h>

#include "core/error.h"

namespace mbench {
namespace {

/// Beyond this a bigger piece gains nothing, and it still fits the cache.
constexpr std::size_t kPieceBytes = std::size_t{1} << 18;

std::array<unsigned char, 4> little_endian(int value) {
  const auto bits = static_cast<unsigned>(value);
  return {static_cast<unsigned char>(bits & 255U), static_cast<unsigned char>(bits >> 8 & 255U),
          static_cast<unsigned char>(bits >> 16 & 255U), static_cast<unsigned char>(bits >> 24)};
}

}  // namespace

struct Sha256::State {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                  &EVP_MD_CTX_free};
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  MBENCH_ASSERT(state_->context != nullptr);
  MBENCH_ASSERT(EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr) == 1);
}

Sha256::~Sha256() = default;

void Sha256::add(const void* bytes, std::size_t size) {
  MBENCH_ASSERT(EVP_DigestUpdate(state_->context.get(), bytes, size) == 1);
}

std::string Sha256::digest() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned length = 0;
  MBENCH_ASSERT(EVP_DigestFinal_ex(state_->context.get(), bytes.data(), &length) == 1);
  return fmt::format("{:02x}", fmt::join(bytes.begin(), bytes.begin() + length, ""));
}

std::string sha256(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.digest();
}

std::string sha256_of_file(const fs::path& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"),
                                                             &std::fclose);
  if (file == nullptr) {
    throw DataError(fmt::format("cannot read {}: {}", path.string(), std::strerror(errno)));
  }
  std::vector<unsigned char> piece(kPieceBytes);
  Sha256 hash;
  while (const std::size_t got = std::fread(piece.data(), 1, piece.size(), file.get())) {
    hash.add(piece.data(), got);
  }
  if (std::ferror(file.get()) != 0) {
    throw DataError(fmt::format("cannot read {}: {}", path.string(), std::strerror(errno)));
  }
  return hash.digest();
}

std::string sha256_of_pixels(const cv::Mat& pixels) {
  Sha256 hash;
  for (const int side : {pixels.cols, pixels.rows}) {
    const std::array<unsigned char, 4> bytes = little_endian(side);
    hash.add(bytes.data(), bytes.size());
  }
  const std::size_t row_bytes = static_cast<std::size_t>(pixels.cols) * pixels.elemSize();
  for (int y = 0; y < pixels.rows; ++y) hash.add(pixels.ptr(y), row_bytes);
  return hash.digest();
}

}  // namespace mbench
