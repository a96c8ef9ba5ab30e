#pragma once

// LibTorch's build makes this file where it has CUDA.
