"""Where a layer's kernel is to be found in the exported graph.

On the way there its axes are turned and, where normalisation follows, each output
channel is multiplied by one number. Names do not survive, so kernels are known by their
values.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dashboard.ml.constants import LEAST

# axes of a Keras kernel in the order of the graph's: convolution, depthwise
# convolution, matrix product, its transposed form
ORDERS = {4: ((3, 2, 0, 1), (2, 3, 0, 1)), 2: ((0, 1), (1, 0))}
# of the largest number of a channel; float16 rounds to 2 ** -11 of a number
TOLERANCE = 2e-3


@dataclass(frozen=True)
class Match:
    """A constant of the graph that is a kernel times a number for each channel.

    Attributes:
        constant: its name.
        order: of the kernel's axes in it.
        ratio: float32, broadcast against the kernel; graph over kernel.
    """

    constant: str
    order: tuple[int, ...]
    ratio: np.ndarray

    def kernel(self, constants: Mapping[str, np.ndarray]) -> np.ndarray:
        """The kernel, float32, as the graph tells it."""
        turned = constants[self.constant].transpose(np.argsort(self.order))
        return turned / self.ratio


def find(kernel: np.ndarray, constants: Mapping[str, np.ndarray]) -> Match | None:
    """The constant that holds a kernel; None for small ones and those not found.

    Args:
        kernel: float32, in Keras's order of axes.
        constants: float32 by name.
    """
    if kernel.size < LEAST:
        return None
    for order in ORDERS.get(kernel.ndim, ()):
        shape = tuple(kernel.shape[axis] for axis in order)
        for name, constant in constants.items():
            if constant.shape == shape:
                turned = constant.transpose(np.argsort(order))
                ratio = _ratio(kernel, turned, order)
                if ratio is not None:
                    return Match(name, order, ratio)
    return None


def _ratio(kernel, found, order) -> np.ndarray | None:
    """One number for each output channel that makes one of the other; None for none."""
    # a depthwise kernel has its channels before the last axis
    channel = order[0] if kernel.ndim == 4 else 1
    others = tuple(axis for axis in range(kernel.ndim) if axis != channel)
    square = (kernel.astype(np.float64) ** 2).sum(others, keepdims=True)
    product = (kernel.astype(np.float64) * found).sum(others, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(product == 0, 1.0, product / square).astype(np.float32)
    largest = np.abs(found).max(others, keepdims=True)
    alike = np.abs(kernel * ratio - found) <= TOLERANCE * largest
    return ratio if bool(alike.all()) else None
