#!/usr/bin/python3
"""Writes what Pillow makes of noise: degrade_jpeg.txt and degrade_downscale.txt, beside this file.

Needs Debian's python3-pil and python3-numpy. Noise and digests are those of make_vectors.py.
"""
import hashlib
import io
import math
import os
import struct

import numpy as np
import PIL
from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
SIZES = [(1, 1), (8, 8), (16, 16), (17, 9), (53, 37), (64, 50)]
QUALITIES = [1, 2, 10, 30, 49, 50, 51, 75, 89, 90, 95, 99, 100]
FACTORS = ["1.5", "2", "3", "7.25", "64"]


def noise(width, height, seed):
    words = np.frombuffer(np.random.RandomState(seed).bytes(4 * width * height * 3), "<u4")
    return (words >> 24).astype(np.uint8).reshape(height, width, 3)


def digest(pixels):
    height, width = pixels.shape[:2]
    return hashlib.sha256(struct.pack("<ii", width, height) + np.ascontiguousarray(pixels).tobytes()).hexdigest()


def smooth(pixels, size):
    """As photographs are: little noise on a slow change."""
    return np.asarray(Image.fromarray(pixels).resize(size, Image.BICUBIC))


def through_jpeg(pixels, quality):
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=quality)
    return np.asarray(Image.open(io.BytesIO(file.getvalue())))


with open(os.path.join(HERE, "degrade_jpeg.txt"), "w") as out:
    out.write(f"# Pillow {PIL.__version__}: quality noise|smooth seed width height digest\n")
    for seed, (w, h) in enumerate(SIZES):
        for quality in QUALITIES:
            out.write(f"{quality} noise {seed} {w} {h} {digest(through_jpeg(noise(w, h, seed), quality))}\n")
            picture = smooth(noise(5, 4, seed), (w, h))
            out.write(f"{quality} smooth {seed} {w} {h} {digest(through_jpeg(picture, quality))}\n")

with open(os.path.join(HERE, "degrade_downscale.txt"), "w") as out:
    out.write(f"# Pillow {PIL.__version__}: factor seed width height digest\n")
    for seed, (w, h) in enumerate(SIZES):
        for factor in FACTORS:
            small = tuple(max(1, math.floor(side / float(factor) + 0.5)) for side in (w, h))
            there = Image.fromarray(noise(w, h, seed)).resize(small, Image.BICUBIC)
            out.write(f"{factor} {seed} {w} {h} {digest(np.asarray(there.resize((w, h), Image.BICUBIC)))}\n")
