#pragma once

#include "core/filesystem.h"

namespace mbench {

/// RefMatte at its full size, as files: 47,500 images, 118,749 masks and two label files with
/// 474,996 expressions. Every picture is a real one of 96x64 pixels. Written once for a process.
const fs::path& full_refmatte();

}  // namespace mbench
