#!/usr/bin/python3
"""Writes what OpenCV makes of small alphas: trimaps.txt and ellipses.txt, beside this file.

Needs Debian's python3-opencv and python3-numpy. Each trimap is made as its authors describe it: by
cv2.erode and cv2.dilate of masks, or of the alpha itself where they do that. The alphas are made again
by the test, from the Mersenne Twister of tests/support/builders.h or from whole numbers, so that only
digests have to be stored: SHA-256 of width and height (32 bit, little-endian) and the rows.
"""
import hashlib
import os
import struct

import cv2
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
INTERPOLATIONS = {"nearest": cv2.INTER_NEAREST, "linear": cv2.INTER_LINEAR, "cubic": cv2.INTER_CUBIC,
                  "lanczos4": cv2.INTER_LANCZOS4}
SIZES = [(80, 60), (64, 9), (63, 40), (65, 40), (128, 1), (1, 70), (1, 1), (2, 3), (200, 131), (7, 150)]


def digest(pixels):
    height, width = pixels.shape
    return hashlib.sha256(struct.pack("<ii", width, height) + np.ascontiguousarray(pixels).tobytes()).hexdigest()


def noise(width, height, seed):
    words = np.frombuffer(np.random.RandomState(seed).bytes(4 * width * height), "<u4")
    return (words >> 24).astype(np.uint8).reshape(height, width)


def specks(width, height, seed):
    """Clear on the left, opaque on the right, a pixel in 256 fractional."""
    alpha = np.zeros((height, width), np.uint8)
    alpha[:, width // 2:] = 255
    alpha[noise(width, height, seed) == 3] = 77
    return alpha


def disc(width, height, seed):
    """A soft-edged disc off the middle, in whole numbers."""
    y, x = np.mgrid[0:height, 0:width].astype(np.int64)
    side = min(width, height)
    reach = side * side // 9 + 1
    inside = reach - (x - width // 2 - seed % 3) ** 2 - (y - height // 2) ** 2
    soft = reach // 2 + 1
    return (np.clip(inside + soft, 0, 2 * soft) * 255 // (2 * soft)).astype(np.uint8)


def islands(width, height, seed):
    """Noise that is mostly opaque or clear."""
    pixels = noise(width, height, seed)
    alpha = np.where(pixels < 128, 0, 255).astype(np.uint8)
    alpha[(pixels > 120) & (pixels < 136)] = 90
    return cv2.resize(alpha, None, fx=5, fy=5, interpolation=cv2.INTER_NEAREST)


ALPHAS = {"specks": specks, "disc": disc, "islands": islands}


def ellipse(size):
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))


def of_bytes(alpha, size, iterations):
    """SIM and huochaitiantang: the alpha itself is eroded and dilated."""
    dilated = cv2.dilate(alpha, ellipse(size), iterations=iterations)
    eroded = cv2.erode(alpha, ellipse(size), iterations=iterations)
    trimap = np.full(alpha.shape, 128, np.uint8)
    trimap[eroded >= 255] = 255
    trimap[dilated <= 0] = 0
    return trimap


def of_masks(alpha, foreground_px, background_px):
    """GCA: float masks, with a tolerance, each eroded once."""
    opaque = (alpha + 1e-5).astype(int).astype(np.uint8)
    clear = (1 - alpha + 1e-5).astype(int).astype(np.uint8)
    trimap = np.full(alpha.shape, 128, np.uint8)
    trimap[cv2.erode(opaque, ellipse(foreground_px)) == 1] = 255
    trimap[cv2.erode(clear, ellipse(background_px)) == 1] = 0
    return trimap


def squashed(alpha, foreground_px, background_px, interpolation):
    """MatteFormer: at 640x640, and back by the nearest pixel."""
    height, width = alpha.shape
    small = cv2.resize(alpha, (640, 640), interpolation=INTERPOLATIONS[interpolation])
    trimap = of_masks(small, foreground_px, background_px)
    return cv2.resize(trimap, (width, height), interpolation=cv2.INTER_NEAREST)


def of_band(alpha):
    """Background Matting V2, from its description."""
    band = ((alpha > 0.06) & (alpha < 0.96)).astype(np.uint8)
    band = cv2.erode(cv2.dilate(band, ellipse(3), iterations=10), ellipse(3), iterations=10)
    trimap = np.where(alpha > 0.5, 255, 0).astype(np.uint8)
    trimap[band == 1] = 128
    return trimap


def write_trimaps(out):
    out.write(f"# OpenCV {cv2.__version__}: alpha width height seed, what is done to it, digest of the trimap\n")
    for seed, (w, h) in enumerate(SIZES):
        for kind, make in ALPHAS.items():
            alpha = make(w, h, seed)
            opacity = alpha.astype(np.float32) / np.float32(255)
            start = f"{kind} {w} {h} {seed}"
            for size in (1, 2, 3, 4, 5, 8, 15, 25, 30, 64, 255):
                out.write(f"{start} bytes {size} 1 {digest(of_bytes(alpha, size, 1))}\n")
            for size, iterations in ((2, 5), (2, 14), (3, 5), (3, 14), (4, 9), (4, 14), (9, 3), (40, 4)):
                out.write(f"{start} bytes {size} {iterations} {digest(of_bytes(alpha, size, iterations))}\n")
            for one, other in ((1, 29), (28, 2), (13, 20)):
                out.write(f"{start} masks {one} {other} {digest(of_masks(opacity, one, other))}\n")
            for interpolation in INTERPOLATIONS:
                trimap = squashed(opacity, 12, 5, interpolation)
                out.write(f"{start} squashed {interpolation} 12 5 {digest(trimap)}\n")
            out.write(f"{start} band {digest(of_band(alpha.astype(np.float64) / 255))}\n")


def write_ellipses(out):
    out.write(f"# OpenCV {cv2.__version__}: size, digest of getStructuringElement(MORPH_ELLIPSE)\n")
    for size in list(range(1, 65)) + [100, 127, 128, 129, 255, 256, 400, 510, 511]:
        out.write(f"{size} {digest(ellipse(size))}\n")


if __name__ == "__main__":
    with open(os.path.join(HERE, "trimaps.txt"), "w") as out:
        write_trimaps(out)
    with open(os.path.join(HERE, "ellipses.txt"), "w") as out:
        write_ellipses(out)
