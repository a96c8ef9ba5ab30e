#pragma once

#include <string>
#include <vector>

// Included by sources that also include LibTorch, so no newer than C++17.

namespace mbench {

/// What a program that computes with LibTorch and OpenBLAS is started with, as "NAME=value": the
/// libraries read these when they are loaded, so a program cannot set them for itself.
///
/// - OPENBLAS_CORETYPE: OpenBLAS 0.3.21 knows processors by their model numbers and treats newer
///   Intel ones as a Prescott of 2004, which costs four fifths of the speed (sgemm 28 instead of
///   130 GFLOP/s on model 207). Set where such a processor has AVX-512.
/// - OMP_WAIT_POLICY: threads that wait must not keep others from computing.
///
/// A user who has set one of them keeps his own.
std::vector<std::string> library_environment();

/// Starts this program anew with library_environment(), unless it already has it. For main()
/// before anything else; returns where nothing is to be done or it cannot be done.
void restart_with_library_environment(char** argv);

}  // namespace mbench
