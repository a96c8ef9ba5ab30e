#pragma once

#include "runners/models/matting_model.h"

namespace mbench {

/// `command:PROGRAM ARGUMENT ...`: any program that makes an alpha, run once for each image.
///
/// The text is divided into words as a shell does, see shell_words(), and no shell is run. In the
/// words stand for one image:
///
///   {image} {trimap}   PNG files, R, G, B and grey with 0, 128, 255
///   {alpha}            the PNG file that the program has to write, 8 or 16 bits;
///   {alpha.tiff}       the same as TIFF, which may hold float32 in 0..1
///   {width} {height} {name} {threads}
///
/// {alpha} or {alpha.tiff} must be among them. The files lie in a folder that is removed
/// afterwards. The alpha is taken as it is, known pixels are not forced.
///
/// What is measured: the time from writing image and trimap to having read the alpha, the start
/// of the program included; the highest memory of the program and all that it starts, see
/// ProgramReport. GPU memory is not measured.
///
/// Its rows are known by the text of the command: after a change of the program behind it they are
/// computed again only without --resume.
///
/// matte() throws ModelError if the program cannot be started or needs a trimap that is not
/// there; ProgramError, with the end of what the program said, if it fails or its alpha is missing
/// or of another size; std::bad_alloc if the kernel killed it for want of memory.
ModelEntry external_command();

}  // namespace mbench
