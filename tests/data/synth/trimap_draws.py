#!/usr/bin/python3
"""Prints what the trimap recipes draw for the sample test/owl of 4000x3000 pixels with seed 7.

An implementation apart from the program's: SplitMix64 with a generator of its own for each recipe and
sample, whose names are hashed by FNV-1a. tests/synth/trimap_recipe_test.cpp has the figures.
"""
MASK = 2**64 - 1
STEP = 0x9E3779B97F4A7C15


def mixed(bits):
    bits = ((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    bits = ((bits ^ (bits >> 27)) * 0x94D049BB133111EB) & MASK
    return bits ^ (bits >> 31)


def part(seed, name):
    value = 0xCBF29CE484222325
    for byte in seed.to_bytes(8, "little") + name.encode():
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return mixed(value)


class Generator:
    def __init__(self, seed):
        self.state = seed

    def bits(self):
        self.state = (self.state + STEP) & MASK
        return mixed(self.state)

    def integer(self, low, high):
        count = high - low + 1
        while True:
            number = self.bits()
            if number < MASK - MASK % count:
                return low + number % count

    def chance(self, probability):
        return (self.bits() >> 11) * 2.0**-53 < probability


def generator(family):
    return Generator(part(part(7, family + ":0"), "test/owl"))


def draws():
    g = generator("gca")
    yield "gca", g.integer(1, 29), g.integer(1, 29), 1, -1
    g = generator("matteformer")
    sizes = g.integer(1, 29), g.integer(1, 29)
    yield "matteformer", *sizes, 1, (0, 1, 2, 4)[g.integer(0, 3)]  # OpenCV's nearest, linear, cubic, lanczos4
    g = generator("mam")
    largest = max(30, int(3000 / 2048 * 30)) - 1
    yield "mam", g.integer(1, largest), g.integer(1, largest), 1, -1
    g = generator("aematter")
    low, high = (10, 39) if g.chance(0.01) else (1, 29)
    yield "aematter", g.integer(low, high), g.integer(low, high), 1, -1
    g = generator("huochaitiantang")
    size = g.integer(2, 4)
    yield "huochaitiantang", size, size, g.integer(5, 14), -1


if __name__ == "__main__":
    for draw in draws():
        print(*draw)
