"""Graphs keep weights in float16, at half the size: small graphs those that lose
nothing by it, large ones all.

ONNX Runtime turns them back into float32 once, when it loads the graph, so an answer
takes no longer. A dense layer's weights were rounded to float16 before the export and
stay as they are; those that were folded together on the way to the graph are rounded
once more: that is why figures are measured on the graph as it is stored.
"""

import numpy as np
import onnx

from dashboard import arrays
from dashboard.ml import constants

LARGE = 8_000_000  # bytes of a graph from which on it is worth rounding for
MOST = float(np.finfo(np.float16).max)


def stored(graph: bytes) -> bytes:
    """The graph as it is kept: rounded only if it is large."""
    return halved(graph, rounding=rounded(graph))


def rounded(graph: bytes) -> bool:
    """Whether `stored` rounds what is not of float16 already."""
    return len(graph) >= LARGE


def halved(graph: bytes, rounding: bool = True) -> bytes:
    """An ONNX graph that holds its large float32 constants as float16.

    Args:
        rounding: False leaves those as they are that would change by it.
    """
    model = onnx.load_model_from_string(graph)
    kept = {
        name: constants.Kept(values.astype(np.float16), "_half")
        for name, values in constants.large(model).items()
        if _suits(values, rounding)
    }
    return constants.exchanged(model, kept) if kept else graph


def _suits(values: np.ndarray, rounding: bool) -> bool:
    # written so that NaN does not suit
    fits = bool(np.abs(values).max() <= MOST)
    return fits and (rounding or arrays.is_half(values))
