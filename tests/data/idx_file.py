"""Arrays as IDX files, for tests."""

import struct

import numpy as np


def idx(array, kind=8, shape=None):
    shape = array.shape if shape is None else shape
    header = struct.pack(f">xxBB{len(shape)}I", kind, len(shape), *shape)
    return header + array.tobytes()


def pixels(*shape):
    return np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
