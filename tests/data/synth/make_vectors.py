#!/usr/bin/python3
"""Writes what Pillow and numpy make of noise: pillow_resize.txt and composite_dim.txt, beside this file.

Needs Debian's python3-pil and python3-numpy. The noise is that of tests/support/builders.h,
a Mersenne Twister's top bytes, so that only digests have to be stored: SHA-256 of width and
height (32 bit, little-endian) and the rows.
"""
import hashlib
import math
import os
import struct

import numpy as np
import PIL
from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
FILTERS = {"nearest": Image.NEAREST, "bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC, "lanczos": Image.LANCZOS}
SIZES = [
    # enlarging: whole and fractional ratios, one side kept, the published size vectors in small
    ((8, 8), (16, 16)), ((7, 5), (20, 33)), ((50, 37), (192, 154)), ((50, 37), (205, 154)), ((37, 50), (176, 235)),
    ((33, 50), (134, 202)), ((50, 33), (215, 144)), ((25, 19), (25, 61)), ((25, 19), (61, 19)), ((17, 3), (18, 4)),
    # shrinking
    ((64, 64), (32, 32)), ((100, 75), (33, 25)), ((97, 61), (13, 7)), ((200, 9), (3, 9)), ((9, 200), (9, 3)), ((640, 5), (1, 1)),
    # one way and the other at once
    ((90, 20), (45, 80)), ((20, 90), (81, 44)),
    # the smallest
    ((1, 1), (1, 1)), ((1, 1), (7, 9)), ((1, 40), (5, 3)), ((40, 1), (3, 5)), ((2, 2), (3, 3)), ((3, 3), (2, 2)), ((31, 31), (31, 31)),
    # wider than a strip of rows, and its neighbours
    ((15, 15), (40, 40)), ((16, 16), (40, 40)), ((17, 17), (40, 40)), ((33, 47), (129, 65)), ((64, 64), (65, 63)),
    # as many rows, and as many lanes, as vectors of all lengths take, and one more or less
    ((5, 3), (31, 7)), ((6, 4), (32, 8)), ((7, 9), (33, 17)), ((11, 6), (21, 22)), ((43, 2), (64, 5)), ((22, 129), (43, 128)),
    # one pixel of a side, before or after
    ((1, 1), (300, 200)), ((1, 500), (7, 3)), ((500, 1), (3, 7)), ((300, 200), (1, 1)), ((300, 2), (1, 9)), ((2, 300), (9, 1)),
    ((4000, 1), (1, 1)), ((1, 4000), (1, 1)), ((1, 3), (2000, 1)),
    # hundreds of source pixels for one
    ((3000, 12), (7, 5)), ((12, 3000), (5, 7)), ((1201, 907), (5, 3)), ((997, 641), (31, 29)), ((800, 600), (799, 601)),
    # hundreds of pixels of one, or of a few
    ((2, 2), (700, 500)), ((3, 1), (1, 900)), ((5, 7), (901, 3)), ((4, 900), (900, 4)),
    # a background and an alpha as they come
    ((500, 333), (703, 469)), ((640, 427), (320, 214)), ((375, 500), (176, 235)),
]
# The published size vectors in full; only the protocol's filter.
BACKGROUNDS = [((500, 375), (2047, 1536)), ((333, 500), (1341, 2013))]
COMPOSITES = [((60, 48), (16, 12)), ((55, 60), (12, 16)), ((42, 60), (11, 16)), ((64, 43), (90, 70)), ((33, 21), (33, 21)),
              ((30, 21), (60, 10)), ((1, 1), (5, 5)), ((128, 9), (2, 2)), ((100, 80), (99, 300))]


def noise(width, height, channels, seed):
    words = np.frombuffer(np.random.RandomState(seed).bytes(4 * width * height * channels), "<u4")
    shape = (height, width) if channels == 1 else (height, width, channels)
    return (words >> 24).astype(np.uint8).reshape(shape)


def digest(pixels):
    height, width = pixels.shape[:2]
    return hashlib.sha256(struct.pack("<ii", width, height) + np.ascontiguousarray(pixels).tobytes()).hexdigest()


def extremes(pixels):
    """Only 0 and 255, so that the filters' overshoot has to be clipped."""
    return np.where(pixels >= 128, 255, 0).astype(np.uint8)


def ramps(w, h, channels):
    """Slopes that break off from 255 to 0."""
    y, x, c = np.mgrid[0:h, 0:w, 0:channels]
    values = (((3 + c) * x + (5 - c) * y) // 4 % 256).astype(np.uint8)
    return values[..., 0] if channels == 1 else values


def pictures(w, h, seed):
    for channels in (1, 3):
        pixels = noise(w, h, channels, seed)
        yield from (pixels, extremes(pixels), ramps(w, h, channels))


def write_resize():
    with open(os.path.join(HERE, "pillow_resize.txt"), "w") as out:
        out.write(f"# Pillow {PIL.__version__}, by make_vectors.py: filter seed width height to-width to-height digest.\n"
                  "# The digest is SHA-256 of the digests of six pictures: grey noise, extremes and ramps, and the same in R,G,B.\n")
        cases = [(name, size) for size in SIZES for name in FILTERS] + [("bicubic", size) for size in BACKGROUNDS]
        for name, ((w, h), to) in cases:
            seed = w + h
            digests = [digest(np.asarray(Image.fromarray(p).resize(to, FILTERS[name]))) for p in pictures(w, h, seed)]
            together = hashlib.sha256("".join(digests).encode()).hexdigest()
            out.write(f"{name} {seed} {w} {h} {to[0]} {to[1]} {together}\n")


def write_composites():
    with open(os.path.join(HERE, "composite_dim.txt"), "w") as out:
        out.write(f"# Pillow {PIL.__version__}, numpy {np.__version__}: seed width height bg-width bg-height digest\n")
        for seed, ((w, h), (bw, bh)) in enumerate(COMPOSITES):
            foreground, alpha, background = noise(w, h, 3, seed), noise(w, h, 1, seed + 100), noise(bw, bh, 3, seed + 200)
            behind, ratio = Image.fromarray(background), max(w / bw, h / bh)
            if ratio > 1:
                behind = behind.resize((math.ceil(bw * ratio), math.ceil(bh * ratio)), Image.BICUBIC)
            behind = np.asarray(behind)[:h, :w].astype(np.float64)
            a = (alpha.astype(np.float64) / 255.0)[..., None]
            blended = (a * foreground.astype(np.float64) + (1 - a) * behind).astype(np.uint8)
            out.write(f"{seed} {w} {h} {bw} {bh} {digest(blended)}\n")


write_resize()
write_composites()
