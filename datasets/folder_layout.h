#pragma once

#include "datasets/layout.h"

namespace mbench {

/// Anybody's own data: three folders of pictures, matched by stem.
///
/// - images: `images`, `image`, `img`, `imgs`, `merged`, `original`, `composited_images`;
/// - alphas: `alpha_copy`, else `alpha`, `alphas`, `mask`, `masks`, `matte`, `mattes`, `gt`;
/// - trimaps: `trimap`, `trimaps`, `trimap_copy`.
///
/// Letter case of folders and endings does not matter; png, jpg, jpeg, tif, tiff, bmp and
/// webp may be mixed. Without a trimap folder the trimaps are made from the alphas by
/// `ellipse:25`; without an alpha folder the photographs can be run but not scored.
/// Files without an image of their stem are ignored; an image without its counterpart is
/// an error, and so are two images of one stem and two folders for one part. Samples are
/// in the byte order of their names.
///
/// A `manifest.csv` or `manifest.jsonl` in the root goes before the folders: it names the files
/// itself, see manifest_contents.
Layout folder_layout();

}  // namespace mbench
