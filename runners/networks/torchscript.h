#pragma once

#include "core/filesystem.h"
#include "runners/networks/network.h"

namespace mbench {

/// `torchscript:FILE`: any matting network that was traced or scripted to a TorchScript file, run
/// as FILE.toml beside it says, see TorchScriptSettings. Its output is clipped to 0..1; one of
/// 1 x 1 x H x W, 1 x H x W or H x W is taken, of several outputs the chosen one. Probes are told
/// "input" (or "image" and "trimap") and "output".
///
/// Throws ModelError: no such file, it is no TorchScript, or the settings are missing or wrong;
/// infer() also if the network fails or gives something of another shape.
std::unique_ptr<Network> make_torchscript(const fs::path& file, const Compute& compute = {});

}  // namespace mbench
