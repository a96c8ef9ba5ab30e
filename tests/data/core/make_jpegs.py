#!/usr/bin/python3
"""Writes small JPEG files of every kind, and jpegs.txt with what Pillow decodes them to.

Needs Debian's python3-pil and python3-numpy. A line of jpegs.txt: file, then SHA-256 of
width and height (32 bit, little-endian) and the rows of convert("RGB").
"""
import hashlib
import os
import struct

import numpy as np
import PIL
from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))


def picture(channels):
    """A soft pattern with some noise, so that every coefficient of the transform occurs."""
    y, x = np.mgrid[0:37, 0:53]
    planes = [127 + 90 * np.sin(x / (5.0 + c)) * np.cos(y / (4.0 + c)) for c in range(channels)]
    noise = np.random.RandomState(1).randint(-20, 21, (37, 53, channels))
    pixels = np.clip(np.stack(planes, -1) + noise, 0, 255).astype(np.uint8)
    return pixels[..., 0] if channels == 1 else pixels


rgb, grey, cmyk = Image.fromarray(picture(3)), Image.fromarray(picture(1)), Image.fromarray(picture(4), "CMYK")
turned = Image.Exif()
turned[0x0112] = 6
FILES = {
    "grey.jpg": (grey, {}),
    "full-colour.jpg": (rgb, {"subsampling": 0}),
    "half-colour.jpg": (rgb, {"subsampling": 1}),
    "quarter-colour.jpg": (rgb, {"subsampling": 2}),
    "progressive.jpg": (rgb, {"progressive": True}),
    "turned-by-exif.jpg": (rgb, {"exif": turned}),
    "cmyk.jpg": (cmyk, {"quality": 90}),
}
with open(os.path.join(HERE, "jpegs.txt"), "w") as out:
    out.write(f"# Pillow {PIL.__version__}: file, digest of its RGB pixels\n")
    for name, (image, options) in FILES.items():
        path = os.path.join(HERE, name)
        image.save(path, **options)
        pixels = np.asarray(Image.open(path).convert("RGB"))
        head = struct.pack("<ii", pixels.shape[1], pixels.shape[0])
        out.write(f"{name} {hashlib.sha256(head + pixels.tobytes()).hexdigest()}\n")
