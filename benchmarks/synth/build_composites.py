#!/usr/bin/python3
"""Composition-1K's arithmetic, vectorised with numpy and Pillow, and written as PNG by default settings.

Arguments: the folder to write to, then foreground, alpha and background of each composite. Prints the seconds of the work,
without starting Python. A foreground and its alpha are decoded once for composites that follow each other.
"""
import math
import sys
import time

import numpy as np
from PIL import Image

out, files = sys.argv[1], sys.argv[2:]
start = time.perf_counter()
last = None
for i in range(0, len(files), 3):
    if files[i] != last:
        last = files[i]
        foreground = np.asarray(Image.open(files[i]).convert("RGB"), dtype=np.float64)
        opacity = np.asarray(Image.open(files[i + 1]).convert("L"), dtype=np.float64)[..., None] / 255.0
    background = Image.open(files[i + 2]).convert("RGB")
    height, width = foreground.shape[:2]
    ratio = max(width / background.width, height / background.height)
    if ratio > 1:
        background = background.resize((math.ceil(background.width * ratio), math.ceil(background.height * ratio)), Image.BICUBIC)
    background = np.asarray(background)[:height, :width].astype(np.float64)
    blended = (opacity * foreground + (1 - opacity) * background).astype(np.uint8)
    Image.fromarray(blended).save(f"{out}/{i // 3}.png")
print(time.perf_counter() - start)
