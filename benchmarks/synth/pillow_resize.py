#!/usr/bin/python3
"""Prints the processor seconds that Pillow takes for one resize: the median of several, in this process.

Arguments: width height to-width to-height filter (bilinear, bicubic, lanczos).
"""
import sys
import time

import numpy as np
from PIL import Image

width, height, to_width, to_height = map(int, sys.argv[1:5])
kernel = {"bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC, "lanczos": Image.LANCZOS}[sys.argv[5]]
picture = Image.fromarray(np.random.RandomState(1).randint(0, 256, (height, width, 3), dtype=np.uint8))
seconds = []
while len(seconds) < 5 or sum(seconds) < 1:
    start = time.process_time()
    picture.resize((to_width, to_height), kernel)
    seconds.append(time.process_time() - start)
print(sorted(seconds)[len(seconds) // 2])
