#!/usr/bin/python3
"""Writes what OpenCV, Pillow and numpy make of noise by the rules of each protocol: composite_protocols.txt
and protocol_sizes.txt, beside this file.

Needs Debian's python3-opencv, python3-pil and python3-numpy. The noise is that of make_vectors.py. The
rules are written anew after the sources that synth/protocol.cpp names.
"""
import hashlib
import math
import os
import random
import struct

import cv2
import numpy as np
import PIL
from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = [((60, 48), (16, 12)), ((55, 60), (12, 16)), ((64, 43), (90, 70)), ((33, 21), (33, 21)), ((30, 21), (60, 10)), ((100, 80), (99, 300)),
         ((192, 154), (50, 37)), ((134, 192), (33, 50))]
SIMD_CASES = [((640, 427), (50, 37)), ((2100, 1500), (500, 375)), ((820, 900), (333, 500)), ((1000, 810), (1200, 900)), ((300, 1400), (37, 50))]


def noise(width, height, channels, seed):
    words = np.frombuffer(np.random.RandomState(seed).bytes(4 * width * height * channels), "<u4")
    return (words >> 24).astype(np.uint8).reshape((height, width) if channels == 1 else (height, width, channels))


def digest(pixels):
    height, width = pixels.shape[:2]
    return hashlib.sha256(struct.pack("<ii", width, height) + np.ascontiguousarray(pixels).tobytes()).hexdigest()


def ceiling(bw, bh, ratio):
    return math.ceil(bw * ratio), math.ceil(bh * ratio)


def one_more(bw, bh, ratio):
    return int(bw * ratio + 1.0), int(bh * ratio + 1.0)


def pillow(pixels, size):
    return np.asarray(Image.fromarray(pixels).resize(size, Image.BICUBIC))


def bilinear(pixels, size):
    return cv2.resize(pixels, size, interpolation=cv2.INTER_LINEAR)


def truncated(values):
    return values.astype(np.uint8)


def saved(values):
    """What cv2.imwrite makes of doubles."""
    return cv2.imdecode(cv2.imencode(".png", values)[1], cv2.IMREAD_COLOR)


def simd_size(w, h):
    r = 1920 / max(h, w)
    th, tw = (h * r, w * r) if r < 1 else (h, w)
    r = 800 / min(th, tw)
    return (int(tw * r), int(th * r)) if r > 1 else (int(tw), int(th))


PROTOCOLS = {"dim": (ceiling, pillow, truncated), "d646": (ceiling, pillow, truncated), "local": (ceiling, pillow, truncated),
             "paddle": (ceiling, bilinear, truncated), "huochaitiantang": (one_more, bilinear, saved), "simd": (one_more, bilinear, truncated)}


def composite(name, foreground, alpha, background):
    size_rule, resize, quantise = PROTOCOLS[name]
    if name == "simd" and simd_size(*foreground.shape[1::-1]) != foreground.shape[1::-1]:
        size = simd_size(*foreground.shape[1::-1])
        foreground, alpha = bilinear(foreground, size), bilinear(alpha, size)
    (h, w), (bh, bw) = alpha.shape, background.shape[:2]
    ratio = max(float(w) / bw, float(h) / bh)
    if ratio > 1:
        background = resize(background, size_rule(bw, bh, ratio))
    background = background[:h, :w]
    a = alpha[..., None] / 255.0
    return quantise(a * foreground + (1 - a) * background), alpha


def write_composites():
    with open(os.path.join(HERE, "composite_protocols.txt"), "w") as out:
        out.write(f"# OpenCV {cv2.__version__}, Pillow {PIL.__version__}, numpy {np.__version__}: "
                  "protocol seed width height bg-width bg-height digest alpha-digest\n")
        for name in PROTOCOLS:
            for seed, ((w, h), (bw, bh)) in enumerate(SIMD_CASES if name == "simd" else CASES):
                made, alpha = composite(name, noise(w, h, 3, seed), noise(w, h, 1, seed + 100), noise(bw, bh, 3, seed + 200))
                out.write(f"{name} {seed} {w} {h} {bw} {bh} {digest(made)} {digest(alpha)}\n")


def write_sizes():
    rng = random.Random(5)
    foregrounds = [(1920, 1080), (1921, 1080), (800, 800), (799, 800), (300, 5000), (5184, 3456), (4000, 900), (1919, 799), (1, 1), (2, 1919)]
    # the double falls short of a whole number, and the cut takes a pixel
    foregrounds += [(w, w * 2 // 3) for w in range(1921, 6000) if simd_size(w, w * 2 // 3)[0] == 1919][:8]
    foregrounds += [(rng.randint(50, 6000), rng.randint(50, 6000)) for _ in range(60)]
    with open(os.path.join(HERE, "protocol_sizes.txt"), "w") as out:
        out.write("# simd-foreground width height made-width made-height\n")
        for w, h in foregrounds:
            tw, th = simd_size(w, h)
            out.write(f"simd-foreground {w} {h} {tw} {th}\n")
        out.write("# ceiling|one-more width height bg-width bg-height made-width made-height\n")
        known = [(1920, 1535, 500, 375), (1280, 1925, 500, 375), (1762, 1920, 375, 500), (1340, 1920, 333, 500), (1920, 1434, 500, 333)]
        for w, h, bw, bh in known + [(rng.randint(200, 2600), rng.randint(200, 2600), rng.randint(174, 500), rng.randint(174, 500)) for _ in range(120)]:
            ratio = max(w / bw, h / bh)
            for name, rule in (("ceiling", ceiling), ("one-more", one_more)):
                size = rule(bw, bh, ratio) if ratio > 1 else (bw, bh)
                out.write(f"{name} {w} {h} {bw} {bh} {size[0]} {size[1]}\n")


if __name__ == "__main__":
    write_composites()
    write_sizes()
