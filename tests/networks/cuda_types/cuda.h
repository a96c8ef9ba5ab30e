#pragma once

// See cuda_runtime_api.h beside it.

#define CUDA_VERSION 11080
