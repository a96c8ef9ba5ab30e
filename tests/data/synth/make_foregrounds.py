#!/usr/bin/python3
"""Writes what the references make of synthetic pictures: foreground_multilevel.txt and
foreground_closed_form_*.f32, beside this file.

    make_foregrounds.py PYMATTING CLOSED_FORM_MATTING

takes checkouts of pymatting/pymatting at 35c4159 and MarcoForte/closed-form-matting at d5d8b05,
and needs Debian's python3-numpy, python3-numba and python3-scipy. The noise is that of
tests/support/builders.h, a Mersenne Twister's top bytes.

foreground_multilevel.txt has digests of the floats of foreground and background: SHA-256 of
width and height (32 bit, little-endian) and the rows, with -0 made 0. The .f32 files are the
floats themselves, little-endian: the foreground's R, G, B of all pixels, then the background's.
"""
import hashlib
import importlib.util
import os
import struct
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
SIZES = [(2, 1), (1, 2), (2, 2), (3, 2), (1, 7), (9, 1), (5, 4), (31, 33), (33, 31), (32, 32), (64, 17), (65, 65),
         (127, 3), (3, 127), (128, 5), (129, 5), (130, 4), (200, 151), (600, 40), (1030, 9)]
# regularization, gradient weight, iterations of small and of large levels, size of a small level
USUAL = (1e-5, 1.0, 10, 2, 32)
OTHERS = [(1e-3, 0.1, 3, 1, 32), (0.5, 1.0, 1, 3, 8), (1e-5, 0.0, 2, 5, 0), (1e-7, 2.0, 4, 2, 1000)]


def noise(width, height, channels, seed):
    words = np.frombuffer(np.random.RandomState(seed).bytes(4 * width * height * channels), "<u4")
    shape = (height, width) if channels == 1 else (height, width, channels)
    return (words >> 24).astype(np.uint8).reshape(shape)


def alpha_of(kind, width, height, seed):
    """In 0..1, as doubles; bytes but for `fine`."""
    y, x = np.mgrid[:height, :width]
    if kind == "noise":
        return noise(width, height, 1, seed) / 255.0
    if kind == "halves":
        return np.where(noise(width, height, 1, seed) >= 128, 1.0, 0.0)
    if kind == "ramp":
        return np.clip(128 + 20 * (x - width // 2) + 10 * (y - height // 2), 0, 255) / 255.0
    if kind == "fine":
        return (x * 4099 + y * 257) % 65536 / 65535.0
    if kind == "plateau":  # half opaque within a margin of two, ever less at the left
        inside = (x >= 2) & (y >= 2) & (x < width - 2) & (y < height - 2)
        return np.where(inside, 128, np.where(x < 2, 0, 255)) / 255.0
    raise ValueError(kind)


def smooth_image(width, height, seed):
    """A gradient with a little noise."""
    y, x = np.mgrid[:height, :width]
    ramps = np.stack([40 + 3 * x, 200 - 2 * y, 60 + x + y], -1)
    return (np.clip(ramps, 0, 239) + noise(width, height, 3, seed) // 16).astype(np.uint8)


def digest(floats):
    height, width = floats.shape[:2]
    return hashlib.sha256(struct.pack("<ii", width, height) + (floats + np.float32(0)).tobytes()).hexdigest()


def load(checkout, path):
    spec = importlib.util.spec_from_file_location("reference", os.path.join(checkout, path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write_multilevel(checkout):
    estimate = load(checkout, "pymatting/foreground/estimate_foreground_ml.py").estimate_foreground_ml
    cases = [(kind, w, h, USUAL) for w, h in SIZES for kind in ("noise", "halves", "ramp", "fine")]
    cases += [(kind, 70, 50, options) for options in OTHERS for kind in ("noise", "ramp")]
    with open(os.path.join(HERE, "foreground_multilevel.txt"), "w") as out:
        out.write("# pymatting 35c4159: alpha width height seed regularization gradient-weight "
                  "small-iterations large-iterations small-size foreground background\n")
        for seed, (kind, w, h, (regularization, weight, small, large, size)) in enumerate(cases):
            image, alpha = noise(w, h, 3, seed) / 255.0, alpha_of(kind, w, h, seed + 1000)
            foreground, background = estimate(image, alpha, regularization, small, large, size, True, weight)
            out.write(f"{kind} {w} {h} {seed} {regularization} {weight} {small} {large} {size} "
                      f"{digest(foreground)} {digest(background)}\n")


def write_closed_form(checkout):
    solve = load(checkout, "closed_form_matting/solve_foreground_background.py").solve_foreground_background
    for kind, w, h in (("noise", 13, 9), ("ramp", 24, 19), ("plateau", 33, 32)):
        image = noise(w, h, 3, 7) if kind == "noise" else smooth_image(w, h, 7)
        foreground, background = solve(image / 255.0, alpha_of(kind, w, h, 8))
        path = os.path.join(HERE, f"foreground_closed_form_{kind}_{w}x{h}.f32")
        np.stack([foreground, background]).astype("<f4").tofile(path)


write_multilevel(sys.argv[1])
write_closed_form(sys.argv[2])
