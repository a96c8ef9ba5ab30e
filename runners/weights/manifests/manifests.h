#pragma once

#include "runners/weights/parameter_manifest.h"

namespace mbench {

// Each is defined in the file of its network, which says where names and shapes are from.
ParameterManifest aematter_manifest();
ParameterManifest dim_manifest();
ParameterManifest dim_foamliu_manifest();
ParameterManifest mam_base_manifest();
ParameterManifest mam_large_manifest();
ParameterManifest mam_huge_manifest();
ParameterManifest mematte_small_manifest();
ParameterManifest mematte_base_manifest();
ParameterManifest vitmatte_small_manifest();
ParameterManifest vitmatte_base_manifest();

}  // namespace mbench
