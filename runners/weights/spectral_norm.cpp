#include "runners/weights/spectral_norm.h"

#include "core/error.h"

#include <fmt/format.h>

#include <cmath>
#include <string_view>

namespace mbench {
namespace {

constexpr std::string_view kWeight = ".weight";

/// A tensor seen as a matrix whose rows are one of its sides.
struct Matrix {
  std::size_t outer = 1;  ///< product of the sides before that side
  std::size_t rows = 1;
  std::size_t inner = 1;  ///< product of the sides behind it

  std::size_t columns() const { return outer * inner; }
};

Matrix matrix_of(const std::vector<std::int64_t>& shape, std::size_t side) {
  Matrix matrix;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const auto length = static_cast<std::size_t>(shape[i]);
    (i < side ? matrix.outer : i == side ? matrix.rows : matrix.inner) *= length;
  }
  return matrix;
}

double largest_singular_value(const Matrix& matrix, const std::vector<float>& weight,
                              const std::vector<float>& u, const std::vector<float>& v) {
  double sum = 0;
  for (std::size_t outer = 0; outer < matrix.outer; ++outer) {
    for (std::size_t row = 0; row < matrix.rows; ++row) {
      const float* values = weight.data() + (outer * matrix.rows + row) * matrix.inner;
      const float* factors = v.data() + outer * matrix.inner;
      double product = 0;
      for (std::size_t i = 0; i < matrix.inner; ++i) {
        product += static_cast<double>(values[i]) * static_cast<double>(factors[i]);
      }
      sum += static_cast<double>(u[row]) * product;
    }
  }
  return sum;
}

std::vector<float> unit(const std::vector<double>& vector) {
  double squares = 0;
  for (const double value : vector) squares += value * value;
  const double length = std::sqrt(squares);
  std::vector<float> result(vector.size());
  for (std::size_t i = 0; i < vector.size(); ++i) {
    result[i] = static_cast<float>(vector[i] / length);
  }
  return result;
}

}  // namespace

std::vector<SpectralNames> spectral_forms(const std::string& name) {
  if (name.size() <= kWeight.size() ||
      name.compare(name.size() - kWeight.size(), kWeight.size(), kWeight) != 0) {
    return {};
  }
  const std::string stem = name.substr(0, name.size() - kWeight.size() + 1);
  const std::string successor = stem + "parametrizations.weight.";
  return {{stem + "weight_orig", stem + "weight_u", stem + "weight_v"},
          {successor + "original", successor + "0._u", successor + "0._v"},
          {stem + "weight_bar", stem + "weight_u", stem + "weight_v"}};
}

void fold_spectral_norm(const std::string& name, const std::vector<std::int64_t>& shape,
                        std::vector<float>& weight, const std::vector<float>& u,
                        const std::vector<float>& v) {
  for (std::size_t side = 0; side < 2 && side < shape.size(); ++side) {
    const Matrix matrix = matrix_of(shape, side);
    if (matrix.rows != u.size() || matrix.columns() != v.size()) continue;
    const double divisor = largest_singular_value(matrix, weight, u, v);
    if (!std::isfinite(divisor) || divisor == 0) {
      throw ModelError(fmt::format("the spectral norm of {} is {}", name, divisor),
                       "its file was saved before training, or is damaged");
    }
    for (float& value : weight) {
      value = static_cast<float>(static_cast<double>(value) / divisor);
    }
    return;
  }
  throw ModelError(
      fmt::format("the spectral vectors of {} have {} and {} values, which fit none "
                  "of its sides",
                  name, u.size(), v.size()));
}

void power_step(const std::vector<float>& weight, std::vector<float>& u, std::vector<float>& v) {
  MBENCH_ASSERT(weight.size() == u.size() * v.size());
  std::vector<double> columns(v.size(), 0);
  for (std::size_t row = 0; row < u.size(); ++row) {
    const float* values = weight.data() + row * v.size();
    for (std::size_t i = 0; i < v.size(); ++i) {
      columns[i] += static_cast<double>(values[i]) * static_cast<double>(u[row]);
    }
  }
  double squares = 0;
  for (const double value : columns) squares += value * value;
  for (double& value : columns) value /= std::sqrt(squares);
  std::vector<double> rows(u.size(), 0);
  for (std::size_t row = 0; row < u.size(); ++row) {
    const float* values = weight.data() + row * v.size();
    for (std::size_t i = 0; i < v.size(); ++i) {
      rows[row] += static_cast<double>(values[i]) * columns[i];
    }
  }
  for (std::size_t i = 0; i < v.size(); ++i) v[i] = static_cast<float>(columns[i]);
  u = unit(rows);
}

}  // namespace mbench
