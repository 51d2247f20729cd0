"""Kernels of very large networks as whole numbers of 8 bits times a step.

A network of 24 million weights takes 48 MB in float16, for the graph and again to go on
from. Its kernels are therefore rounded, before the export, to multiples of a step that
each output channel has of its own (symmetric quantisation per channel: Krishnamoorthi,
arXiv 1806.08342, section 3.1). The step has four binary digits and a multiple seven, so
float16 holds their product exactly: stored weights and graph are the same numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import keras
import numpy as np
import onnx

from dashboard.ml import checkpoint, constants, matching

LARGE = 12_000_000  # weights of a network from which on it is rounded so
LEAST = 16_384  # numbers of a kernel; the first layer's and the last's stay finer
MULTIPLE = 127
SMALLEST = 2.0**-20  # step; a multiple of the smallest float16 by four binary digits


@dataclass(frozen=True)
class Quantized:
    """A kernel on its grid.

    Attributes:
        numbers: int8, in the kernel's shape.
        step: float32, broadcast against them.
    """

    numbers: np.ndarray
    step: np.ndarray

    @property
    def kernel(self) -> np.ndarray:
        return self.numbers * self.step


def quantized(kernel: np.ndarray) -> Quantized:
    """The nearest numbers on a grid with one step for each output channel, the last
    axis."""
    others = tuple(range(kernel.ndim - 1))
    least = np.abs(kernel).max(others, keepdims=True) / MULTIPLE
    mantissa, exponent = np.frexp(np.maximum(least, SMALLEST))
    step = np.ldexp(np.ceil(mantissa * 16) / 16, exponent).astype(np.float32)
    return Quantized(np.rint(kernel / step).astype(np.int8), step)


def quantize(model: keras.Model) -> dict[str, Quantized]:
    """Round the kernels of a very large network in place.

    Returns:
        What was rounded, by the names of the weights; nothing for other networks.
    """
    if bits(model) != 8:
        return {}
    found = {}
    for name, variable in checkpoint.names(model).items():
        whole = np.asarray(variable)
        if name.endswith("/kernel") and whole.ndim in (2, 4) and whole.size >= LEAST:
            found[name] = quantized(whole)
            variable.assign(found[name].kernel)
    return found


def bits(model: keras.Model) -> int:
    """Of a number in the large kernels of a published network: 8 or 16."""
    return 8 if model.count_params() >= LARGE else 16


def stored(graph: bytes, known: Mapping[str, Quantized]) -> bytes:
    """The graph with these kernels in 8 bits, whatever each channel is multiplied by
    in it; those that are not found in it stay as they are."""
    if not known:
        return graph
    model = onnx.load_model_from_string(graph)
    large, kept = constants.large(model), {}
    for one in known.values():
        match = matching.find(one.kernel, large)
        if match:
            step = one.step * match.ratio
            kept[match.constant] = constants.Kept(
                np.ascontiguousarray(one.numbers.transpose(match.order)),
                "_int8",
                np.ascontiguousarray(step.transpose(match.order)),
            )
    return constants.exchanged(model, kept)
